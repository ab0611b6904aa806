package org.stillkeep.takeout;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * How Google makes file names out of titles, until August 2026 and in UTF-16 units:
 *
 * <pre>
 * media    cut(stem, 51 - length of ".ext") + (n) + ".ext"
 * sidecar  cut(title + ".supplemental-metadata", 46) + (n) + ".json"
 * </pre>
 *
 * The number {@code (n)} of repeated names is never counted. Later exports cut nothing.
 */
final class NameCut {

  /** Longest media name without its number, extension included. */
  static final int MEDIA_UNITS = 51;

  /** Longest sidecar name without its number and {@code .json}: 51 less the five units of {@code .json}. */
  static final int SIDECAR_UNITS = 46;

  private static final Pattern RESERVED = Pattern.compile("[\\\\/:*?\"<>|%&'\\p{Cc}]");

  private NameCut() {}

  /** The first {@code units} of a name; a surrogate pair at the edge is kept whole, as seen in real names. */
  static String cut(String name, int units) {
    if (name.length() <= units) {
      return name;
    }
    boolean splitsPair = units > 0 && Character.isHighSurrogate(name.charAt(units - 1));
    return name.substring(0, splitsPair ? units + 1 : units);
  }

  /** The title with the characters replaced that Google does not put into file names. */
  static String withoutReserved(String title) {
    return RESERVED.matcher(title).replaceAll("_");
  }

  /** The name a media file of this title gets, without number; {@code cutting} as before August 2026. */
  static String mediaName(String title, boolean cutting) {
    String name = normalized(withoutReserved(title));
    if (!cutting) {
      return name;
    }
    int dot = name.lastIndexOf('.');
    String extension = dot < 0 ? "" : name.substring(dot);
    String stem = dot < 0 ? name : name.substring(0, dot);
    return cut(stem, Math.max(1, MEDIA_UNITS - extension.length())) + extension;
  }

  /** Whether a stem is as long as a stem before this extension can get, so that something may have been cut off it. */
  static boolean mayBeCut(String stem, String extension) {
    int limit = MEDIA_UNITS - extension.length();
    return stem.length() >= limit && stem.length() <= limit + 1;
  }

  /** The one form in which names are compared: NFC. */
  static String normalized(String name) {
    return Normalizer.isNormalized(name, Normalizer.Form.NFC) ? name : Normalizer.normalize(name, Normalizer.Form.NFC);
  }

  /** A key that is the same for names that differ in case only. */
  static String folded(String name) {
    return name.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }
}
