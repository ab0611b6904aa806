package org.stillkeep.ente;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.stillkeep.ente.ObjectClient.Incoming;
import org.stillkeep.store.Ciphertexts;
import org.stillkeep.store.StoreException;
import org.stillkeep.store.StoreException.Reason;

/** Objects that come in pieces, from stores that keep to little. */
class ContinuedStreamTest {

  private static final byte[] OBJECT = Ciphertexts.bytes(1000);
  private static final OptionalLong TOLD = OptionalLong.of(OBJECT.length);
  private static final OptionalLong UNTOLD = OptionalLong.empty();

  private static byte[] read(Incoming... answers) throws IOException {
    Deque<Incoming> left = new ArrayDeque<>(List.of(answers));
    try (InputStream in = new ContinuedStream("reading", OBJECT.length, byteOffset -> left.remove(), EnteStores.options())) {
      return in.readAllBytes();
    }
  }

  private static Incoming whole(byte[] bytes, OptionalLong told) {
    return new Incoming(new ByteArrayInputStream(bytes), 0, told, "\"e\"");
  }

  private static Incoming breakingAfter(int bytes) {
    return new Incoming(
        new SequenceInputStream(new ByteArrayInputStream(OBJECT, 0, bytes), new Broken()), 0, TOLD, "\"e\"");
  }

  private static Incoming from(int firstByte, String eTag) {
    return new Incoming(
        new ByteArrayInputStream(OBJECT, firstByte, OBJECT.length - firstByte), firstByte, TOLD, eTag);
  }

  private static final class Broken extends InputStream {
    @Override
    public int read() throws IOException {
      throw new IOException("broken");
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      throw new IOException("broken");
    }
  }

  private static void assertReason(Reason reason, ThrowingCallable call) {
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(call)
        .satisfies(e -> assertThat(e.reason()).isEqualTo(reason));
  }

  @Test
  void theRestComesFromTheByteThatWasReached() throws IOException {
    assertThat(read(breakingAfter(300), from(300, "\"e\""))).isEqualTo(OBJECT);
  }

  @Test
  void aStoreThatBeginsAgainFromTheStartIsReadPastWhatCameBefore() throws IOException {
    assertThat(read(breakingAfter(300), from(0, "\"e\""))).isEqualTo(OBJECT);
  }

  @Test
  void aStoreThatLeavesAGapIsNotBelieved() {
    assertReason(Reason.DAMAGED, () -> read(breakingAfter(300), from(301, "\"e\"")));
  }

  @Test
  void anotherObjectsRestIsNotBelieved() {
    assertReason(Reason.DAMAGED, () -> read(breakingAfter(300), from(300, "\"f\"")));
  }

  @Test
  void aLengthThatWasNotToldIsCounted() throws IOException {
    assertThat(read(whole(OBJECT, UNTOLD))).isEqualTo(OBJECT);
    assertReason(Reason.DAMAGED, () -> read(whole(Arrays.copyOf(OBJECT, 1001), UNTOLD)));
    byte[] shorter = Arrays.copyOf(OBJECT, 999);
    assertReason(
        Reason.UNAVAILABLE,
        () -> read(whole(shorter, UNTOLD), whole(shorter, UNTOLD), whole(shorter, UNTOLD), whole(shorter, UNTOLD)));
  }

  @Test
  void ofOldFilesOnlyTheObjectStoreKnowsTheLength() throws IOException {
    Deque<Incoming> left = new ArrayDeque<>(List.of(breakingAfter(300), from(300, "\"e\"")));
    try (InputStream in = new ContinuedStream("reading", 0, byteOffset -> left.remove(), EnteStores.options())) {
      assertThat(in.readAllBytes()).isEqualTo(OBJECT);
    }
    assertReason(
        Reason.UNAVAILABLE,
        () -> new ContinuedStream("reading", 0, byteOffset -> whole(OBJECT, UNTOLD), EnteStores.options()).close());
  }

  @Test
  void anotherLengthIsDamageBeforeAnythingIsRead() {
    assertReason(Reason.DAMAGED, () -> read(whole(OBJECT, OptionalLong.of(999))));
  }
}
