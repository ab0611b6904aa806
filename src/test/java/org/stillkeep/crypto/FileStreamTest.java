package org.stillkeep.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.stillkeep.crypto.Failures.assertFailure;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.stillkeep.crypto.CiphertextException.Reason;
import org.stillkeep.crypto.Vectors.Case;

/** Files in chunks: {@link SealingOutputStream} and {@link OpeningInputStream} against libsodium and against each other. */
class FileStreamTest extends OverAllEngines {

  private static final int CHUNK = SecretStream.CHUNK_BYTES;
  private static final int SEALED_CHUNK = SecretStream.SEALED_CHUNK_BYTES;
  private static final byte[] HEADER = Vectors.pattern(SecretStream.HEADER_BYTES, 3);
  private static final CryptoKey KEY = CryptoKey.copyOf(Vectors.pattern(CryptoKey.BYTES, 9));
  private static final CryptoKey OTHER_KEY = CryptoKey.copyOf(Vectors.pattern(CryptoKey.BYTES, 10));

  static Stream<Case> files() {
    return Vectors.read("secretstream").all("files");
  }

  @ParameterizedTest
  @MethodSource("files")
  void sealsAndOpensTheFileThatLibsodiumSeals(Case each) throws IOException, GeneralSecurityException {
    byte[] cleartext = Vectors.pattern(each.number("plainLength"), each.number("patternSeed"));
    byte[] header = each.base64("headerB64");
    byte[] sealed = seal(cleartext, each.key("keyB64"), header);
    assertThat(sealed).hasSize(each.number("cipherLength"));
    assertThat(sealed).startsWith(each.hex("firstCipherBytesHex")).endsWith(each.hex("lastCipherBytesHex"));
    assertThat(digest("SHA-256", sealed)).isEqualTo(each.hex("cipherSha256Hex"));
    assertThat(Base64.getEncoder().encodeToString(digest("MD5", sealed))).isEqualTo(each.text("cipherMd5B64"));
    byte[] opened;
    try (InputStream in = new OpeningInputStream(new ByteArrayInputStream(sealed), header, each.key("keyB64"))) {
      opened = in.readAllBytes();
    }
    assertThat(HexFormat.of().formatHex(digest("SHA-256", opened))).isEqualTo(each.text("plainSha256Hex"));
  }

  @Test
  void anEmptyFileIsOneEmptyFinalChunk() throws IOException {
    byte[] sealed = seal(new byte[0]);
    assertThat(sealed).hasSize(SecretStream.OVERHEAD_BYTES);
    assertThat(open(sealed)).isEmpty();
    assertThat(SecretStream.openBlob(HEADER, sealed, KEY)).isEmpty();
  }

  @Test
  void thePiecesInWhichCleartextComesAndGoesDoNotMatter() throws IOException {
    byte[] cleartext = Vectors.pattern(CHUNK + 3, 1);
    ByteArrayOutputStream target = new ByteArrayOutputStream();
    try (SealingOutputStream out = sealing(target, CHUNK + 3)) {
      out.write(cleartext[0]);
      out.write(cleartext, 1, CHUNK - 2);
      out.write(cleartext[CHUNK - 1]);
      out.write(cleartext, CHUNK, 2);
      out.write(cleartext[CHUNK + 2]);
      out.finish();
    }
    assertThat(target.toByteArray()).isEqualTo(seal(cleartext));
    byte[] opened = new byte[cleartext.length];
    try (OpeningInputStream in = opening(target.toByteArray())) {
      opened[0] = (byte) in.read();
      assertThat(in.readNBytes(opened, 1, CHUNK)).isEqualTo(CHUNK);
      assertThat(in.readNBytes(opened, CHUNK + 1, 2)).isEqualTo(2);
      assertThat(in.read()).isEqualTo(-1);
      assertThat(in.read(new byte[5])).isEqualTo(-1);
    }
    assertThat(opened).isEqualTo(cleartext);
  }

  @Test
  void anotherKeyIsWrong() throws IOException {
    byte[] sealed = seal(new byte[10]);
    assertFailure(
        Reason.WRONG_KEY,
        () -> new OpeningInputStream(new ByteArrayInputStream(sealed), HEADER, OTHER_KEY).readAllBytes());
  }

  @Test
  void aHeaderOfAnotherSizeIsMalformed() throws IOException {
    byte[] sealed = seal(new byte[10]);
    assertFailure(
        Reason.MALFORMED,
        () -> new OpeningInputStream(new ByteArrayInputStream(sealed), new byte[23], KEY).readAllBytes());
  }

