package org.stillkeep.crypto;

import java.util.Arrays;

/**
 * The keystream of ChaCha20 as in RFC 8439: 12-byte nonce, 32-bit block counter from 0. For one thread at a time; closing it
 * wipes what it knows.
 *
 * <p>Makes {@value #LANES} blocks at once, word by word: all first words, then all second words, and so on. HotSpot turns such
 * loops into vector instructions, with which this is three times as fast as one block after the other. It does so only when
 * each place in the array is a constant plus the index, which is why the eight quarter rounds are written out.
 */
final class ChaCha20 implements AutoCloseable {

  static final int NONCE_BYTES = 12;
  static final int BLOCK_BYTES = 64;

  /** Blocks made at once. */
  private static final int LANES = 64;

  private static final int WORDS = 16;
  private static final int COUNTER = 12;
  private static final int DOUBLE_ROUNDS = 10;
  private static final int BATCH_BYTES = LANES * BLOCK_BYTES;

  /** Constants (4 words), key (8), counter of the next block (1), nonce (3). */
  private final int[] state = new int[WORDS];

  /** Word {@code w} of block {@code i} stands at {@code w * LANES + i}. */
  private final int[] lanes = new int[WORDS * LANES];

  /** For the last blocks of a message, which do not fill a batch. */
  private final byte[] batch = new byte[BATCH_BYTES];

  /** Begins the keystream of this key and nonce at its block 0. */
  void init(byte[] key, byte[] nonce) {
    CoreHash.putConstants(state);
    for (int i = 0; i < 8; i++) {
      state[4 + i] = LittleEndian.getInt(key, 4 * i);
    }
    state[COUNTER] = 0;
    for (int i = 0; i < 3; i++) {
      state[COUNTER + 1 + i] = LittleEndian.getInt(nonce, 4 * i);
    }
  }

  /**
   * XORs the keystream onto these bytes. The next call goes on at the next whole block, so only the last piece of a message
   * may have a length that is not a multiple of {@value #BLOCK_BYTES}.
   */
  void xor(byte[] bytes, int offset, int length) {
    int at = offset;
    int left = length;
    while (left >= BATCH_BYTES) {
      xorBatch(bytes, at);
      state[COUNTER] += LANES;
      at += BATCH_BYTES;
      left -= BATCH_BYTES;
    }
    if (left > 0) {
      System.arraycopy(bytes, at, batch, 0, left);
      xorBatch(batch, 0);
      System.arraycopy(batch, 0, bytes, at, left);
      state[COUNTER] += (left + BLOCK_BYTES - 1) / BLOCK_BYTES;
    }
  }

  @Override
  public void close() {
    Arrays.fill(state, 0);
    Arrays.fill(lanes, 0);
    Arrays.fill(batch, (byte) 0);
  }

  private void xorBatch(byte[] bytes, int offset) {
    for (int word = 0; word < WORDS; word++) {
      Arrays.fill(lanes, word * LANES, (word + 1) * LANES, state[word]);
    }
    for (int i = 0; i < LANES; i++) {
      lanes[COUNTER * LANES + i] += i;
    }
    for (int i = 0; i < DOUBLE_ROUNDS; i++) {
      column0(lanes);
      column1(lanes);
      column2(lanes);
      column3(lanes);
      diagonal0(lanes);
      diagonal1(lanes);
      diagonal2(lanes);
      diagonal3(lanes);
    }
    for (int word = 0; word < WORDS; word += 2) {
      xorWords(lanes, word, state, bytes, offset);
    }
  }

  /** XORs this word and the next of every block: what the rounds made of them plus what they were before. */
  private static void xorWords(int[] lanes, int word, int[] state, byte[] bytes, int offset) {
    int low = state[word];
    int high = state[word + 1];
    int counterStep = word == COUNTER ? 1 : 0;
    for (int i = 0; i < LANES; i++) {
      int mixedLow = lanes[word * LANES + i] + low + counterStep * i;
      int mixedHigh = lanes[(word + 1) * LANES + i] + high;
      int at = offset + BLOCK_BYTES * i + 4 * word;
      long keystream = (mixedLow & 0xffffffffL) | (long) mixedHigh << 32;
      LittleEndian.putLong(bytes, at, LittleEndian.getLong(bytes, at) ^ keystream);
    }
  }

  private static void column0(int[] x) {
    for (int i = 0; i < LANES; i++) {
      int a = x[i];
      int b = x[4 * LANES + i];
      int c = x[8 * LANES + i];
      int d = x[12 * LANES + i];
      a += b;
      d = Integer.rotateLeft(d ^ a, 16);
      c += d;
      b = Integer.rotateLeft(b ^ c, 12);
      a += b;
      d = Integer.rotateLeft(d ^ a, 8);
      c += d;
      b = Integer.rotateLeft(b ^ c, 7);
      x[i] = a;
      x[4 * LANES + i] = b;
      x[8 * LANES + i] = c;
      x[12 * LANES + i] = d;
    }
  }

