package org.stillkeep.crypto;

import java.util.OptionalInt;

/**
 * Seals and opens single messages of a {@link StreamState}, which knows what one message means for the next. Implementations make
 * the same bytes of the same message, and differ in how fast they are.
 */
interface MessageCipher {

  /**
   * Seals the {@code length} bytes that stand at {@code offset + 1}, in place: the sealed message stands at {@code offset} and is
   * {@value SecretStream#OVERHEAD_BYTES} bytes longer.
   *
   * @param key {@value CryptoKey#BYTES} bytes
   * @param nonce {@value ChaCha20#NONCE_BYTES} bytes
   */
  void seal(byte[] key, byte[] nonce, int tag, byte[] buffer, int offset, int length);

  /**
   * Opens the sealed message of {@code length} bytes, at least {@value SecretStream#OVERHEAD_BYTES}, that stands at {@code offset},
   * in place: its cleartext then stands at {@code offset + 1}, and its MAC where it stood. A message that does not authenticate is
   * left as it was.
   *
   * @return the message's tag, or empty when it does not authenticate
   */
  OptionalInt open(byte[] key, byte[] nonce, byte[] buffer, int offset, int length);
}
