package org.stillkeep.crypto;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;
import java.util.OptionalInt;
import org.stillkeep.crypto.CiphertextException.Reason;

/**
 * Ciphertext of a file goes in, its verified cleartext comes out (see {@link SecretStream}).
 *
 * <p>No byte is given out before the chunk that holds it was authenticated, and none of the last chunk before it is certain
 * that it is the last. The end of this stream therefore means that the file is whole: anything else ends in a
 * {@link CiphertextException}, at once and on every later read. Its reason is found like this:
 *
 * <ul>
 *   <li>the header has the wrong size: MALFORMED
 *   <li>the first chunk does not authenticate: WRONG_KEY
 *   <li>a later chunk does not authenticate: TRUNCATED when it is a short one, with which the ciphertext ends, else TAMPERED
 *   <li>the ciphertext ends without a FINAL chunk: TRUNCATED
 *   <li>something follows the FINAL chunk: TRAILING_DATA
 * </ul>
 *
 * A short chunk that was changed, cut or lengthened looks the same each time. Whoever knows how long the ciphertext should be
 * says so, and gets the true reason.
 *
 * <p>Holds one chunk in memory; for one thread at a time.
 */
public final class OpeningInputStream extends InputStream {

  private static final long UNKNOWN = -1;

  private final InputStream ciphertext;
  private final long expectedBytes;

  /** Null when the header has the wrong size. */
  private final StreamState state;

  /**
   * Room for one sealed chunk, opened in place; null before and after. Cleartext not yet given out stands from {@link #next} to
   * {@link #end}.
   */
  private byte[] chunk;

  /** How many bytes of the chunk may hold cleartext. */
  private int used;

  private int next;
  private int end;
  private long bytesRead;
  private boolean first = true;
  private boolean whole;
  private boolean closed;

  /** Not null once the ciphertext was found wanting. */
  private Reason failure;

  /** The source threw, and nobody knows how many bytes of it went missing. */
  private boolean sourceFailed;

  /**
   * Opens ciphertext of unknown length.
   *
   * @param ciphertext read to its end, and closed with this stream
   * @param key may be closed as soon as this returns
   */
  public OpeningInputStream(InputStream ciphertext, byte[] header, CryptoKey key) {
    this(ciphertext, UNKNOWN, header, key);
  }

  /**
   * Opens ciphertext that should have {@code expectedBytes} bytes. The number only serves to name the reason of a failure.
   *
   * @param ciphertext read to its end, and closed with this stream
   * @param key may be closed as soon as this returns
   */
  public OpeningInputStream(InputStream ciphertext, long expectedBytes, byte[] header, CryptoKey key) {
    this.ciphertext = Objects.requireNonNull(ciphertext);
    this.expectedBytes = expectedBytes;
    this.state = header.length == SecretStream.HEADER_BYTES ? new StreamState(key, header) : null;
  }

  @Override
  public int read() throws IOException {
    return fill() ? chunk[next++] & 0xff : -1;
  }

  /** @throws CiphertextException when the file is not whole; other exceptions are those of the source */
  @Override
  public int read(byte[] cleartext, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, cleartext.length);
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int given = Math.min(length, end - next);
    System.arraycopy(chunk, next, cleartext, offset, given);
    next += given;
    return given;
  }

  @Override
  public int available() {
    return closed ? 0 : end - next;
  }

  /** Wipes keys and cleartext, and closes the source. */
  @Override
  public void close() throws IOException {
    closed = true;
    wipe();
    ciphertext.close();
  }

  /** Sees to it that verified cleartext is at hand; false at the end of a whole file. */
  private boolean fill() throws IOException {
    if (closed) {
      throw new IOException("the stream is closed");
    }
    if (failure != null) {
      throw new CiphertextException(failure);
    }
    if (sourceFailed) {
      throw new IOException("the source of the ciphertext has failed before");
    }
    while (next == end && !whole) {
      openChunk();
    }
    return next < end;
  }

  private void openChunk() throws IOException {
    if (state == null) {
      throw failed(Reason.MALFORMED);
    }
    int length = readChunk();
    bytesRead += length;
    if (length < SecretStream.OVERHEAD_BYTES) {
      throw failed(Reason.TRUNCATED);
    }
    OptionalInt tag = state.open(chunk, 0, length);
    if (tag.isEmpty()) {
      throw failed(reasonOfForgery(length < SecretStream.SEALED_CHUNK_BYTES));
    }
    if (tag.getAsInt() == StreamState.FINAL) {
      requireEnd();
    } else if (length < SecretStream.SEALED_CHUNK_BYTES) {
      throw failed(Reason.TRUNCATED);
    }
    first = false;
    next = 1;
    end = length - StreamState.MAC_BYTES;
  }

  private int readChunk() throws IOException {
    if (chunk == null) {
      chunk = ReusedBuffers.CHUNKS.take();
    }
    sourceFailed = true;
    int length = ciphertext.readNBytes(chunk, 0, SecretStream.SEALED_CHUNK_BYTES);
    sourceFailed = false;
    used = Math.max(used, length);
    return length;
  }

  private void requireEnd() throws IOException {
    sourceFailed = true;
    boolean more = ciphertext.read() >= 0;
    sourceFailed = false;
    if (more) {
      throw failed(Reason.TRAILING_DATA);
    }
    whole = true;
  }

  private Reason reasonOfForgery(boolean sourceEnded) {
    if (expectedBytes != UNKNOWN && bytesRead > expectedBytes) {
      return Reason.TRAILING_DATA;
    }
    if (sourceEnded && bytesRead < expectedBytes) {
      return Reason.TRUNCATED;
    }
    if (first) {
      return Reason.WRONG_KEY;
    }
    return sourceEnded && expectedBytes == UNKNOWN ? Reason.TRUNCATED : Reason.TAMPERED;
  }

  private CiphertextException failed(Reason reason) {
    failure = reason;
    wipe();
    return new CiphertextException(reason);
  }

  private void wipe() {
    next = 0;
    end = 0;
    if (chunk != null) {
      Arrays.fill(chunk, 0, used, (byte) 0);
      ReusedBuffers.CHUNKS.giveBack(chunk);
      chunk = null;
    }
    if (state != null) {
      state.close();
    }
  }
}
