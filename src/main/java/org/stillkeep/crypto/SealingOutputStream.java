package org.stillkeep.crypto;

import java.io.IOException;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Objects;

/**
 * Cleartext of a file goes in, its sealed chunks go out (see {@link SecretStream}).
 *
 * <p>A stream is complete only after {@link #finish()}. Closing it without, or after a failed write, leaves ciphertext that
 * has no FINAL chunk and that no reader takes for whole. When {@code finish} itself fails, the target may hold all, some or
 * none of the FINAL chunk. Holds one chunk in memory; for one thread at a time.
 */
public final class SealingOutputStream extends OutputStream {

  private enum Phase {
    OPEN,
    FINISHED,
    /** Closed, or a write failed: the target may hold part of a chunk, and nothing may follow it. */
    ENDED
  }

  /** Sees the cleartext of each chunk before it is sealed. */
  public interface ChunkGuard {

    /**
     * Lets a chunk be sealed by returning.
     *
     * @param position of the chunk in its stream, from 0
     * @throws IOException when it must not be sealed; nothing of it is written then, and the stream has failed
     */
    void beforeSealing(long position, byte[] cleartext, int offset, int length) throws IOException;
  }

  private static final ChunkGuard NO_GUARD = (position, cleartext, offset, length) -> {};

  private final OutputStream ciphertext;
  private final ChunkGuard guard;
  private final byte[] header;
  private final StreamState state;

  /** A whole chunk's room. What was gathered of its cleartext lies from byte 1 on and is sealed in place. Null before and after. */
  private byte[] chunk;

  private int gathered;
  private long sealedChunks;
  private Phase phase = Phase.OPEN;

  /**
   * A stream under a fresh header.
   *
   * @param ciphertext where whole sealed chunks are written; never flushed or closed here, since its owner decides what
   *     becomes of it
   * @param key may be closed as soon as this returns
   */
  public SealingOutputStream(OutputStream ciphertext, CryptoKey key, SecureRandom random) {
    this(ciphertext, key, SecretStream.freshHeader(random), NO_GUARD);
  }

  /**
   * A stream under a header that may have served before, to make ciphertext that was begun once more. <b>Two different
   * cleartexts under one key and header give both away</b>: the guard must refuse every chunk that differs from the one that
   * was sealed in its place before.
   *
   * @param ciphertext as above
   * @param key may be closed as soon as this returns
   * @param header random when it was first used
   */
  public SealingOutputStream(OutputStream ciphertext, CryptoKey key, byte[] header, ChunkGuard guard) {
    this.ciphertext = Objects.requireNonNull(ciphertext);
    this.header = header.clone();
    this.guard = Objects.requireNonNull(guard);
    this.state = new StreamState(key, this.header);
  }

  /** The header to keep beside the ciphertext. */
  public byte[] header() {
    return header.clone();
  }

  @Override
  public void write(int oneByte) throws IOException {
    write(new byte[] {(byte) oneByte}, 0, 1);
  }

  /** @throws IOException when the target fails, or the stream was finished, closed or has failed before */
  @Override
  public void write(byte[] cleartext, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, cleartext.length);
    requireOpen();
    int from = offset;
    int left = length;
    while (left > 0) {
      // A full chunk waits until more comes: only then is it known not to be the last.
      if (gathered == SecretStream.CHUNK_BYTES) {
        writeChunk(StreamState.MESSAGE);
      }
      int taken = Math.min(left, SecretStream.CHUNK_BYTES - gathered);
      makeRoom();
      System.arraycopy(cleartext, from, chunk, 1 + gathered, taken);
      gathered += taken;
      from += taken;
      left -= taken;
    }
  }

  /**
   * Writes the FINAL chunk, with which the file is whole. Does not close the target.
   *
   * @throws IOException when the target fails, or the stream was finished, closed or has failed before
   */
  public void finish() throws IOException {
    requireOpen();
    makeRoom();
    writeChunk(StreamState.FINAL);
    wipe();
    phase = Phase.FINISHED;
  }

  /** Wipes keys and gathered cleartext. Writes nothing and does not close the target. */
  @Override
  public void close() {
    wipe();
    if (phase == Phase.OPEN) {
      phase = Phase.ENDED;
    }
  }

  private void writeChunk(int tag) throws IOException {
    phase = Phase.ENDED;
    guard.beforeSealing(sealedChunks++, chunk, 1, gathered);
    state.seal(tag, chunk, 0, gathered);
    int sealed = gathered + SecretStream.OVERHEAD_BYTES;
    gathered = 0;
    ciphertext.write(chunk, 0, sealed);
    phase = Phase.OPEN;
  }

  private void makeRoom() {
    if (chunk == null) {
      chunk = ChunkBuffers.take();
    }
  }

  private void requireOpen() throws IOException {
    if (phase != Phase.OPEN) {
      throw new IOException(phase == Phase.FINISHED ? "the stream is finished" : "the stream was closed or has failed");
    }
  }

  private void wipe() {
    if (chunk != null) {
      // All else in it is ciphertext.
      Arrays.fill(chunk, 1, 1 + gathered, (byte) 0);
      ChunkBuffers.giveBack(chunk);
      chunk = null;
    }
    state.close();
  }
}
