package org.stillkeep.media;

import static com.adobe.internal.xmp.XMPConst.NS_DC;
import static com.adobe.internal.xmp.XMPConst.NS_EXIF;
import static com.adobe.internal.xmp.XMPConst.NS_IPTCEXT;
import static com.adobe.internal.xmp.XMPConst.NS_PHOTOSHOP;
import static com.adobe.internal.xmp.XMPConst.NS_XMP;
import static com.adobe.internal.xmp.XMPConst.NS_XMP_MM;
import static com.adobe.internal.xmp.XMPConst.X_DEFAULT;

import com.adobe.internal.xmp.XMPException;
import com.adobe.internal.xmp.XMPMeta;
import com.adobe.internal.xmp.XMPMetaFactory;
import com.adobe.internal.xmp.options.ParseOptions;
import com.adobe.internal.xmp.options.PropertyOptions;
import com.adobe.internal.xmp.options.SerializeOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import javax.xml.stream.XMLStreamException;
import org.stillkeep.asset.Place;

/**
 * Writes an {@link Inscription} as XMP, by Adobe's xmpcore: alone, or on top of what a packet says already.
 *
 * <p>Each fact stands where programs look for it: the time in {@code exif:DateTimeOriginal}, {@code photoshop:DateCreated} and
 * {@code xmp:CreateDate}; the caption in {@code dc:description}; a person in {@code Iptc4xmpExt:PersonInImage} and, for
 * programs that know tags only, as {@code dc:subject} and as a tag below {@code People} in {@code digiKam:TagsList} and
 * {@code lr:hierarchicalSubject}; a favourite as {@code xmp:Rating} 5. Lists are added to, never replaced.
 */
final class XmpPacket {

  private static final String NS_DIGIKAM = "http://www.digikam.org/ns/1.0/";
  private static final String NS_LIGHTROOM = "http://ns.adobe.com/lightroom/1.0/";
  private static final String FAVORITE_RATING = "5";
  private static final int PADDING_BYTES = 256;

  private final XMPMeta xmp;
  private boolean changed;

  private XmpPacket(XMPMeta xmp) {
    this.xmp = xmp;
  }

  /**
   * A file of XMP.
   *
   * @param originalName the name that the picture's file had, where it has another one now
   */
  static byte[] sidecar(Inscription inscription, Optional<String> originalName) {
    synchronized (XmpReader.XMPCORE) {
      try {
        XmpPacket packet = new XmpPacket(create());
        packet.inscribe(inscription, inscription);
        if (originalName.isPresent()) {
          packet.set(NS_XMP_MM, "PreservedFileName", text(originalName.get()));
        }
        return packet.bytes(true);
      } catch (XMPException e) {
        throw new IllegalStateException("xmpcore refuses what we write", e);
      } finally {
        XMPMetaFactory.reset();
      }
    }
  }

  /**
   * A packet for the inside of a file; empty when the one that is there says it all.
   *
   * @param existing the packet that is there; no bytes when there is none
   * @param lacking what the file says nowhere else, or wrongly; the packet has to say that in any case, and the rest only
   *     where it contradicts
   * @throws UnwritableException when the packet that is there cannot be read safely
   */
  static Optional<byte[]> inscribed(byte[] existing, Inscription inscription, Inscription lacking) throws UnwritableException {
    synchronized (XmpReader.XMPCORE) {
      try {
        XmpPacket packet = new XmpPacket(existing.length == 0 ? create() : parse(existing));
        register();
        packet.inscribe(inscription, lacking);
        return packet.changed ? Optional.of(packet.bytes(false)) : Optional.empty();
      } catch (XMPException | XMLStreamException | RuntimeException | StackOverflowError e) {
        throw new UnwritableException("its XMP cannot be read: " + e.getMessage());
      } finally {
        XMPMetaFactory.reset();
      }
    }
  }

  private static XMPMeta parse(byte[] packet) throws XMPException, XMLStreamException, UnwritableException {
    if (!XmpReader.isSafe(packet)) {
      throw new UnwritableException("its XMP is larger or deeper than a picture's");
    }
    return XMPMetaFactory.parseFromBuffer(packet, new ParseOptions().setDisallowDoctype(true));
  }

  private static XMPMeta create() throws XMPException {
    XMPMeta created = XMPMetaFactory.create();
    register();
    return created;
  }

  private static void register() throws XMPException {
    XMPMetaFactory.getSchemaRegistry().registerNamespace(NS_DIGIKAM, "digiKam");
    XMPMetaFactory.getSchemaRegistry().registerNamespace(NS_LIGHTROOM, "lr");
  }

  private void inscribe(Inscription inscription, Inscription lacking) throws XMPException {
    if (inscription.taken().isPresent()) {
      time(inscription.taken().get(), lacking.taken().isPresent());
    }
    if (inscription.place().isPresent()) {
      place(inscription.place().get(), inscription, lacking.place().isPresent());
    }
    if (!inscription.description().isEmpty()) {
      description(text(inscription.description()));
    }
    for (String person : inscription.people()) {
      person(text(person));
    }
    if (inscription.favorite()) {
      set(NS_XMP, "Rating", FAVORITE_RATING);
    }
  }

