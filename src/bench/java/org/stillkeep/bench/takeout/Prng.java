package org.stillkeep.bench.takeout;

/** Cheap numbers that look random and follow from a seed: xorshift64 (Marsaglia 2003), seeded by the finisher of SplitMix64. */
final class Prng {

  private long state;

  Prng(long seed) {
    long mixed = mix(seed);
    // Xorshift never leaves zero.
    state = mixed == 0 ? 1 : mixed;
  }

  /** A number that follows from two others and looks like neither. */
  static long mix(long seed, long number) {
    return mix(mix(seed) + number);
  }

  long next() {
    long x = state;
    x ^= x << 13;
    x ^= x >>> 7;
    x ^= x << 17;
    state = x;
    return x;
  }

  /** From 0 up to, and without, 1. */
  static double fraction(long number) {
    return (number >>> 11) * 0x1.0p-53;
  }

  private static long mix(long number) {
    long z = number + 0x9e3779b97f4a7c15L;
    z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
    z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
    return z ^ z >>> 31;
  }
}
