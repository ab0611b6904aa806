package org.stillkeep.takeout;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
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

  /** Far above the 255 units that file systems allow. */
  private static final int LONGEST_NAME = 1_024;

  private static final char LAST_ASCII = 0x7f;

  private static final Pattern BLANK = Pattern.compile("\\p{Zs}");
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
    Matcher reserved = RESERVED.matcher(title);
    return reserved.find() ? reserved.replaceAll("_") : title;
  }

  /** The name with ordinary blanks in place of narrow and hard ones. */
  static String withPlainBlanks(String name) {
    return isAscii(name) ? name : BLANK.matcher(name).replaceAll(" ");
  }

  /** The name a media file of this title gets since nothing is cut, without number. */
  static String mediaName(String title) {
    return normalized(withoutReserved(title));
  }

  /** The names that a media file of this title could get as long as names were cut, without number; mostly one. */
  static List<String> cutMediaNames(String title) {
    List<String> names = new ArrayList<>(2);
    for (String name : countedForms(withoutReserved(title))) {
      int dot = name.lastIndexOf('.');
      String extension = dot < 0 ? "" : name.substring(dot);
      String stem = dot < 0 ? name : name.substring(0, dot);
      String cut = normalized(cut(stem, Math.max(1, MEDIA_UNITS - extension.length())) + extension);
      if (!names.contains(cut)) {
        names.add(cut);
      }
    }
    return names;
  }

  /** Whether a stem is as long as a stem before this extension can get, so that something may have been cut off it. */
  static boolean mayBeCut(String stem, String extension) {
    int limit = MEDIA_UNITS - extension.length();
    for (String counted : countedForms(stem)) {
      if (counted.length() >= limit && counted.length() <= limit + 1) {
        return true;
      }
    }
    return false;
  }

  /**
   * The forms in which Google may have counted the units of a name: with its accents composed, as nearly all are, and
   * decomposed, as Apple's computers name files. The second has more units, so that it is cut earlier.
   */
  static List<String> countedForms(String name) {
    String composed = normalized(name);
    if (isAscii(composed) || isTooLong(composed) || Normalizer.isNormalized(composed, Normalizer.Form.NFD)) {
      return List.of(composed);
    }
    return List.of(composed, Normalizer.normalize(composed, Normalizer.Form.NFD));
  }

  /** Whether cutting the title may have left this beginning, be it in the middle of an accented letter. */
  static boolean beginsWith(String title, String beginning) {
    List<String> beginnings = countedForms(beginning);
    List<String> titles = countedForms(title);
    return title.startsWith(beginning) || titles.get(titles.size() - 1).startsWith(beginnings.get(beginnings.size() - 1));
  }

  /** The one form in which names are compared: NFC. */
  static String normalized(String name) {
    return isAscii(name) || isTooLong(name) || Normalizer.isNormalized(name, Normalizer.Form.NFC)
        ? name
        : Normalizer.normalize(name, Normalizer.Form.NFC);
  }

  /** Nearly all names are, and need no look into tables. */
  private static boolean isAscii(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) > LAST_ASCII) {
        return false;
      }
    }
    return true;
  }

  /** Whether no file can have such a name. Normalizing takes the square of its length where it is all accents. */
  private static boolean isTooLong(String name) {
    return name.length() > LONGEST_NAME;
  }

  /** A key that is the same for names that differ in case only. */
  static String folded(String name) {
    StringBuilder folded = new StringBuilder(name.length());
    for (int at = 0, codePoint; at < name.length(); at += Character.charCount(codePoint)) {
      codePoint = name.codePointAt(at);
      folded.appendCodePoint(Character.toLowerCase(Character.toUpperCase(codePoint)));
    }
    return folded.toString();
  }
}
