package org.stillkeep.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.stillkeep.crypto.Failures.assertFailure;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.stillkeep.crypto.CiphertextException.Reason;

/** How a file is sealed, piece by piece, and what is left when that ends early. */
class SealingStreamTest extends OverAllEngines {

  private static final int CHUNK = SecretStream.CHUNK_BYTES;
  private static final int SEALED_CHUNK = SecretStream.SEALED_CHUNK_BYTES;

  /** What is sealed at once. */
  private static final int PIECE = 64 << 10;

  private static final byte[] HEADER = Vectors.pattern(SecretStream.HEADER_BYTES, 3);
  private static final CryptoKey KEY = CryptoKey.copyOf(Vectors.pattern(CryptoKey.BYTES, 9));

  @Test
  void whatIsSealedDoesNotWaitForItsChunk() throws IOException {
    ByteArrayOutputStream target = new ByteArrayOutputStream();
    try (SealingOutputStream out = sealing(target, CHUNK + 1)) {
      out.write(new byte[CHUNK - 1]);
      assertThat(target.size()).isBetween(CHUNK / 2, CHUNK);
      out.write(new byte[2]);
      assertThat(target.size()).isEqualTo(SEALED_CHUNK);
    }
  }

  @Test
  void theLastPieceWaitsForTheEnd() throws IOException {
    for (int length : new int[] {1, PIECE, PIECE + 1, CHUNK, 2 * CHUNK}) {
      ByteArrayOutputStream target = new ByteArrayOutputStream();
      try (SealingOutputStream out = sealing(target, length)) {
        out.write(new byte[length]);
        int whole = (int) SecretStream.sealedLength(length);
        assertThat(target.size()).as("%d bytes", length).isLessThan(whole - StreamState.MAC_BYTES);
        out.finish();
        assertThat(target.size()).as("%d bytes", length).isEqualTo(whole);
      }
    }
  }

  @Test
  void noMoreAndNoFewerBytesComeThanWereAnnounced() throws IOException {
    for (int announced : new int[] {0, 1, PIECE, CHUNK}) {
      ByteArrayOutputStream target = new ByteArrayOutputStream();
      try (SealingOutputStream more = sealing(target, announced)) {
        more.write(new byte[announced]);
        assertThatIOException().isThrownBy(() -> more.write(1)).withMessageContaining("more bytes");
        assertThatIOException().isThrownBy(more::finish).withMessageContaining("has failed");
      }
      try (SealingOutputStream fewer = sealing(target, announced + 1)) {
        fewer.write(new byte[announced]);
        assertThatIOException().isThrownBy(fewer::finish).withMessageContaining("fewer bytes");
        assertThatIOException().isThrownBy(() -> fewer.write(1)).withMessageContaining("has failed");
      }
    }
    assertThatIllegalArgumentException().isThrownBy(() -> sealing(OutputStream.nullOutputStream(), -1));
  }

  @Test
  void aGuardSeesEachChunkWholeBeforeAnyOfItIsSealed() throws IOException {
    for (int length : new int[] {0, 1, CHUNK, CHUNK + 1}) {
      byte[] cleartext = Vectors.pattern(length, 5);
      ByteArrayOutputStream target = new ByteArrayOutputStream();
      ByteArrayOutputStream seen = new ByteArrayOutputStream();
      List<Long> positions = new ArrayList<>();
      try (SealingOutputStream out = sealing(target, length);
          GuardedChunks guarded =
              new GuardedChunks(
                  out,
                  (position, bytes, offset, count) -> {
                    assertThat(target.size()).as("before chunk %d", position).isLessThanOrEqualTo((int) position * SEALED_CHUNK);
                    positions.add(position);
                    seen.write(bytes, offset, count);
                  })) {
        guarded.write(cleartext);
        guarded.finish();
      }
      assertThat(positions).hasSize(length > CHUNK ? 2 : 1).first().isEqualTo(0L);
      assertThat(seen.toByteArray()).isEqualTo(cleartext);
      assertThat(target.toByteArray()).isEqualTo(seal(cleartext));
    }
  }

