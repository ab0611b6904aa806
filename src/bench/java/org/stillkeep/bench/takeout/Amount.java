package org.stillkeep.bench.takeout;

import java.util.Locale;

/** How much there is in a library: about so many bytes, copies in albums counted, or exactly so many photos. */
public record Amount(long number, boolean isBytes) {

  /** Reads {@code 200m}, {@code 4g} (bytes, in powers of ten) or {@code 100000} (photos). */
  public static Amount parse(String text) {
    boolean bytes = !Character.isDigit(text.charAt(text.length() - 1));
    return new Amount(bytes ? parseBytes(text) : Long.parseLong(text), bytes);
  }

  /** Reads a number of bytes, with {@code k}, {@code m} or {@code g} for powers of ten. */
  public static long parseBytes(String text) {
    int unit = "kmg".indexOf(Character.toLowerCase(text.charAt(text.length() - 1)));
    if (unit < 0) {
      return Long.parseLong(text);
    }
    long number = Long.parseLong(text.substring(0, text.length() - 1));
    return Math.multiplyExact(number, (long) Math.pow(1000, unit + 1));
  }

  @Override
  public String toString() {
    return isBytes ? String.format(Locale.ROOT, "%.4g GB", number / 1e9) : String.format(Locale.ROOT, "%,d files", number);
  }
}
