package org.stillkeep.crypto;

/**
 * Lets two {@link MessageCipher}s seal and open the same message by turns, until neither gets faster. The best time of each counts:
 * whatever else the machine does can only make it longer. A few milliseconds when both are warm.
 */
final class Race {

  private static final int MESSAGE_BYTES = 64 << 10;

  /** Once so many turns have brought no better time, none will. */
  private static final int TURNS_IN_VAIN = 24;

  private static final int MOST_TURNS = 1000;

  /** What is gained has to be worth another library: a twentieth. */
  private static final double MARGIN = 0.95;

  private final byte[] key = new byte[CryptoKey.BYTES];
  private final byte[] nonce = new byte[ChaCha20.NONCE_BYTES];
  private final byte[] message = new byte[MESSAGE_BYTES + SecretStream.OVERHEAD_BYTES];

  private Race() {}

  /** Whether the first is clearly faster than the second. */
  static boolean isFaster(MessageCipher first, MessageCipher second) {
    Race race = new Race();
    long bestOfFirst = Long.MAX_VALUE;
    long bestOfSecond = Long.MAX_VALUE;
    int inVain = 0;
    for (int turn = 0; turn < MOST_TURNS && inVain < TURNS_IN_VAIN; turn++) {
      long nanosOfFirst = race.nanosOf(first);
      long nanosOfSecond = race.nanosOf(second);
      inVain = nanosOfFirst < bestOfFirst || nanosOfSecond < bestOfSecond ? 0 : inVain + 1;
      bestOfFirst = Math.min(bestOfFirst, nanosOfFirst);
      bestOfSecond = Math.min(bestOfSecond, nanosOfSecond);
    }
    return bestOfFirst < MARGIN * bestOfSecond;
  }

  private long nanosOf(MessageCipher cipher) {
    long start = System.nanoTime();
    cipher.seal(key, nonce, StreamState.MESSAGE, message, 0, MESSAGE_BYTES);
    cipher.open(key, nonce, message, 0, message.length);
    return System.nanoTime() - start;
  }
}
