package org.stillkeep.media;

import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.stillkeep.asset.Place;

/**
 * What ExifTool is told, one argument a line. Photos get EXIF and XMP. Videos get QuickTime's own UTC stamp, the keys that
 * Apple's programs read, the place where Android's look for it, and XMP. Every text goes in as HTML entities ({@code -E}), so
 * that none can end its line, or be taken for anything but a text.
 */
final class ExifToolArguments {

  /** Taken away before it is added, so that a list never has a name twice: ExifTool's own idiom. */
  private static final List<String> REMOVE_AND_ADD = List.of("-=", "+=");

  private final List<String> arguments = new ArrayList<>();

  private ExifToolArguments() {}

  static List<String> of(Path source, MediaType type, Inscription lacking) {
    ExifToolArguments made = new ExifToolArguments();
    made.arguments.addAll(List.of("-q", "-q", "-m", "-E", "-charset", "filename=utf8", "-api", "LargeFileSupport=1"));
    if (lacking.taken().isPresent()) {
      made.time(lacking.taken().get(), type.isVideo());
    }
    if (lacking.place().isPresent()) {
      made.place(lacking.place().get(), type.isVideo());
    }
    if (!lacking.description().isEmpty()) {
      made.set(type.isVideo() ? "Keys:Description" : "EXIF:ImageDescription", lacking.description());
      made.set("XMP-dc:Description", lacking.description());
    }
    lacking.people().forEach(made::person);
    if (lacking.favorite()) {
      made.set("XMP-xmp:Rating", "5");
    }
    made.arguments.addAll(List.of("-o", "-", source.toString()));
    return made.arguments;
  }

  private void time(InscribedTime time, boolean video) {
    String clock = time.exif();
    if (time.isExact() && video) {
      set("QuickTime:CreateDate", time.inZone(ZoneOffset.UTC).exif());
      set("Keys:CreationDate", clock + time.offset());
    } else if (time.isExact()) {
      set("EXIF:DateTimeOriginal", clock);
      set("EXIF:OffsetTimeOriginal", time.offset());
      set("EXIF:SubSecTimeOriginal", "");
    }
    for (String tag : List.of("XMP-exif:DateTimeOriginal", "XMP-photoshop:DateCreated", "XMP-xmp:CreateDate")) {
      set(tag, time.iso());
    }
  }

  private void place(Place place, boolean video) {
    String latitude = number(place.latitude());
    String longitude = number(place.longitude());
    Optional<String> altitude =
        place.altitudeMetres().isPresent() ? Optional.of(number(place.altitudeMetres().getAsDouble())) : Optional.empty();
    if (video) {
      String all = latitude + ", " + longitude + altitude.map(metres -> ", " + metres).orElse("");
      set("Keys:GPSCoordinates", all);
      set("UserData:GPSCoordinates", all);
      // Where some cameras say it too, it would be another place.
      set("ItemList:GPSCoordinates", "");
    } else {
      set("EXIF:GPSLatitude", number(Math.abs(place.latitude())));
      set("EXIF:GPSLatitudeRef", place.latitude() < 0 ? "S" : "N");
      set("EXIF:GPSLongitude", number(Math.abs(place.longitude())));
      set("EXIF:GPSLongitudeRef", place.longitude() < 0 ? "W" : "E");
      set("EXIF:GPSAltitude", altitude.map(metres -> metres.replace("-", "")).orElse(""));
      set("EXIF:GPSAltitudeRef#", altitude.map(metres -> metres.startsWith("-") ? "1" : "0").orElse(""));
    }
    set("XMP-exif:GPSLatitude", latitude);
    set("XMP-exif:GPSLongitude", longitude);
  }

  private void person(String name) {
    for (String sign : REMOVE_AND_ADD) {
      arguments.add("-XMP-iptcExt:PersonInImage" + sign + escaped(name));
      arguments.add("-XMP-dc:Subject" + sign + escaped(name));
      arguments.add("-XMP-digiKam:TagsList" + sign + escaped(XmpPacket.digiKamTag(name)));
      arguments.add("-XMP-lr:HierarchicalSubject" + sign + escaped(XmpPacket.lightroomTag(name)));
    }
  }

  /** An empty value takes the tag away. */
  private void set(String tag, String value) {
    arguments.add("-" + tag + "=" + escaped(value));
  }

  private static String number(double degreesOrMetres) {
    return String.format(Locale.ROOT, "%.7f", degreesOrMetres);
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    XmpPacket.text(text).codePoints().forEach(each -> {
      boolean plain = each < 0x80 && (Character.isLetterOrDigit(each) || ".,:+-".indexOf(each) >= 0);
      escaped.append(plain ? Character.toString(each) : "&#" + each + ";");
    });
    return escaped.toString();
  }
}