  private void time(InscribedTime time, boolean wanted) throws XMPException {
    timeUnlessSaid(NS_EXIF, "DateTimeOriginal", time, wanted);
    timeUnlessSaid(NS_PHOTOSHOP, "DateCreated", time, wanted);
    // A scan became digital at another time than it was taken: what is there stays.
    if (wanted && xmp.getPropertyString(NS_XMP, "CreateDate") == null) {
      set(NS_XMP, "CreateDate", time.iso());
    }
  }

  private void timeUnlessSaid(String namespace, String name, InscribedTime time, boolean wanted) throws XMPException {
    String there = xmp.getPropertyString(namespace, name);
    boolean said = there != null && time.isSaidBy(Stamps.iso(there));
    if (!said && (wanted || there != null)) {
      set(namespace, name, time.iso());
    }
  }

  private void place(Place place, Inscription inscription, boolean wanted) throws XMPException {
    String latitude = xmp.getPropertyString(NS_EXIF, "GPSLatitude");
    String longitude = xmp.getPropertyString(NS_EXIF, "GPSLongitude");
    boolean there = latitude != null && longitude != null;
    boolean said = there && XmpCoordinates.place(latitude, longitude).filter(inscription::isHere).isPresent();
    if (said || !(there || wanted)) {
      return;
    }
    set(NS_EXIF, "GPSLatitude", XmpCoordinates.text(place.latitude(), "N", "S"));
    set(NS_EXIF, "GPSLongitude", XmpCoordinates.text(place.longitude(), "E", "W"));
    altitude(place.altitudeMetres());
  }

  private void altitude(OptionalDouble metres) throws XMPException {
    if (metres.isPresent()) {
      set(NS_EXIF, "GPSAltitude", Math.round(Math.abs(metres.getAsDouble()) * 100) + "/100");
      set(NS_EXIF, "GPSAltitudeRef", metres.getAsDouble() < 0 ? "1" : "0");
    } else if (xmp.doesPropertyExist(NS_EXIF, "GPSAltitude")) {
      // It was that of another place.
      xmp.deleteProperty(NS_EXIF, "GPSAltitude");
      xmp.deleteProperty(NS_EXIF, "GPSAltitudeRef");
    }
  }

  private void description(String description) throws XMPException {
    var there = xmp.getLocalizedText(NS_DC, "description", "", X_DEFAULT);
    if (there == null || !there.getValue().equals(description)) {
      xmp.setLocalizedText(NS_DC, "description", "", X_DEFAULT, description);
      changed = true;
    }
  }

  private void person(String name) throws XMPException {
    PropertyOptions bag = new PropertyOptions().setArray(true);
    PropertyOptions sequence = new PropertyOptions().setArray(true).setArrayOrdered(true);
    addTo(NS_IPTCEXT, "PersonInImage", bag, name);
    addTo(NS_DC, "subject", bag, name);
    addTo(NS_DIGIKAM, "TagsList", sequence, digiKamTag(name));
    addTo(NS_LIGHTROOM, "hierarchicalSubject", bag, lightroomTag(name));
  }

  /** A person's tag with its level; the sign that parts levels is none inside of a name. */
  static String digiKamTag(String person) {
    return "People/" + person.replace('/', '_');
  }

  /** As {@link #digiKamTag}, with the other sign. */
  static String lightroomTag(String person) {
    return "People|" + person.replace('|', '_');
  }

  private void addTo(String namespace, String array, PropertyOptions form, String item) throws XMPException {
    List<String> there = new ArrayList<>();
    for (int i = 1; i <= xmp.countArrayItems(namespace, array); i++) {
      there.add(xmp.getArrayItem(namespace, array, i).getValue());
    }
    if (!there.contains(item)) {
      xmp.appendArrayItem(namespace, array, form, item, null);
      changed = true;
    }
  }

  private void set(String namespace, String name, String value) throws XMPException {
    if (!value.equals(xmp.getPropertyString(namespace, name))) {
      xmp.setProperty(namespace, name, value);
      changed = true;
    }
  }

  private byte[] bytes(boolean alone) throws XMPException {
    SerializeOptions options = new SerializeOptions().setUseCompactFormat(true).setOmitPacketWrapper(alone);
    return XMPMetaFactory.serializeToBuffer(xmp, alone ? options : options.setPadding(PADDING_BYTES));
  }

  /** XML has no word for most control characters, nor for half a surrogate pair. */
  static String text(String text) {
    StringBuilder clean = new StringBuilder();
    text.codePoints()
        .filter(each -> each >= 0x20 || each == '\n' || each == '\t')
        .filter(each -> !(each >= 0xD800 && each <= 0xDFFF) && each != 0xFFFE && each != 0xFFFF && each != 0x7F)
        .forEach(clean::appendCodePoint);
    return clean.toString();
  }
}