  private static void column1(int[] x) {
    for (int i = 0; i < LANES; i++) {
      int a = x[LANES + i];
      int b = x[5 * LANES + i];
      int c = x[9 * LANES + i];
      int d = x[13 * LANES + i];
      a += b;
      d = Integer.rotateLeft(d ^ a, 16);
      c += d;
      b = Integer.rotateLeft(b ^ c, 12);
      a += b;
      d = Integer.rotateLeft(d ^ a, 8);
      c += d;
      b = Integer.rotateLeft(b ^ c, 7);
      x[LANES + i] = a;
      x[5 * LANES + i] = b;
      x[9 * LANES + i] = c;
      x[13 * LANES + i] = d;
    }
  }

  private static void column2(int[] x) {
    for (int i = 0; i < LANES; i++) {
      int a = x[2 * LANES + i];
      int b = x[6 * LANES + i];
      int c = x[10 * LANES + i];
      int d = x[14 * LANES + i];
      a += b;
      d = Integer.rotateLeft(d ^ a, 16);
      c += d;
      b = Integer.rotateLeft(b ^ c, 12);
      a += b;
      d = Integer.rotateLeft(d ^ a, 8);
      c += d;
      b = Integer.rotateLeft(b ^ c, 7);
      x[2 * LANES + i] = a;
      x[6 * LANES + i] = b;
      x[10 * LANES + i] = c;
      x[14 * LANES + i] = d;
    }
  }

  private static void column3(int[] x) {
    for (int i = 0; i < LANES; i++) {
      int a = x[3 * LANES + i];
      int b = x[7 * LANES + i];
      int c = x[11 * LANES + i];
      int d = x[15 * LANES + i];
      a += b;
      d = Integer.rotateLeft(d ^ a, 16);
      c += d;
      b = Integer.rotateLeft(b ^ c, 12);
      a += b;
      d = Integer.rotateLeft(d ^ a, 8);
      c += d;
      b = Integer.rotateLeft(b ^ c, 7);
      x[3 * LANES + i] = a;
      x[7 * LANES + i] = b;
      x[11 * LANES + i] = c;
      x[15 * LANES + i] = d;
    }
  }

  private static void diagonal0(int[] x) {
    for (int i = 0; i < LANES; i++) {
      int a = x[i];
      int b = x[5 * LANES + i];
      int c = x[10 * LANES + i];
      int d = x[15 * LANES + i];
      a += b;
      d = Integer.rotateLeft(d ^ a, 16);
      c += d;
      b = Integer.rotateLeft(b ^ c, 12);
      a += b;
      d = Integer.rotateLeft(d ^ a, 8);
      c += d;
      b = Integer.rotateLeft(b ^ c, 7);
      x[i] = a;
      x[5 * LANES + i] = b;
      x[10 * LANES + i] = c;
      x[15 * LANES + i] = d;
    }
  }

  private static void diagonal1(int[] x) {
    for (int i = 0; i < LANES; i++) {
      int a = x[LANES + i];
      int b = x[6 * LANES + i];
      int c = x[11 * LANES + i];
      int d = x[12 * LANES + i];
      a += b;
      d = Integer.rotateLeft(d ^ a, 16);
      c += d;
      b = Integer.rotateLeft(b ^ c, 12);
      a += b;
      d = Integer.rotateLeft(d ^ a, 8);
      c += d;
      b = Integer.rotateLeft(b ^ c, 7);
      x[LANES + i] = a;
      x[6 * LANES + i] = b;
      x[11 * LANES + i] = c;
      x[12 * LANES + i] = d;
    }
  }

  private static void diagonal2(int[] x) {
    for (int i = 0; i < LANES; i++) {
      int a = x[2 * LANES + i];
      int b = x[7 * LANES + i];
      int c = x[8 * LANES + i];
      int d = x[13 * LANES + i];
      a += b;
      d = Integer.rotateLeft(d ^ a, 16);
      c += d;
      b = Integer.rotateLeft(b ^ c, 12);
      a += b;
      d = Integer.rotateLeft(d ^ a, 8);
      c += d;
      b = Integer.rotateLeft(b ^ c, 7);
      x[2 * LANES + i] = a;
      x[7 * LANES + i] = b;
      x[8 * LANES + i] = c;
      x[13 * LANES + i] = d;
    }
  }

  private static void diagonal3(int[] x) {
    for (int i = 0; i < LANES; i++) {
      int a = x[3 * LANES + i];
      int b = x[4 * LANES + i];
      int c = x[9 * LANES + i];
      int d = x[14 * LANES + i];
      a += b;
      d = Integer.rotateLeft(d ^ a, 16);
      c += d;
      b = Integer.rotateLeft(b ^ c, 12);
      a += b;
      d = Integer.rotateLeft(d ^ a, 8);
      c += d;
      b = Integer.rotateLeft(b ^ c, 7);
      x[3 * LANES + i] = a;
      x[4 * LANES + i] = b;
      x[9 * LANES + i] = c;
      x[14 * LANES + i] = d;
    }
  }
}