  @Test
  void whatAGuardRefusesIsNotSealedNorAnythingAfterIt() throws IOException {
    ByteArrayOutputStream target = new ByteArrayOutputStream();
    try (SealingOutputStream out = sealing(target, 2 * CHUNK);
        GuardedChunks guarded =
            new GuardedChunks(
                out,
                (position, bytes, offset, count) -> {
                  throw new IOException("not this one");
                })) {
      guarded.write(new byte[CHUNK]);
      assertThatIOException().isThrownBy(() -> guarded.write(1)).withMessage("not this one");
      assertThatIOException().isThrownBy(() -> guarded.write(1)).withMessageContaining("has failed");
      assertThatIOException().isThrownBy(guarded::finish);
    }
    assertThat(target.size()).isZero();
  }

  @Test
  void aStreamClosedWithoutFinishNeverLooksWhole() throws IOException {
    ByteArrayOutputStream target = new ByteArrayOutputStream();
    SealingOutputStream out = sealing(target, CHUNK + 5);
    out.write(new byte[CHUNK + 5]);
    out.close();
    assertThat(target.size()).isEqualTo(SEALED_CHUNK);
    assertThatIOException().isThrownBy(() -> out.write(1));
    assertThatIOException().isThrownBy(out::finish);
    assertFailure(Reason.TRUNCATED, () -> open(target.toByteArray()));
  }

  @Test
  void aFinishedStreamTakesNoMore() throws IOException {
    ByteArrayOutputStream target = new ByteArrayOutputStream();
    SealingOutputStream out = sealing(target, 0);
    out.finish();
    assertThatIOException().isThrownBy(() -> out.write(1));
    assertThatIOException().isThrownBy(out::finish);
    out.close();
    assertThat(target.size()).isEqualTo(SecretStream.OVERHEAD_BYTES);
  }

  @Test
  void aStreamWhoseTargetFailedTakesNoMore() {
    SealingOutputStream out = sealing(new FullDisk(), CHUNK + 2);
    assertThatIOException().isThrownBy(() -> out.write(new byte[CHUNK + 1])).withMessage("disk full");
    assertThatIOException().isThrownBy(out::finish).withMessageContaining("has failed");
  }

  @Test
  void theStreamGivesItsHeaderAndOutlivesItsKey() throws IOException {
    ByteArrayOutputStream target = new ByteArrayOutputStream();
    CryptoKey key = KEY.copy();
    try (SealingOutputStream out = new SealingOutputStream(target, 1, key, new ReplayedRandom(HEADER))) {
      key.close();
      assertThat(out.header()).isEqualTo(HEADER);
      out.write(7);
      out.finish();
    }
    assertThat(open(target.toByteArray())).containsExactly(7);
  }

  private static byte[] seal(byte[] cleartext) throws IOException {
    ByteArrayOutputStream target = new ByteArrayOutputStream();
    try (SealingOutputStream out = sealing(target, cleartext.length)) {
      out.write(cleartext);
      out.finish();
    }
    return target.toByteArray();
  }

  private static SealingOutputStream sealing(OutputStream target, long cleartextBytes) {
    return new SealingOutputStream(target, cleartextBytes, KEY, new ReplayedRandom(HEADER));
  }

  private static byte[] open(byte[] sealed) throws IOException {
    try (InputStream in = new OpeningInputStream(new ByteArrayInputStream(sealed), HEADER, KEY)) {
      return in.readAllBytes();
    }
  }

  /** Takes half a chunk, then fails once; later writes succeed, as on a disk that was cleared meanwhile. */
  private static final class FullDisk extends OutputStream {

    private boolean failed;

    @Override
    public void write(int oneByte) throws IOException {
      if (!failed) {
        failed = true;
        throw new IOException("disk full");
      }
    }
  }
}