  @Test
  void aChangedBeginningIsAWrongKey() throws IOException {
    byte[] sealed = seal(new byte[CHUNK + 10]);
    sealed[0] ^= 1;
    assertFailure(Reason.WRONG_KEY, () -> open(sealed));
  }

  @Test
  void aChangedMiddleIsTampered() throws IOException {
    byte[] sealed = seal(new byte[2 * CHUNK + 10]);
    sealed[SEALED_CHUNK + 100] ^= 1;
    assertFailure(Reason.TAMPERED, () -> open(sealed));
  }

  @Test
  void swappedChunksAreTampered() throws IOException {
    byte[] sealed = seal(Vectors.pattern(3 * CHUNK, 1));
    byte[] swapped = sealed.clone();
    System.arraycopy(sealed, SEALED_CHUNK, swapped, 2 * SEALED_CHUNK, SEALED_CHUNK);
    System.arraycopy(sealed, 2 * SEALED_CHUNK, swapped, SEALED_CHUNK, SEALED_CHUNK);
    assertFailure(Reason.TAMPERED, () -> open(swapped));
  }

  @Test
  void aFileCutAnywhereIsTruncated() throws IOException {
    byte[] sealed = seal(new byte[CHUNK + 100]);
    for (int cut : new int[] {0, 1, 16, SEALED_CHUNK, SEALED_CHUNK + 1, SEALED_CHUNK + 17, sealed.length - 1}) {
      assertFailure(Reason.TRUNCATED, () -> open(Arrays.copyOf(sealed, cut)));
    }
  }

  @Test
  void whatFollowsTheFinalChunkIsTrailingData() throws IOException {
    byte[] sealed = seal(new byte[CHUNK]);
    assertFailure(Reason.TRAILING_DATA, () -> open(Arrays.copyOf(sealed, sealed.length + 1)));
  }

  @Test
  void aKnownLengthTellsCutChangedAndLengthenedApart() throws IOException {
    byte[] sealed = seal(new byte[100]);
    byte[] changed = sealed.clone();
    changed[50] ^= 1;
    assertFailure(Reason.WRONG_KEY, () -> open(changed, sealed.length));
    assertFailure(Reason.TRUNCATED, () -> open(Arrays.copyOf(sealed, 50), sealed.length));
    assertFailure(Reason.TRAILING_DATA, () -> open(Arrays.copyOf(sealed, 150), sealed.length));
    assertFailure(Reason.TRAILING_DATA, () -> open(Arrays.copyOf(sealed, 2 * SEALED_CHUNK), sealed.length));
    byte[] sealedTwo = seal(new byte[CHUNK + 100]);
    sealedTwo[SEALED_CHUNK + 50] ^= 1;
    assertFailure(Reason.TAMPERED, () -> open(sealedTwo, sealedTwo.length));
    assertFailure(Reason.TRUNCATED, () -> open(sealedTwo));
  }

  @Test
  void noByteOfAForgedChunkIsGivenOutAndTheFailureStays() throws IOException {
    byte[] sealed = seal(Vectors.pattern(2 * CHUNK + 10, 4));
    sealed[2 * SEALED_CHUNK - 1] ^= 1;
    try (OpeningInputStream in = opening(sealed)) {
      assertThat(in.readNBytes(CHUNK)).isEqualTo(Vectors.pattern(CHUNK, 4));
      assertThat(in.available()).isZero();
      byte[] untouched = new byte[10];
      assertFailure(Reason.TAMPERED, () -> in.read(untouched));
      assertFailure(Reason.TAMPERED, in::read);
      assertThat(untouched).containsOnly(0);
      assertThat(in.available()).isZero();
    }
  }

  @Test
  void theFailureOfTheSourceIsPassedOnAndStays() throws IOException {
    byte[] sealed = seal(new byte[100]);
    try (OpeningInputStream in = new OpeningInputStream(new TornCable(sealed, 60), HEADER, KEY)) {
      assertThatIOException().isThrownBy(in::read).withMessage("cable torn");
      assertThatIOException().isThrownBy(in::read).withMessageContaining("has failed before");
    }
  }

  @Test
  void aClosedStreamGivesNothing() throws IOException {
    OpeningInputStream in = opening(seal(new byte[100]));
    assertThat(in.read()).isZero();
    in.close();
    assertThat(in.available()).isZero();
    assertThatIOException().isThrownBy(in::read);
  }

