package org.stillkeep.crypto;

import java.io.IOException;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Objects;

/**
 * Cleartext of a file goes in, its sealed chunks go out (see {@link SecretStream}), piece by piece: how long the file is must be
 * known beforehand, because each chunk begins with whether it is the last.
 *
 * <p>A stream is complete only after {@link #finish()}. Closing it without, or after a failed write, leaves ciphertext that
 * has no whole FINAL chunk and that no reader takes for whole. When {@code finish} itself fails, the target may hold all, some or
 * none of its last piece. Holds {@value #PIECE_BYTES} bytes; for one thread at a time.
 */
public final class SealingOutputStream extends OutputStream {

  private enum Phase {
    OPEN,
    FINISHED,
    /** Closed, or a write failed: the target may hold part of a piece, and nothing may follow it. */
    ENDED
  }

  /** Fits the processor's caches, and is worth a call to the target. A whole number of the cipher's blocks and of pieces in a chunk. */
  private static final int PIECE_BYTES = 64 << 10;

  private final OutputStream ciphertext;
  private final byte[] header;
  private final StreamState state;

  /** The tag of the chunk, if the piece is its first; cleartext from byte 1 on, sealed in place; the chunk's MAC. Null after the end. */
  private byte[] piece = ReusedBuffers.PIECES.take();

  /** How much of the piece is there. */
  private int gathered;

  /** How much of the current chunk is to come, and of all that follows it; without what was gathered. */
  private int leftOfChunk;

  private long leftBehindChunk;

  /** Null between chunks. */
  private MessageCipher.Sealing sealing;

  private Phase phase = Phase.OPEN;

  /**
   * A stream under a fresh header.
   *
   * @param ciphertext where sealed pieces are written; never flushed or closed here, since its owner decides what
   *     becomes of it
   * @param cleartextBytes that will come, no more and no fewer
   * @param key may be closed as soon as this returns
   */
  public SealingOutputStream(OutputStream ciphertext, long cleartextBytes, CryptoKey key, SecureRandom random) {
    this(ciphertext, cleartextBytes, key, SecretStream.freshHeader(random));
  }

  /**
   * A stream under a header that may have served before, to make ciphertext that was begun once more. <b>Two different
   * cleartexts under one key and header give both away</b>: whoever cannot know that it is the same puts a {@link GuardedChunks}
   * before it, with a guard that refuses every chunk which differs from the one that was sealed in its place before.
   *
   * @param ciphertext as above
   * @param cleartextBytes as above
   * @param key may be closed as soon as this returns
   * @param header random when it was first used
   */
  public SealingOutputStream(OutputStream ciphertext, long cleartextBytes, CryptoKey key, byte[] header) {
    if (cleartextBytes < 0) {
      throw new IllegalArgumentException("no file has " + cleartextBytes + " bytes");
    }
    this.ciphertext = Objects.requireNonNull(ciphertext);
    this.header = header.clone();
    this.leftBehindChunk = cleartextBytes;
    this.state = new StreamState(key, this.header);
    nextChunk();
  }

  /** The header to keep beside the ciphertext. */
  public byte[] header() {
    return header.clone();
  }

  @Override
  public void write(int oneByte) throws IOException {
    write(new byte[] {(byte) oneByte}, 0, 1);
  }

  /**
   * @throws IOException when the target fails, when more comes than was announced, or the stream was finished, closed or has failed
   *     before
   */
  @Override
  public void write(byte[] cleartext, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, cleartext.length);
    requireOpen();
    if (length > leftOfChunk + leftBehindChunk) {
      phase = Phase.ENDED;
      throw new IOException("more bytes came than were announced");
    }
    int from = offset;
    int left = length;
    while (left > 0) {
      sealFullPiece();
      int taken = Math.min(left, Math.min(leftOfChunk, PIECE_BYTES - gathered));
      System.arraycopy(cleartext, from, piece, 1 + gathered, taken);
      gathered += taken;
      leftOfChunk -= taken;
      from += taken;
      left -= taken;
    }
  }

  /**
   * Writes the last piece, with which the file is whole. Does not close the target.
   *
   * @throws IOException when the target fails, when fewer bytes came than were announced, or the stream was finished, closed or has
   *     failed before
   */
  public void finish() throws IOException {
    requireOpen();
    if (leftOfChunk + leftBehindChunk > 0) {
      phase = Phase.ENDED;
      throw new IOException("fewer bytes came than were announced");
    }
    sealPiece();
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

  /** Only once more comes, so that the last piece of all waits for {@link #finish}. */
  private void sealFullPiece() throws IOException {
    if (gathered == PIECE_BYTES || leftOfChunk == 0) {
      sealPiece();
    }
  }

  private void sealPiece() throws IOException {
    phase = Phase.ENDED;
    int from = 1;
    int to = 1 + gathered;
    int tag = leftBehindChunk == 0 ? StreamState.FINAL : StreamState.MESSAGE;
    if (sealing == null) {
      sealing = state.begin(tag, gathered + leftOfChunk);
      piece[0] = sealing.encryptedTag();
      from = 0;
    }
    sealing.seal(piece, 1, gathered);
    gathered = 0;
    if (leftOfChunk == 0) {
      state.end(sealing, tag, piece, to);
      to += StreamState.MAC_BYTES;
      closeMessage();
      nextChunk();
    }
    ciphertext.write(piece, from, to - from);
    phase = Phase.OPEN;
  }

  private void nextChunk() {
    leftOfChunk = (int) Math.min(SecretStream.CHUNK_BYTES, leftBehindChunk);
    leftBehindChunk -= leftOfChunk;
  }

  private void requireOpen() throws IOException {
    if (phase != Phase.OPEN) {
      throw new IOException(phase == Phase.FINISHED ? "the stream is finished" : "the stream was closed or has failed");
    }
  }

  private void closeMessage() {
    if (sealing != null) {
      sealing.close();
      sealing = null;
    }
  }

  /** All in the piece but what was gathered is ciphertext. */
  private void wipe() {
    if (piece != null) {
      Arrays.fill(piece, 1, 1 + gathered, (byte) 0);
      ReusedBuffers.PIECES.giveBack(piece);
      piece = null;
    }
    closeMessage();
    state.close();
  }
}
