package org.stillkeep.bench;

import java.util.Random;

/** What primitives are measured over. */
public final class Pieces {

  /** A chunk of a sealed file: 4 MiB. */
  public static final int BYTES = 4 << 20;

  private Pieces() {}

  /** Always the same bytes. */
  public static byte[] random() {
    byte[] bytes = new byte[BYTES];
    new Random(1).nextBytes(bytes);
    return bytes;
  }
}
