package org.stillkeep.crypto;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Memory outside the heap in which {@link Libsodium} works on one message, piece by piece, for one thread at a time. Whoever has used
 * it wipes it.
 *
 * <pre>
 *   state of the MAC (256) | key (32) | nonce (12), 0 (4) | blocks 0 and 1 (128) | tail (64) | piece (32 KiB)
 * </pre>
 */
final class NativeMessage {

  /** Stays in the processor's nearest caches between the copy in, the cipher, the MAC and the copy out; a whole number of blocks. */
  static final int PIECE_BYTES = 32 << 10;

  private static final int BLOCK_BYTES = ChaCha20.BLOCK_BYTES;
  private static final int KEY = 256;
  private static final int NONCE = KEY + CryptoKey.BYTES;
  private static final int HEAD = NONCE + 16;
  private static final int TAG = HEAD + BLOCK_BYTES;
  private static final int TAIL = HEAD + 2 * BLOCK_BYTES;
  private static final int PIECE = TAIL + 64;
  private static final int BYTES = PIECE + PIECE_BYTES;
  private static final byte[] ZEROES = new byte[BYTES];

  private final ByteBuffer memory =
      ByteBuffer.allocateDirect(BYTES + BLOCK_BYTES).alignedSlice(BLOCK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private final long address = Libsodium.addressOf(memory);

  /** The keystream's next block. */
  private int counter;

  /**
   * Sets the keystream to the first block of the message, and keys the MAC with block 0.
   *
   * @return the tag's byte in block 1: encrypted, or decrypted
   */
  int start(byte[] key, byte[] nonce, int tag) {
    memory.put(KEY, key, 0, CryptoKey.BYTES);
    memory.put(NONCE, nonce, 0, ChaCha20.NONCE_BYTES);
    memory.put(HEAD, ZEROES, 0, 2 * BLOCK_BYTES);
    memory.put(TAG, (byte) tag);
    counter = 0;
    xor(HEAD, 2 * BLOCK_BYTES);
    done(Libsodium.crypto_onetimeauth_poly1305_init(address, address + HEAD));
    return memory.get(TAG) & 0xff;
  }

  /** The MAC takes in block 1 with this byte, the encrypted tag, in it. */
  void authenticateTag(int encryptedTag) {
    memory.put(TAG, (byte) encryptedTag);
    authenticate(TAG, BLOCK_BYTES);
  }

  /** XORs the keystream onto these bytes, of which the MAC takes in what comes out. */
  void seal(byte[] bytes, int offset, int length) {
    for (int done = 0; done < length; done += PIECE_BYTES) {
      int piece = Math.min(PIECE_BYTES, length - done);
      memory.put(PIECE, bytes, offset + done, piece);
      xor(PIECE, piece);
      authenticate(PIECE, piece);
      memory.get(PIECE, bytes, offset + done, piece);
    }
  }

  /** The MAC takes in these bytes. */
  void authenticate(byte[] bytes, int offset, int length) {
    for (int done = 0; done < length; done += PIECE_BYTES) {
      int piece = Math.min(PIECE_BYTES, length - done);
      memory.put(PIECE, bytes, offset + done, piece);
      authenticate(PIECE, piece);
    }
  }

  /** XORs the keystream onto these bytes. */
  void xor(byte[] bytes, int offset, int length) {
    for (int done = 0; done < length; done += PIECE_BYTES) {
      int piece = Math.min(PIECE_BYTES, length - done);
      memory.put(PIECE, bytes, offset + done, piece);
      xor(PIECE, piece);
      memory.get(PIECE, bytes, offset + done, piece);
    }
  }

  /** Writes the MAC of a message with so many bytes of ciphertext. */
  void finish(int length, byte[] code, int offset) {
    int padding = StreamState.macPadding(length);
    memory.put(TAIL, ZEROES, 0, padding + 16);
    memory.putLong(TAIL + padding + 8, (long) BLOCK_BYTES + length);
    authenticate(TAIL, padding + 16);
    done(Libsodium.crypto_onetimeauth_poly1305_final(address, address + TAIL));
    memory.get(TAIL, code, offset, StreamState.MAC_BYTES);
  }

  void wipe() {
    memory.put(0, ZEROES, 0, BYTES);
  }

  private void xor(int at, int length) {
    done(
        Libsodium.crypto_stream_chacha20_ietf_xor_ic(
            address + at, address + at, length, address + NONCE, counter, address + KEY));
    counter += (length + BLOCK_BYTES - 1) / BLOCK_BYTES;
  }

  private void authenticate(int at, int length) {
    done(Libsodium.crypto_onetimeauth_poly1305_update(address, address + at, length));
  }

  private static void done(int result) {
    if (result != 0) {
      throw new IllegalStateException("libsodium says " + result);
    }
  }
}
