package org.stillkeep.media;

import java.io.ByteArrayInputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Capture time out of an XMP packet of at most 64 KiB. A property may stand as an attribute or as an element; both are read.
 *
 * <p>Document types and external entities are switched off, so that a packet can neither expand itself nor fetch anything.
 */
final class XmpReader {

  static final int MAX_PACKET_BYTES = 64 * 1024;
  private static final int MAX_EVENTS = 20_000;

  /** Properties that hold a capture time, best first. */
  private static final List<String> TIMES =
      List.of(
          "{http://ns.adobe.com/exif/1.0/}DateTimeOriginal",
          "{http://ns.adobe.com/photoshop/1.0/}DateCreated",
          "{http://ns.adobe.com/xap/1.0/}CreateDate");

  private XmpReader() {}

  /** Adds the packet's capture time to the findings, if it has one. */
  static void read(byte[] packet, int from, int length, Findings findings) {
    if (length > 0 && length <= MAX_PACKET_BYTES) {
      Map<String, String> found = times(packet, from, length);
      TIMES.stream().map(found::get).filter(text -> text != null).map(Stamps::iso).flatMap(Optional::stream)
          .findFirst()
          .ifPresent(findings::xmpTime);
    }
  }

  private static Map<String, String> times(byte[] packet, int from, int length) {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    Map<String, String> found = new HashMap<>();
    try {
      XMLStreamReader xml = factory.createXMLStreamReader(new ByteArrayInputStream(packet, from, length));
      String element = "";
      for (int events = 0; xml.hasNext() && events < MAX_EVENTS; events++) {
        switch (xml.next()) {
          case XMLStreamConstants.START_ELEMENT -> {
            element = name(xml.getNamespaceURI(), xml.getLocalName());
            attributes(xml, found);
          }
          case XMLStreamConstants.CHARACTERS -> keep(found, element, xml.getText());
          default -> element = "";
        }
      }
    } catch (XMLStreamException e) {
      // Half a packet is as good as what was read of it.
      return found;
    }
    return found;
  }

  private static void attributes(XMLStreamReader xml, Map<String, String> found) {
    for (int i = 0; i < xml.getAttributeCount(); i++) {
      keep(found, name(xml.getAttributeNamespace(i), xml.getAttributeLocalName(i)), xml.getAttributeValue(i));
    }
  }

  private static void keep(Map<String, String> found, String name, String value) {
    if (TIMES.contains(name)) {
      found.putIfAbsent(name, value);
    }
  }

  private static String name(String namespace, String local) {
    return "{" + namespace + "}" + local;
  }
}
