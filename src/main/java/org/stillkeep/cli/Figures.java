package org.stillkeep.cli;

import java.util.Locale;

/** Says sizes and counts as people read them. */
final class Figures {

  private static final String[] UNITS = {"bytes", "kB", "MB", "GB", "TB", "PB"};

  private Figures() {}

  /** E.g. {@code 1.4 GB}; powers of ten, as on disks. */
  static String size(long bytes) {
    double value = bytes;
    int unit = 0;
    while (value >= 999.5 && unit < UNITS.length - 1) {
      value /= 1000;
      unit++;
    }
    String format = unit == 0 || value >= 99.5 ? "%.0f %s" : "%.1f %s";
    return String.format(Locale.ROOT, format, value, UNITS[unit]);
  }

  /** E.g. {@code 1,234 photos}, {@code 1 photo}. */
  static String count(long number, String singular) {
    return count(number, singular, singular + "s");
  }

  /** E.g. {@code 1,234 entries}, {@code 1 entry}. */
  static String count(long number, String singular, String plural) {
    return String.format(Locale.ROOT, "%,d %s", number, number == 1 ? singular : plural);
  }
}
