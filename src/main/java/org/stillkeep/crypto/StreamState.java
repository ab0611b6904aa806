package org.stillkeep.crypto;

import java.util.Arrays;
import java.util.Optional;
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

  private static final int INNER_NONCE_AT = 4;
  private static final int INNER_NONCE_BYTES = 8;

  private final CryptoEngine engine = CryptoEngine.ofThisProcess();
  private final byte[] key;
  private final byte[] nonce = new byte[ChaCha20.NONCE_BYTES];

  /** Empty until it is needed. */
  private Optional<BuiltInMessages> builtIn = Optional.empty();

  /** The beginning of the stream that this key and header stand for. */
  StreamState(CryptoKey streamKey, byte[] header) {
    byte[] keyBytes = streamKey.copyBytes();
    this.key = CoreHash.hChaCha20(keyBytes, header);
    Arrays.fill(keyBytes, (byte) 0);
    LittleEndian.putInt(nonce, 0, 1);
    System.arraycopy(header, CoreHash.INPUT_BYTES, nonce, INNER_NONCE_AT, INNER_NONCE_BYTES);
  }

  /**
   * Zeroes that the MAC takes in after so many bytes of ciphertext. libsodium pads with length mod 16 zeroes, not up to a multiple
   * of 16, and for compatibility always will.
   */
  static int macPadding(int length) {
    return length % 16;
  }

  /**
   * Seals the {@code length} bytes that stand at {@code offset + 1}, in place: the sealed message stands at {@code offset}
   * and is {@value SecretStream#OVERHEAD_BYTES} bytes longer.
   */
  void seal(int tag, byte[] buffer, int offset, int length) {
    cipherFor(length).seal(key, nonce, tag, buffer, offset, length);
    advance(tag, buffer, offset + 1 + length);
  }

  /** Begins to seal the next message, of so many bytes, which {@link #end} ends. */
  MessageCipher.Sealing begin(int tag, int length) {
    return cipherFor(length).begin(key, nonce, tag);
  }

  /** Ends a message that was sealed in pieces: writes its MAC to {@code macAt}, and chains the next one to it. */
  void end(MessageCipher.Sealing message, int tag, byte[] buffer, int macAt) {
    message.finish(buffer, macAt);
    advance(tag, buffer, macAt);
  }

  /**
   * Opens the sealed message of {@code length} bytes, at least {@value SecretStream#OVERHEAD_BYTES}, that stands at
   * {@code offset}, in place: its cleartext then stands at {@code offset + 1}. A message that does not authenticate is left
   * as it was, and so is this state.
   *
   * @return the message's tag, or empty when it does not authenticate
   */
  OptionalInt open(byte[] buffer, int offset, int length) {
    OptionalInt tag = cipherFor(length).open(key, nonce, buffer, offset, length);
    if (tag.isPresent()) {
      advance(tag.getAsInt(), buffer, offset + length - MAC_BYTES);
    }
    return tag;
  }

  @Override
  public void close() {
    Arrays.fill(key, (byte) 0);
    Arrays.fill(nonce, (byte) 0);
    builtIn.ifPresent(BuiltInMessages::close);
  }

  private MessageCipher cipherFor(int length) {
    Optional<MessageCipher> faster = engine.forMessageOf(length);
    if (faster.isPresent()) {
      return faster.get();
    }
    if (builtIn.isEmpty()) {
      builtIn = Optional.of(new BuiltInMessages());
    }
    return builtIn.get();
  }

  /** Chains the next message to this one, whose MAC stands at {@code macAt}. */
  private void advance(int tag, byte[] buffer, int macAt) {
    for (int i = 0; i < INNER_NONCE_BYTES; i++) {
      nonce[INNER_NONCE_AT + i] ^= buffer[macAt + i];
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
    try (ChaCha20 keystream = new ChaCha20()) {
      keystream.init(key, nonce);
      keystream.xor(fresh, 0, fresh.length);
    }
    System.arraycopy(fresh, 0, key, 0, CryptoKey.BYTES);
    System.arraycopy(fresh, CryptoKey.BYTES, nonce, INNER_NONCE_AT, INNER_NONCE_BYTES);
    LittleEndian.putInt(nonce, 0, 1);
    Arrays.fill(fresh, (byte) 0);
  }
}
