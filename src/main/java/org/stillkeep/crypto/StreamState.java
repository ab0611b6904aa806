package org.stillkeep.crypto;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.OptionalInt;

/**
 * One direction of a libsodium {@code crypto_secretstream_xchacha20poly1305}: messages are sealed, or opened, one after the
 * other, and each depends on all before it. For one thread at a time; closing it wipes its keys.
 *
 * <pre>
 *   sealed message = encrypted tag (1) || ciphertext (n) || MAC (16)
 *
 *   nonce          = counter (4) || inner nonce (8)
 *   keystream      = ChaCha20-IETF(key, nonce)
 *     block 0        its first 32 bytes are the one-time key of the MAC
 *     block 1        encrypts the tag in a block of its own: tag (1) || 0 (63)
 *     block 2…       encrypts the message
 *   MAC            = Poly1305(encrypted tag block (64) || ciphertext || 0 (n mod 16) || LE64(0) || LE64(64 + n))
 * </pre>
 */
final class StreamState implements AutoCloseable {

  /** An ordinary message. */
  static final int MESSAGE = 0;

  /** The end of a set of messages. */
  static final int PUSH = 1;

  /** The keys are replaced after this message. */
  static final int REKEY = 2;

  /** The last message of a stream. */
  static final int FINAL = 3;

  static final int MAC_BYTES = Poly1305.CODE_BYTES;

  private static final int BLOCK_BYTES = ChaCha20.BLOCK_BYTES;
  private static final int INNER_NONCE_AT = 4;
  private static final int INNER_NONCE_BYTES = 8;

  private final byte[] key;
  private final byte[] nonce = new byte[ChaCha20.NONCE_BYTES];
  private final ChaCha20 keystream = new ChaCha20();
  private final Poly1305 mac = new Poly1305();

  /** Blocks 0 and 1 of the keystream; the second with the tag on it. */
  private final byte[] head = new byte[2 * BLOCK_BYTES];

  /** The zeroes and lengths that the MAC takes in after the ciphertext. */
  private final byte[] tail = new byte[15 + 16];

  private final byte[] code = new byte[MAC_BYTES];

  /** The beginning of the stream that this key and header stand for. */
  StreamState(CryptoKey streamKey, byte[] header) {
    byte[] keyBytes = streamKey.copyBytes();
    this.key = CoreHash.hChaCha20(keyBytes, header);
    Arrays.fill(keyBytes, (byte) 0);
    LittleEndian.putInt(nonce, 0, 1);
    System.arraycopy(header, CoreHash.INPUT_BYTES, nonce, INNER_NONCE_AT, INNER_NONCE_BYTES);
  }

  /**
   * Seals the {@code length} bytes that stand at {@code offset + 1}, in place: the sealed message stands at {@code offset}
   * and is {@value SecretStream#OVERHEAD_BYTES} bytes longer.
   */
  void seal(int tag, byte[] buffer, int offset, int length) {
    startMessage(tag);
    buffer[offset] = head[BLOCK_BYTES];
    keystream.xor(buffer, offset + 1, length);
    authenticate(buffer, offset + 1, length);
    System.arraycopy(code, 0, buffer, offset + 1 + length, MAC_BYTES);
    advance(tag);
  }

  /**
   * Opens the sealed message of {@code length} bytes, at least {@value SecretStream#OVERHEAD_BYTES}, that stands at
   * {@code offset}, in place: its cleartext then stands at {@code offset + 1}. A message that does not authenticate is left
   * as it was, and so is this state.
   *
   * @return the message's tag, or empty when it does not authenticate
   */
  OptionalInt open(byte[] buffer, int offset, int length) {
    int cleartextLength = length - SecretStream.OVERHEAD_BYTES;
    startMessage(buffer[offset]);
    int tag = head[BLOCK_BYTES] & 0xff;
    head[BLOCK_BYTES] = buffer[offset];
    authenticate(buffer, offset + 1, cleartextLength);
    int codeAt = offset + 1 + cleartextLength;
    if (!MessageDigest.isEqual(code, Arrays.copyOfRange(buffer, codeAt, codeAt + MAC_BYTES))) {
      return OptionalInt.empty();
    }
    keystream.xor(buffer, offset + 1, cleartextLength);
    advance(tag);
    return OptionalInt.of(tag);
  }

  @Override
  public void close() {
    Arrays.fill(key, (byte) 0);
    Arrays.fill(nonce, (byte) 0);
    Arrays.fill(head, (byte) 0);
    keystream.close();
    mac.close();
  }

  /**
   * Sets the keystream to the first block of the message, keys the MAC with block 0, and leaves block 1 in {@link #head} with
   * the tag encrypted, or decrypted, in its first byte.
   */
  private void startMessage(int tag) {
    Arrays.fill(head, (byte) 0);
    head[BLOCK_BYTES] = (byte) tag;
    keystream.init(key, nonce);
    keystream.xor(head, 0, head.length);
    mac.init(head, 0);
  }

  /** Leaves in {@link #code} the MAC of the encrypted tag block in {@link #head} and of the given ciphertext. */
  private void authenticate(byte[] buffer, int offset, int length) {
    mac.update(head, BLOCK_BYTES, BLOCK_BYTES);
    mac.update(buffer, offset, length);
    // libsodium pads with length mod 16 zeroes, not up to a multiple of 16, and for compatibility always will.
    int padding = length % 16;
    Arrays.fill(tail, (byte) 0);
    LittleEndian.putLong(tail, padding + 8, (long) BLOCK_BYTES + length);
    mac.update(tail, 0, padding + 16);
    mac.finish(code, 0);
  }

  /** Chains the next message to this one; {@link #code} is this one's MAC. */
  private void advance(int tag) {
    for (int i = 0; i < INNER_NONCE_BYTES; i++) {
      nonce[INNER_NONCE_AT + i] ^= code[i];
    }
    int counter = LittleEndian.getInt(nonce, 0) + 1;
    LittleEndian.putInt(nonce, 0, counter);
    if ((tag & REKEY) != 0 || counter == 0) {
      rekey();
    }
  }

  private void rekey() {
    byte[] fresh = Arrays.copyOf(key, CryptoKey.BYTES + INNER_NONCE_BYTES);
    System.arraycopy(nonce, INNER_NONCE_AT, fresh, CryptoKey.BYTES, INNER_NONCE_BYTES);
    keystream.init(key, nonce);
    keystream.xor(fresh, 0, fresh.length);
    System.arraycopy(fresh, 0, key, 0, CryptoKey.BYTES);
    System.arraycopy(fresh, CryptoKey.BYTES, nonce, INNER_NONCE_AT, INNER_NONCE_BYTES);
    LittleEndian.putInt(nonce, 0, 1);
    Arrays.fill(fresh, (byte) 0);
  }
}
