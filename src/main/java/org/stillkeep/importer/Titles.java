package org.stillkeep.importer;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The name that an asset gets in the library. */
final class Titles {

  /** Characters that Google writes as an underscore in file names. */
  private static final Pattern REPLACED = Pattern.compile("[\\\\/:*?\"<>|%&'\\p{Cntrl}]");

  private static final Pattern INDEX = Pattern.compile("\\(\\d+\\)$");

  private Titles() {}

  /**
   * The sidecar's title, where the file's name is what Google's cutting, numbering and replacing of characters made of it;
   * else the file's own name. So an asset is called as its owner called the file, and is found under the name that its
   * archive shows.
   *
   * @param editedCopy an edited copy shares its original's sidecar, and is told apart by its own name
   */
  static String of(String fileName, Optional<String> title, boolean editedCopy) {
    return title.map(String::strip).filter(text -> !editedCopy && isMadeOf(fileName, text)).orElse(fileName);
  }

  private static boolean isMadeOf(String fileName, String title) {
    String stem = INDEX.matcher(stem(fileName)).replaceFirst("");
    return !stem.isEmpty() && extension(title).equals(extension(fileName)) && written(stem(title)).startsWith(written(stem));
  }

  private static String written(String stem) {
    return REPLACED.matcher(Normalizer.normalize(stem, Normalizer.Form.NFC)).replaceAll("_");
  }

  private static String stem(String name) {
    int dot = name.lastIndexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }

  private static String extension(String name) {
    int dot = name.lastIndexOf('.');
    return dot < 0 ? "" : name.substring(dot).toLowerCase(Locale.ROOT);
  }
}
