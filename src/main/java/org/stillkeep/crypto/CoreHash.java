package org.stillkeep.crypto;

import java.util.Arrays;
import org.bouncycastle.crypto.engines.ChaChaEngine;
import org.bouncycastle.crypto.engines.Salsa20Engine;

/**
 * HSalsa20 and HChaCha20: a 32-byte key from a key and 16 bytes of input, by the 20 rounds of the cipher without the final
 * addition. Bouncy Castle's cores do add the input at their end, so it is taken off again.
 */
final class CoreHash {

  static final int INPUT_BYTES = 16;

  private static final int ROUNDS = 20;
  private static final int STATE_WORDS = 16;

  /** "expand 32-byte k". */
  private static final int[] SIGMA = {0x61707865, 0x3320646e, 0x79622d32, 0x6b206574};

  private CoreHash() {}

  /** Sets the first four words of a ChaCha20 state. */
  static void putConstants(int[] state) {
    System.arraycopy(SIGMA, 0, state, 0, SIGMA.length);
  }

  /** HSalsa20 of the first 16 bytes of {@code input}. The caller wipes key and result. */
  static byte[] hSalsa20(byte[] key, byte[] input) {
    int[] state = new int[STATE_WORDS];
    for (int i = 0; i < 4; i++) {
      state[5 * i] = SIGMA[i];
      state[1 + i] = LittleEndian.getInt(key, 4 * i);
      state[11 + i] = LittleEndian.getInt(key, 16 + 4 * i);
      state[6 + i] = LittleEndian.getInt(input, 4 * i);
    }
    int[] mixed = new int[STATE_WORDS];
    Salsa20Engine.salsaCore(ROUNDS, state, mixed);
    return difference(mixed, state, 0, 5, 10, 15, 6, 7, 8, 9);
  }

  /** HChaCha20 of the first 16 bytes of {@code input}. The caller wipes key and result. */
  static byte[] hChaCha20(byte[] key, byte[] input) {
    int[] state = new int[STATE_WORDS];
    putConstants(state);
    for (int i = 0; i < 4; i++) {
      state[4 + i] = LittleEndian.getInt(key, 4 * i);
      state[8 + i] = LittleEndian.getInt(key, 16 + 4 * i);
      state[12 + i] = LittleEndian.getInt(input, 4 * i);
    }
    int[] mixed = new int[STATE_WORDS];
    ChaChaEngine.chachaCore(ROUNDS, state, mixed);
    return difference(mixed, state, 0, 1, 2, 3, 12, 13, 14, 15);
  }

  private static byte[] difference(int[] mixed, int[] state, int... words) {
    byte[] derived = new byte[CryptoKey.BYTES];
    for (int i = 0; i < words.length; i++) {
      LittleEndian.putInt(derived, 4 * i, mixed[words[i]] - state[words[i]]);
    }
    Arrays.fill(mixed, 0);
    Arrays.fill(state, 0);
    return derived;
  }
}
