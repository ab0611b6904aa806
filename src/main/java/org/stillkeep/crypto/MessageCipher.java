package org.stillkeep.crypto;

import java.util.OptionalInt;

/**
 * Seals and opens single messages of a {@link StreamState}, which knows what one message means for the next. Implementations make
 * the same bytes of the same message, and differ in how fast they are.
 */
interface MessageCipher {

  /** A message that is being sealed, piece by piece, by one thread. Closing it forgets what it knew. */
  interface Sealing extends AutoCloseable {

    /** What stands for the tag, before the ciphertext. */
    byte encryptedTag();

    /** Seals the next bytes, in place. All pieces but the last have a multiple of {@value ChaCha20#BLOCK_BYTES}. */
    void seal(byte[] bytes, int offset, int length);

    /** Puts the MAC of all that was sealed, which stands behind the ciphertext, to {@code offset}; nothing follows. */
    void finish(byte[] buffer, int offset);

    @Override
    void close();
  }

  /**
   * Begins to seal a message.
   *
   * @param key {@value CryptoKey#BYTES} bytes
   * @param nonce {@value ChaCha20#NONCE_BYTES} bytes
   */
  Sealing begin(byte[] key, byte[] nonce, int tag);

  /**
   * Seals the {@code length} bytes that stand at {@code offset + 1}, in place: the sealed message stands at {@code offset} and is
   * {@value SecretStream#OVERHEAD_BYTES} bytes longer.
   */
  default void seal(byte[] key, byte[] nonce, int tag, byte[] buffer, int offset, int length) {
    try (Sealing message = begin(key, nonce, tag)) {
      buffer[offset] = message.encryptedTag();
      message.seal(buffer, offset + 1, length);
      message.finish(buffer, offset + 1 + length);
    }
  }

  /**
   * Opens the sealed message of {@code length} bytes, at least {@value SecretStream#OVERHEAD_BYTES}, that stands at {@code offset},
   * in place: its cleartext then stands at {@code offset + 1}, and its MAC where it stood. A message that does not authenticate is
   * left as it was.
   *
   * @return the message's tag, or empty when it does not authenticate
   */
  OptionalInt open(byte[] key, byte[] nonce, byte[] buffer, int offset, int length);
}
