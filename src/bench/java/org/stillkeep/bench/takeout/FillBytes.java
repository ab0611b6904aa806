package org.stillkeep.bench.takeout;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Random;

/**
 * What files are full of. Pictures have the statistics of a JPEG's scan: they deflate to about 99 %, in Huffman blocks, which
 * inflate at a fiftieth of the speed of the stored blocks that random bytes become. Films are random.
 */
final class FillBytes {

  private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int SKEWED_BITS = 12;
  private static final int LAST = (1 << SKEWED_BITS) - 1;
  private static final int PER_NUMBER = Long.SIZE / SKEWED_BITS;

  /** Each byte value as often as it occurs. Never 0xFF, with which markers begin. */
  private static final byte[] SKEWED = skewed();

  private FillBytes() {}

  static void random(byte[] bytes, int length, Prng numbers) {
    int at = 0;
    for (; at + Long.BYTES <= length; at += Long.BYTES) {
      LONGS.set(bytes, at, numbers.next());
    }
    for (; at < length; at++) {
      bytes[at] = (byte) numbers.next();
    }
  }

  static void scan(byte[] bytes, int length, Prng numbers) {
    int at = 0;
    while (at + PER_NUMBER <= length) {
      long number = numbers.next();
      bytes[at] = SKEWED[(int) number & LAST];
      bytes[at + 1] = SKEWED[(int) (number >>> SKEWED_BITS) & LAST];
      bytes[at + 2] = SKEWED[(int) (number >>> (2 * SKEWED_BITS)) & LAST];
      bytes[at + 3] = SKEWED[(int) (number >>> (3 * SKEWED_BITS)) & LAST];
      bytes[at + 4] = SKEWED[(int) (number >>> (4 * SKEWED_BITS)) & LAST];
      at += PER_NUMBER;
    }
    for (; at < length; at++) {
      bytes[at] = SKEWED[(int) numbers.next() & LAST];
    }
  }

  private static byte[] skewed() {
    Random random = new Random(7);
    double[] weights = new double[255];
    double sum = 0;
    for (int value = 0; value < weights.length; value++) {
      weights[value] = StrictMath.exp(0.38 * random.nextGaussian());
      sum += weights[value];
    }
    byte[] table = new byte[LAST + 1];
    int filled = 0;
    double reached = 0;
    for (int value = 0; value < weights.length; value++) {
      reached += weights[value] / sum;
      while (filled < table.length && filled < reached * table.length) {
        table[filled++] = (byte) value;
      }
    }
    return table;
  }
}