  @Test
  void oneBufferServesForAllChunks() throws IOException {
    ByteArrayOutputStream target = new ByteArrayOutputStream(9 * SEALED_CHUNK);
    byte[] piece = new byte[CHUNK / 64];
    long sealing =
        allocatedBytes(
            () -> {
              SealingOutputStream out = sealing(target, 8L * CHUNK);
              for (int i = 0; i < 8 * 64; i++) {
                out.write(piece);
              }
              out.finish();
            });
    byte[] sealed = target.toByteArray();
    long opening =
        allocatedBytes(
            () -> {
              try (OpeningInputStream in = opening(sealed)) {
                while (in.read(piece) >= 0) {
                  assertThat(piece[0]).isZero();
                }
              }
            });
    assertThat(sealing).as("bytes allocated while sealing eight chunks").isLessThan(2L * CHUNK);
    assertThat(opening).as("bytes allocated while opening eight chunks").isLessThan(2L * CHUNK);
  }

  @Test
  void filesOfAllSizesOpenWithAndWithoutTheirLength() throws IOException {
    int first = 64 << 10;
    for (int length : new int[] {0, 1, first - 1, first, first + 1, 4 * first, 4 * first + 51, 4 * first + 52, 16 * first + 300, CHUNK - 1}) {
      byte[] cleartext = Vectors.pattern(length, 6);
      byte[] sealed = seal(cleartext);
      assertThat(open(sealed)).as("%d bytes", length).isEqualTo(cleartext);
      assertThat(open(sealed, sealed.length)).as("%d bytes, expected", length).isEqualTo(cleartext);
      assertThat(open(sealed, 5)).as("%d bytes, five expected", length).isEqualTo(cleartext);
    }
  }

  /** Whoever keeps the file may say any length of it. */
  @Test
  void theLargestLengthThatCanBeSaidOpensTheFileLikeAnyOther() {
    assertTimeoutPreemptively(
        Duration.ofMinutes(1), () -> assertThat(open(seal(new byte[100]), Long.MAX_VALUE)).isEqualTo(new byte[100]));
  }

  @Test
  void oneFileAfterTheOtherIsSealedAndOpenedInTheSameMemory() throws IOException {
    byte[] sealed = seal(new byte[1000]);
    assertThat(allocatedBytes(() -> open(sealed))).as("length unknown").isLessThan(CHUNK / 8);
    assertThat(allocatedBytes(() -> open(sealed, sealed.length))).as("length known").isLessThan(CHUNK / 8);
    assertThat(allocatedBytes(() -> seal(new byte[1000]))).as("sealed").isLessThan(CHUNK / 8);
  }

  private interface Work {
    void run() throws IOException;
  }

  /** What this thread takes from the heap for some work. */
  private static long allocatedBytes(Work work) throws IOException {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    work.run();
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  private static byte[] seal(byte[] cleartext) throws IOException {
    return seal(cleartext, KEY, HEADER);
  }

  private static byte[] seal(byte[] cleartext, CryptoKey key, byte[] header) throws IOException {
    ByteArrayOutputStream target = new ByteArrayOutputStream();
    try (SealingOutputStream out = new SealingOutputStream(target, cleartext.length, key, new ReplayedRandom(header))) {
      out.write(cleartext);
      out.finish();
    }
    return target.toByteArray();
  }

  private static SealingOutputStream sealing(OutputStream target, long cleartextBytes) {
    return new SealingOutputStream(target, cleartextBytes, KEY, new ReplayedRandom(HEADER));
  }

  private static byte[] open(byte[] sealed) throws IOException {
    try (OpeningInputStream in = opening(sealed)) {
      return in.readAllBytes();
    }
  }

  private static byte[] open(byte[] sealed, long expectedBytes) throws IOException {
    try (InputStream in = new OpeningInputStream(new ByteArrayInputStream(sealed), expectedBytes, HEADER, KEY)) {
      return in.readAllBytes();
    }
  }

  private static OpeningInputStream opening(byte[] sealed) {
    return new OpeningInputStream(new ByteArrayInputStream(sealed), HEADER, KEY);
  }

  private static byte[] digest(String algorithm, byte[] bytes) throws GeneralSecurityException {
    return MessageDigest.getInstance(algorithm).digest(bytes);
  }
}
