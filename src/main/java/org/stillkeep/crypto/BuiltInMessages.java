package org.stillkeep.crypto;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.OptionalInt;

/** Our own {@link ChaCha20} and {@link Poly1305}. For one thread at a time; closing it wipes what it knows. */
final class BuiltInMessages implements MessageCipher, AutoCloseable {

  private static final int BLOCK_BYTES = ChaCha20.BLOCK_BYTES;
  private static final int MAC_BYTES = StreamState.MAC_BYTES;

  private final ChaCha20 keystream = new ChaCha20();
  private final Poly1305 mac = new Poly1305();

  /** Blocks 0 and 1 of the keystream; the second with the tag on it. */
  private final byte[] head = new byte[2 * BLOCK_BYTES];

  /** The zeroes and lengths that the MAC takes in after the ciphertext. */
  private final byte[] tail = new byte[15 + 16];

  private final byte[] code = new byte[MAC_BYTES];

  /** One at a time. */
  @Override
  public Sealing begin(byte[] key, byte[] nonce, int tag) {
    start(key, nonce, tag);
    mac.update(head, BLOCK_BYTES, BLOCK_BYTES);
    return new InPieces();
  }

  @Override
  public OptionalInt open(byte[] key, byte[] nonce, byte[] buffer, int offset, int length) {
    int cleartextLength = length - SecretStream.OVERHEAD_BYTES;
    start(key, nonce, buffer[offset]);
    int tag = head[BLOCK_BYTES] & 0xff;
    head[BLOCK_BYTES] = buffer[offset];
    authenticate(buffer, offset + 1, cleartextLength);
    int codeAt = offset + 1 + cleartextLength;
    if (!MessageDigest.isEqual(code, Arrays.copyOfRange(buffer, codeAt, codeAt + MAC_BYTES))) {
      return OptionalInt.empty();
    }
    keystream.xor(buffer, offset + 1, cleartextLength);
    return OptionalInt.of(tag);
  }

  @Override
  public void close() {
    Arrays.fill(head, (byte) 0);
    keystream.close();
    mac.close();
  }

  /**
   * Sets the keystream to the first block of the message, keys the MAC with block 0, and leaves block 1 in {@link #head} with
   * the tag encrypted, or decrypted, in its first byte.
   */
  private void start(byte[] key, byte[] nonce, int tag) {
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
    finish(length);
  }

  /** Leaves in {@link #code} the MAC of what it has taken in, of which so many bytes were ciphertext. */
  private void finish(int length) {
    int padding = StreamState.macPadding(length);
    Arrays.fill(tail, (byte) 0);
    LittleEndian.putLong(tail, padding + 8, (long) BLOCK_BYTES + length);
    mac.update(tail, 0, padding + 16);
    mac.finish(code, 0);
  }

  private final class InPieces implements Sealing {

    private final byte encryptedTag = head[BLOCK_BYTES];
    private int length;

    @Override
    public byte encryptedTag() {
      return encryptedTag;
    }

    @Override
    public void seal(byte[] bytes, int offset, int count) {
      keystream.xor(bytes, offset, count);
      mac.update(bytes, offset, count);
      length += count;
    }

    @Override
    public void finish(byte[] buffer, int offset) {
      BuiltInMessages.this.finish(length);
      System.arraycopy(code, 0, buffer, offset, MAC_BYTES);
    }

    /** What is left is wiped with the rest. */
    @Override
    public void close() {}
  }
}
