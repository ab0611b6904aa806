package org.stillkeep.media;

import com.adobe.internal.xmp.XMPException;
import com.adobe.internal.xmp.XMPMeta;
import com.adobe.internal.xmp.XMPMetaFactory;
import com.adobe.internal.xmp.options.ParseOptions;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Capture time out of an XMP packet of at most 64 KiB, read by Adobe's xmpcore.
 *
 * <p>A packet with a document type or entities is refused before the library sees it, so that it can neither expand itself
 * nor fetch anything; the library's own refusal is switched on as well. The library descends by recursion: what is nested
 * too deep is refused as well, because a stack that overflows in the first use of a class leaves that class unusable. A
 * file has one packet; further ones, with which it could keep the library busy for a minute, are not read.
 */
final class XmpReader {

  /**
   * To be held around all work of the library: it shares one parser factory, not made for several threads, and one registry,
   * which would keep every namespace that any packet ever named and is therefore emptied each time.
   */
  static final Object XMPCORE = new Object();

  static final int MAX_PACKET_BYTES = 64 * 1024;

  /** Several times what editing programs write. */
  private static final int MAX_DEPTH = 200;

  /** A property that holds a capture time. */
  private record Property(String namespace, String name) {}

  /** Best first. */
  private static final List<Property> TIMES =
      List.of(
          new Property("http://ns.adobe.com/exif/1.0/", "DateTimeOriginal"),
          new Property("http://ns.adobe.com/photoshop/1.0/", "DateCreated"),
          new Property("http://ns.adobe.com/xap/1.0/", "CreateDate"));

  private XmpReader() {}

  /** Adds the packet's capture time to the findings, if it has one; a broken packet adds nothing. */
  static void read(byte[] block, int from, int length, Findings findings) {
    if (length > 0 && length <= MAX_PACKET_BYTES && findings.isFirstXmpPacket()) {
      taken(Arrays.copyOfRange(block, from, from + length)).ifPresent(findings::xmpTime);
    }
  }

  private static Optional<EmbeddedTime> taken(byte[] packet) {
    try {
      if (!isSafe(packet)) {
        return Optional.empty();
      }
      return times(packet).stream().map(Stamps::iso).flatMap(Optional::stream).findFirst();
    } catch (XMLStreamException | XMPException | RuntimeException | StackOverflowError e) {
      // Not XML, not XMP, or more than the library can follow: such a packet tells no time.
      return Optional.empty();
    }
  }

  /** The properties' texts, best first. */
  private static List<String> times(byte[] packet) throws XMPException {
    synchronized (XMPCORE) {
      try {
        XMPMeta xmp =
            XMPMetaFactory.parseFromBuffer(packet, new ParseOptions().setDisallowDoctype(true).setOmitNormalization(true));
        List<String> texts = new ArrayList<>();
        for (Property time : TIMES) {
          texts.add(xmp.getPropertyString(time.namespace, time.name));
        }
        texts.removeIf(Objects::isNull);
        return texts;
      } finally {
        XMPMetaFactory.reset();
      }
    }
  }

  /** Whether the library may see the packet. */
  static boolean isSafe(byte[] packet) throws XMLStreamException {
    return packet.length <= MAX_PACKET_BYTES && !declaresEntities(packet) && isShallow(packet);
  }

  private static boolean declaresEntities(byte[] packet) {
    // Without its zeros, UTF-16 and UTF-32 read like ASCII.
    String text = new String(packet, StandardCharsets.ISO_8859_1).replace("\0", "");
    return text.contains("<!DOCTYPE") || text.contains("<!ENTITY");
  }

  /** Looks as far as the outermost element reaches; some writers leave rubbish behind it. */
  private static boolean isShallow(byte[] packet) throws XMLStreamException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    XMLStreamReader xml = factory.createXMLStreamReader(new ByteArrayInputStream(packet));
    xml.nextTag();
    int depth = 1;
    while (depth > 0 && depth <= MAX_DEPTH) {
      switch (xml.next()) {
        case XMLStreamConstants.START_ELEMENT -> depth++;
        case XMLStreamConstants.END_ELEMENT -> depth--;
        default -> {
          // Texts, comments and instructions do not nest.
        }
      }
    }
    return depth == 0;
  }
}
