package org.stillkeep.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.stillkeep.crypto.Failures.assertFailure;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stillkeep.crypto.CiphertextException.Reason;

/** When cleartext is given out, and that it is forgotten afterwards. */
class ReleaseTest extends OverAllEngines {

  private static final int CHUNK = SecretStream.CHUNK_BYTES;
  private static final byte[] HEADER = Vectors.pattern(SecretStream.HEADER_BYTES, 3);
  private static final CryptoKey KEY = CryptoKey.copyOf(Vectors.pattern(CryptoKey.BYTES, 9));

  @Test
  void noByteOfTheLastChunkIsGivenOutBeforeItIsKnownToBeTheLast() throws IOException {
    byte[] sealed = seal(new byte[CHUNK]);
    try (OpeningInputStream in = opening(Arrays.copyOf(sealed, sealed.length + 1))) {
      assertFailure(Reason.TRAILING_DATA, in::read);
      assertFailure(Reason.TRAILING_DATA, in::read);
    }
    try (OpeningInputStream in = new OpeningInputStream(new TornCable(sealed, sealed.length), HEADER, KEY)) {
      assertThatIOException().isThrownBy(in::read).withMessage("cable torn");
      assertThatIOException().isThrownBy(in::read).withMessageContaining("has failed before");
    }
  }

  @Test
  void aShortChunkThatIsAuthenticButNotTheLastIsTruncatedAtOnce() throws IOException {
    for (int tag : new int[] {StreamState.MESSAGE, StreamState.PUSH, StreamState.REKEY}) {
      byte[] sealed = new byte[100 + SecretStream.OVERHEAD_BYTES];
      try (StreamState state = new StreamState(KEY, HEADER)) {
        state.seal(tag, sealed, 0, 100);
      }
      try (OpeningInputStream in = opening(sealed)) {
        assertFailure(Reason.TRUNCATED, in::read);
      }
    }
  }

  @Test
  void skippingVerifiesWhatItSkips() throws IOException {
    byte[] sealed = seal(Vectors.pattern(CHUNK + 10, 4));
    try (OpeningInputStream in = opening(sealed)) {
      in.skipNBytes(CHUNK + 9);
      assertThat(in.read()).isEqualTo(Vectors.pattern(CHUNK + 10, 4)[CHUNK + 9] & 0xff);
    }
    sealed[sealed.length - 1] ^= 1;
    try (OpeningInputStream in = opening(sealed)) {
      assertFailure(Reason.TRUNCATED, () -> in.skipNBytes(CHUNK + 1));
      assertFailure(Reason.TRUNCATED, () -> in.skip(1));
    }
  }

  @Test
  void readingNothingTellsNothing() throws IOException {
    try (OpeningInputStream in = opening(seal(new byte[0]))) {
      assertThat(in.read(new byte[0])).isZero();
      assertThat(in.read()).isEqualTo(-1);
      assertThat(in.read(new byte[0])).isZero();
      assertThat(in.markSupported()).isFalse();
    }
  }

  @Test
  void closedStreamsHaveForgottenKeyAndCleartext() throws Exception {
    OpeningInputStream in = opening(seal(Vectors.pattern(100, 4)));
    assertThat(in.read()).isNotNegative();
    SealingOutputStream out =
        new SealingOutputStream(OutputStream.nullOutputStream(), 200_000, KEY, new ReplayedRandom(HEADER));
    out.write(Vectors.pattern(100, 4));
    for (AutoCloseable stream : new AutoCloseable[] {in, out}) {
      Object state = field(stream, "state");
      byte[] buffer = (byte[]) field(stream, stream == in ? "chunk" : "piece");
      assertThat(isZero(buffer, 1, 101)).isFalse();
      assertThat(isZero(state, "key")).isFalse();
      stream.close();
      assertThat(isZero(buffer, 1, 101)).as("where the cleartext stood").isTrue();
      for (String secret : new String[] {"key", "nonce"}) {
        assertThat(isZero(state, secret)).as(secret).isTrue();
      }
      Optional<?> builtIn = (Optional<?>) field(state, "builtIn");
      if (builtIn.isPresent()) {
        assertThat(isZero(builtIn.get(), "head")).as("what our own code knows of the keystream").isTrue();
      }
    }
  }

  @Test
  void aBufferServesOneStreamAfterTheOther() throws IOException {
    ReusedBuffers.release();
    byte[] sealed = seal(Vectors.pattern(100, 4));
    byte[] buffer = ReusedBuffers.CHUNKS.take();
    ReusedBuffers.CHUNKS.giveBack(buffer);
    OpeningInputStream in = opening(sealed);
    assertThat(in.readAllBytes()).isEqualTo(Vectors.pattern(100, 4));
    in.close();
    in.close();
    byte[] first = ReusedBuffers.CHUNKS.take();
    byte[] second = ReusedBuffers.CHUNKS.take();
    assertThat(first).isSameAs(buffer);
    assertThat(second).as("given back once").isNotSameAs(buffer);
    ReusedBuffers.CHUNKS.giveBack(first);
    ReusedBuffers.release();
    assertThat(ReusedBuffers.CHUNKS.take()).isNotSameAs(buffer);
  }

  private static byte[] seal(byte[] cleartext) throws IOException {
    ByteArrayOutputStream target = new ByteArrayOutputStream();
    try (SealingOutputStream out = new SealingOutputStream(target, cleartext.length, KEY, new ReplayedRandom(HEADER))) {
      out.write(cleartext);
      out.finish();
    }
    return target.toByteArray();
  }

  private static OpeningInputStream opening(byte[] sealed) {
    return new OpeningInputStream(new ByteArrayInputStream(sealed), HEADER, KEY);
  }

  private static Object field(Object owner, String name) throws ReflectiveOperationException {
    var field = owner.getClass().getDeclaredField(name);
    field.setAccessible(true);
    return field.get(owner);
  }

  private static boolean isZero(Object owner, String name) throws ReflectiveOperationException {
    byte[] bytes = (byte[]) field(owner, name);
    return isZero(bytes, 0, bytes.length);
  }

  private static boolean isZero(byte[] bytes, int from, int to) {
    return Arrays.equals(bytes, from, to, new byte[to - from], 0, to - from);
  }
}
