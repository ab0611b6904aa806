package org.stillkeep.crypto;

import java.util.zip.CRC32;
import org.bouncycastle.crypto.digests.Blake2bDigest;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.stillkeep.bench.Pieces;

/** By what contents are known, and by what archives know their entries. */
@State(Scope.Thread)
public class HashBenchmark {

  private final byte[] bytes = Pieces.random();

  @Benchmark
  public byte[] blake2b() {
    Blake2b hash = Blake2b.hash512();
    hash.update(bytes, 0, bytes.length);
    return hash.digest();
  }

  @Benchmark
  public byte[] bouncyCastleBlake2b() {
    Blake2bDigest digest = new Blake2bDigest(512);
    digest.update(bytes, 0, bytes.length);
    byte[] hash = new byte[64];
    digest.doFinal(hash, 0);
    return hash;
  }

  @Benchmark
  public long crc32() {
    CRC32 crc = new CRC32();
    crc.update(bytes, 0, bytes.length);
    return crc.getValue();
  }
}
