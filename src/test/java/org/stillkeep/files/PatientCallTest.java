package org.stillkeep.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stillkeep.faults.Covers;

class PatientCallTest {

  private final CountDownLatch answer = new CountDownLatch(1);
  private final PatientCall<String> call = new PatientCall<>("test disk");

  @AfterEach
  void endWhatHangs() {
    answer.countDown();
  }

  private static long in(long millis) {
    return System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
  }

  private String late() throws InterruptedException {
    answer.await();
    return "late";
  }

  @Test
  void anAnswerIsHandedOver() throws IOException {
    call.ask(() -> "here");
    assertThat(call.await(in(10_000))).contains("here");
  }

  @Test
  void aSilentDiskIsNotWaitedFor() throws IOException {
    call.ask(this::late);
    assertThat(call.await(in(10))).isEmpty();
  }

  @Test
  void theLateAnswerToAnEarlierQuestionIsNoAnswerToALaterOne() throws IOException {
    call.ask(this::late);
    assertThat(call.await(in(10))).isEmpty();
    call.ask(() -> "later");
    answer.countDown();
    assertThat(call.await(in(10_000))).isEmpty();
  }

  @Test
  void aFailureIsHandedOverAsItIs() {
    call.ask(
        () -> {
          throw new NoSuchFileException("x");
        });
    assertThatThrownBy(() -> call.await(in(10_000))).isInstanceOf(NoSuchFileException.class);
  }

  @Test
  @Covers("F59")
  void aLackOfThreadsIsToldAsThatAndNotAsAFailureOfTheDisk() throws IOException {
    // No system has room for a stack of this size, which it answers as it does when it has no more threads.
    AtomicLong stackBytes = new AtomicLong(1L << 46);
    PatientCall<String> lacking = new PatientCall<>(task -> new Thread(null, task, "test disk", stackBytes.get()));
    assertThatThrownBy(() -> lacking.ask(() -> "here")).isInstanceOf(OutOfMemoryError.class).hasMessageContaining("native thread");

    stackBytes.set(0);
    assertThat(lacking.ask(() -> "here")).isTrue();
    assertThat(lacking.await(in(10_000))).contains("here");
  }
}
