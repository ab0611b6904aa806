package org.stillkeep.crypto;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Objects;

/**
 * Cleartext of a file on its way into a {@link SealingOutputStream}, each chunk of which has to pass a guard, whole, before any of it
 * is sealed. Holds one chunk; for one thread at a time.
 */
public final class GuardedChunks extends OutputStream {

  /** Sees the cleartext of each chunk before it is sealed. */
  public interface Guard {

    /**
     * Lets a chunk be sealed by returning.
     *
     * @param position of the chunk in its file, from 0
     * @throws IOException when it must not be sealed; nothing of it is written then, and the stream has failed
     */
    void beforeSealing(long position, byte[] cleartext, int offset, int length) throws IOException;
  }

  private final SealingOutputStream sealed;
  private final Guard guard;

  /** Null before the first byte and after the end. */
  private byte[] chunk;

  private int gathered;
  private long position;
  private boolean ended;

  /** @param sealed its owner closes it */
  public GuardedChunks(SealingOutputStream sealed, Guard guard) {
    this.sealed = Objects.requireNonNull(sealed);
    this.guard = Objects.requireNonNull(guard);
  }

  @Override
  public void write(int oneByte) throws IOException {
    write(new byte[] {(byte) oneByte}, 0, 1);
  }

  /** @throws IOException when the guard refuses or the target fails, now or before */
  @Override
  public void write(byte[] cleartext, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, cleartext.length);
    requireOpen();
    int from = offset;
    int left = length;
    while (left > 0) {
      // A full chunk waits until more comes, as the last one does for the end.
      if (gathered == SecretStream.CHUNK_BYTES) {
        pass();
      }
      int taken = Math.min(left, SecretStream.CHUNK_BYTES - gathered);
      System.arraycopy(cleartext, from, room(), gathered, taken);
      gathered += taken;
      from += taken;
      left -= taken;
    }
  }

  /**
   * Lets the last chunk pass, and finishes the sealed stream.
   *
   * @throws IOException when the guard refuses or the target fails, now or before
   */
  public void finish() throws IOException {
    requireOpen();
    pass();
    sealed.finish();
    close();
  }

  /** Wipes what was gathered. The sealed stream stays as it is. */
  @Override
  public void close() {
    ended = true;
    if (chunk != null) {
      Arrays.fill(chunk, 0, gathered, (byte) 0);
      ReusedBuffers.CHUNKS.giveBack(chunk);
      chunk = null;
    }
  }

  private void pass() throws IOException {
    ended = true;
    guard.beforeSealing(position++, room(), 0, gathered);
    sealed.write(room(), 0, gathered);
    Arrays.fill(chunk, 0, gathered, (byte) 0);
    gathered = 0;
    ended = false;
  }

  private byte[] room() {
    if (chunk == null) {
      chunk = ReusedBuffers.CHUNKS.take();
    }
    return chunk;
  }

  private void requireOpen() throws IOException {
    if (ended) {
      throw new IOException("the stream was ended or has failed");
    }
  }
}
