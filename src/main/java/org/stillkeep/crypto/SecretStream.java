package org.stillkeep.crypto;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.OptionalInt;

/**
 * The two ways in which a library uses libsodium's {@code crypto_secretstream_xchacha20poly1305}.
 *
 * <p>A <em>blob</em> is exactly one message, tagged FINAL: metadata, thumbnails. A <em>file</em> is cut into chunks:
 *
 * <pre>
 *   cleartext    4 MiB        | 4 MiB        | … | 1 byte to 4 MiB
 *   ciphertext   4 MiB + 17   | 4 MiB + 17   | … | rest + 17
 *   tag          MESSAGE      | MESSAGE      | … | FINAL
 * </pre>
 *
 * A file of an exact multiple of 4 MiB ends with a full FINAL chunk; an empty file is one empty FINAL chunk of 17 bytes. The
 * 24-byte header is kept apart from the ciphertext in both. Files are written by {@link SealingOutputStream} and read by
 * {@link OpeningInputStream}.
 */
public final class SecretStream {

  /** Cleartext bytes in each chunk of a file but the last: 4 MiB. */
  public static final int CHUNK_BYTES = 4 * 1024 * 1024;

  /** Bytes in a header. */
  public static final int HEADER_BYTES = 24;

  /** Bytes that sealing adds to each message: the encrypted tag and the MAC. */
  public static final int OVERHEAD_BYTES = 1 + StreamState.MAC_BYTES;

  /** Ciphertext bytes in each chunk of a file but the last. */
  static final int SEALED_CHUNK_BYTES = CHUNK_BYTES + OVERHEAD_BYTES;

  private SecretStream() {}

  /**
   * A sealed blob. The arrays are its own; two blobs are never equal, since each has a fresh header.
   *
   * @param header {@value #HEADER_BYTES} bytes
   * @param ciphertext {@value #OVERHEAD_BYTES} bytes longer than the cleartext
   */
  public record Blob(byte[] header, byte[] ciphertext) {}

  /** Seals a blob under a fresh header. */
  public static Blob sealBlob(byte[] cleartext, CryptoKey key, SecureRandom random) {
    byte[] header = freshHeader(random);
    byte[] sealed = new byte[cleartext.length + OVERHEAD_BYTES];
    System.arraycopy(cleartext, 0, sealed, 1, cleartext.length);
    try (StreamState state = new StreamState(key, header)) {
      state.seal(StreamState.FINAL, sealed, 0, cleartext.length);
    }
    return new Blob(header, sealed);
  }

  /**
   * Opens a blob.
   *
   * @throws CiphertextException MALFORMED for sizes that sealing never makes, WRONG_KEY when it does not authenticate,
   *     TRUNCATED when it is the authentic beginning of something longer
   */
  public static byte[] openBlob(byte[] header, byte[] ciphertext, CryptoKey key) throws CiphertextException {
    if (header.length != HEADER_BYTES || ciphertext.length < OVERHEAD_BYTES) {
      throw new CiphertextException(CiphertextException.Reason.MALFORMED);
    }
    byte[] buffer = ciphertext.clone();
    OptionalInt tag;
    try (StreamState state = new StreamState(key, header)) {
      tag = state.open(buffer, 0, buffer.length);
    }
    if (tag.isEmpty()) {
      throw new CiphertextException(CiphertextException.Reason.WRONG_KEY);
    }
    byte[] cleartext = Arrays.copyOfRange(buffer, 1, buffer.length - StreamState.MAC_BYTES);
    Arrays.fill(buffer, (byte) 0);
    if (tag.getAsInt() != StreamState.FINAL) {
      Arrays.fill(cleartext, (byte) 0);
      throw new CiphertextException(CiphertextException.Reason.TRUNCATED);
    }
    return cleartext;
  }

  /**
   * Bytes of ciphertext that a file of so many cleartext bytes becomes.
   *
   * @throws IllegalArgumentException for a negative length
   * @throws ArithmeticException when there is no number for so many
   */
  public static long sealedLength(long cleartextBytes) {
    if (cleartextBytes < 0) {
      throw new IllegalArgumentException("no file has " + cleartextBytes + " bytes");
    }
    long chunks = Math.max(1, ceilDiv(cleartextBytes, CHUNK_BYTES));
    return Math.addExact(cleartextBytes, OVERHEAD_BYTES * chunks);
  }

  /**
   * Bytes of cleartext in a file of so many ciphertext bytes: the inverse of {@link #sealedLength}.
   *
   * @throws IllegalArgumentException for a length that no sealed file has
   */
  public static long openedLength(long ciphertextBytes) {
    long chunks = ceilDiv(ciphertextBytes, SEALED_CHUNK_BYTES);
    long cleartextBytes = ciphertextBytes - OVERHEAD_BYTES * chunks;
    if (ciphertextBytes < OVERHEAD_BYTES || sealedLength(Math.max(0, cleartextBytes)) != ciphertextBytes) {
      throw new IllegalArgumentException("no sealed file has " + ciphertextBytes + " bytes");
    }
    return cleartextBytes;
  }

  static byte[] freshHeader(SecureRandom random) {
    byte[] header = new byte[HEADER_BYTES];
    random.nextBytes(header);
    return header;
  }

  private static long ceilDiv(long dividend, long divisor) {
    return dividend / divisor + (dividend % divisor == 0 ? 0 : 1);
  }
}
