package org.stillkeep.crypto;

import java.nio.ByteBuffer;
import java.security.SecureRandom;

/** Chance that was recorded: gives out these bytes, once, and fails when asked for more. */
final class ReplayedRandom extends SecureRandom {

  private static final long serialVersionUID = 1L;

  private final transient ByteBuffer recorded;

  ReplayedRandom(byte[] recorded) {
    this.recorded = ByteBuffer.wrap(recorded);
  }

  @Override
  public void nextBytes(byte[] bytes) {
    recorded.get(bytes);
  }
}
