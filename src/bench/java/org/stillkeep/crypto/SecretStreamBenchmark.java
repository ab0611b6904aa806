package org.stillkeep.crypto;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.SecureRandom;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.modes.ChaCha20Poly1305;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.stillkeep.bench.Pieces;

/**
 * Sealing and opening files, told per chunk, as the program does it: with the copy from its buffer. Bouncy Castle has no secretstream; beside
 * it stands what is nearest, an RFC 8439 message of the same length.
 */
@State(Scope.Thread)
public class SecretStreamBenchmark {

  private static final int CHUNKS = 4;

  private final SecureRandom random = new SecureRandom();
  private final byte[] cleartext = Pieces.random();
  private final byte[] taken = new byte[Pieces.BYTES];
  private final byte[] sealedMessage = new byte[Pieces.BYTES + 16];
  private final ParametersWithIV message = new ParametersWithIV(new KeyParameter(new byte[32]), new byte[12]);
  private CryptoKey key;
  private byte[] header;
  private byte[] sealed;

  /** Seals the file that is opened. */
  @Setup
  public void prepare() throws IOException {
    key = CryptoKey.copyOf(new byte[32]);
    ByteArrayOutputStream ciphertext = new ByteArrayOutputStream();
    header = sealTo(ciphertext);
    sealed = ciphertext.toByteArray();
  }

  @Benchmark
  @OperationsPerInvocation(CHUNKS)
  public byte[] seal() throws IOException {
    return sealTo(OutputStream.nullOutputStream());
  }

  @Benchmark
  @OperationsPerInvocation(CHUNKS)
  public int open() throws IOException {
    int sum = 0;
    try (OpeningInputStream cleartextAgain = new OpeningInputStream(new ByteArrayInputStream(sealed), header, key)) {
      for (int read = cleartextAgain.read(taken); read >= 0; read = cleartextAgain.read(taken)) {
        sum += read;
      }
    }
    return sum;
  }

  @Benchmark
  public int bouncyCastleSealsOneMessage() throws InvalidCipherTextException {
    ChaCha20Poly1305 cipher = new ChaCha20Poly1305();
    cipher.init(true, message);
    int done = cipher.processBytes(cleartext, 0, cleartext.length, sealedMessage, 0);
    return cipher.doFinal(sealedMessage, done);
  }

  private byte[] sealTo(OutputStream ciphertext) throws IOException {
    try (SealingOutputStream sealing = new SealingOutputStream(ciphertext, (long) CHUNKS * cleartext.length, key, random)) {
      for (int i = 0; i < CHUNKS; i++) {
        sealing.write(cleartext, 0, cleartext.length);
      }
      sealing.finish();
      return sealing.header();
    }
  }
}
