package org.stillkeep.crypto;

import org.bouncycastle.crypto.params.KeyParameter;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.stillkeep.bench.Pieces;

/** The code that each chunk ends with. */
@State(Scope.Thread)
public class Poly1305Benchmark {

  private final byte[] bytes = Pieces.random();
  private final byte[] key = new byte[32];
  private final byte[] code = new byte[16];

  @Benchmark
  public byte[] poly1305() {
    try (Poly1305 mac = new Poly1305()) {
      mac.init(key, 0);
      mac.update(bytes, 0, bytes.length);
      mac.finish(code, 0);
    }
    return code;
  }

  @Benchmark
  public byte[] bouncyCastlePoly1305() {
    org.bouncycastle.crypto.macs.Poly1305 mac = new org.bouncycastle.crypto.macs.Poly1305();
    mac.init(new KeyParameter(key));
    mac.update(bytes, 0, bytes.length);
    mac.doFinal(code, 0);
    return code;
  }
}
