package org.stillkeep.crypto;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Buffers for one sealed chunk each, used by one stream after the other: to make and to clear 4 MiB takes longer than to seal most
 * photos, and a small heap would be collected for every one of them. Thread-safe; all of the process share them.
 */
public final class ChunkBuffers {

  /** As many as were ever needed at the same time; guarded by itself. Nothing is secret in them. */
  private static final Deque<byte[]> IDLE = new ArrayDeque<>();

  private ChunkBuffers() {}

  /** A buffer of {@link SecretStream#SEALED_CHUNK_BYTES}, which holds anything. */
  static byte[] take() {
    synchronized (IDLE) {
      if (!IDLE.isEmpty()) {
        return IDLE.pop();
      }
    }
    return new byte[SecretStream.SEALED_CHUNK_BYTES];
  }

  /** Takes a buffer back, once, wiped of cleartext. */
  static void giveBack(byte[] buffer) {
    synchronized (IDLE) {
      IDLE.push(buffer);
    }
  }

  /** Lets go of all that are not in use: what comes next makes its own. */
  public static void release() {
    synchronized (IDLE) {
      IDLE.clear();
    }
  }
}
