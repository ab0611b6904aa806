package org.stillkeep.crypto;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Buffers of one length, used by one stream after the other: to make and to clear them takes longer than to seal most photos, and a
 * small heap would be collected for every few of them. Thread-safe. Whoever gives one back has wiped it of secrets.
 */
public final class ReusedBuffers {

  /** One sealed chunk each, for all streams of the process. */
  static final ReusedBuffers CHUNKS = new ReusedBuffers(SecretStream.SEALED_CHUNK_BYTES);

  /** What is sealed or read at once, for all streams of the process. */
  public static final ReusedBuffers PIECES = new ReusedBuffers((64 << 10) + SecretStream.OVERHEAD_BYTES);

  private final int bytes;

  /** As many as were ever needed at the same time; guarded by itself. */
  private final Deque<byte[]> idle = new ArrayDeque<>();

  private ReusedBuffers(int bytes) {
    this.bytes = bytes;
  }

  /** A buffer, which holds anything but secrets. */
  public byte[] take() {
    synchronized (idle) {
      if (!idle.isEmpty()) {
        return idle.pop();
      }
    }
    return new byte[bytes];
  }

  /** Takes a buffer back, once. */
  public void giveBack(byte[] buffer) {
    synchronized (idle) {
      idle.push(buffer);
    }
  }

  /** Lets go of all that are not in use: what comes next makes its own. */
  public static void release() {
    CHUNKS.forget();
    PIECES.forget();
  }

  private void forget() {
    synchronized (idle) {
      idle.clear();
    }
  }
}
