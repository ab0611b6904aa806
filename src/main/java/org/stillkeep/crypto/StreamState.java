package org.stillkeep.crypto;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.OptionalInt;
import org.bouncycastle.crypto.engines.ChaCha7539Engine;
import org.bouncycastle.crypto.macs.Poly1305;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;

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

  static final int MAC_BYTES = 16;

  private static final int BLOCK_BYTES = 64;
  private static final int INNER_NONCE_AT = 4;
  private static final int INNER_NONCE_BYTES = 8;

  private final byte[] key;
  private final byte[] nonce = new byte[INNER_NONCE_AT + INNER_NONCE_BYTES];
  private final ChaCha7539Engine keystream = new ChaCha7539Engine();
  private final Poly1305 mac = new Poly1305();
  private final byte[] block = new byte[BLOCK_BYTES];
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
    startMessage();
    Arrays.fill(block, (byte) 0);
    block[0] = (byte) tag;
    keystream.processBytes(block, 0, BLOCK_BYTES, block, 0);
    buffer[offset] = block[0];
    keystream.processBytes(buffer, offset + 1, length, buffer, offset + 1);
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
    startMessage();
    Arrays.fill(block, (byte) 0);
    block[0] = buffer[offset];
    keystream.processBytes(block, 0, BLOCK_BYTES, block, 0);
    int tag = block[0] & 0xff;
    block[0] = buffer[offset];
    authenticate(buffer, offset + 1, cleartextLength);
    int codeAt = offset + 1 + cleartextLength;
    if (!MessageDigest.isEqual(code, Arrays.copyOfRange(buffer, codeAt, codeAt + MAC_BYTES))) {
      return OptionalInt.empty();
    }
    keystream.processBytes(buffer, offset + 1, cleartextLength, buffer, offset + 1);
    advance(tag);
    return OptionalInt.of(tag);
  }

  @Override
  public void close() {
    Arrays.fill(key, (byte) 0);
    Arrays.fill(nonce, (byte) 0);
    Arrays.fill(block, (byte) 0);
  }

  /** Sets the keystream to its beginning and takes block 0 for the MAC. */
  private void startMessage() {
    keystream.init(true, new ParametersWithIV(new KeyParameter(key), nonce));
    Arrays.fill(block, (byte) 0);
    keystream.processBytes(block, 0, BLOCK_BYTES, block, 0);
    mac.init(new KeyParameter(block, 0, 32));
  }

  /** Leaves in {@link #code} the MAC of the encrypted tag block in {@link #block} and of the given ciphertext. */
  private void authenticate(byte[] buffer, int offset, int length) {
    mac.update(block, 0, BLOCK_BYTES);
    mac.update(buffer, offset, length);
    // libsodium pads with length mod 16 zeroes, not up to a multiple of 16, and for compatibility always will.
    int padding = length % 16;
    Arrays.fill(block, (byte) 0);
    LittleEndian.putLong(block, padding + 8, (long) BLOCK_BYTES + length);
    mac.update(block, 0, padding + 16);
    mac.doFinal(code, 0);
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
    keystream.init(true, new ParametersWithIV(new KeyParameter(key), nonce));
    keystream.processBytes(fresh, 0, fresh.length, fresh, 0);
    System.arraycopy(fresh, 0, key, 0, CryptoKey.BYTES);
    System.arraycopy(fresh, CryptoKey.BYTES, nonce, INNER_NONCE_AT, INNER_NONCE_BYTES);
    LittleEndian.putInt(nonce, 0, 1);
    Arrays.fill(fresh, (byte) 0);
  }
}
