package org.stillkeep.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class SealingTurnsTest {

  private final SealingTurns turns = new SealingTurns(1);

  @Test
  void theNextComesWhenOneHasEnded() throws Exception {
    CountDownLatch waits = new CountDownLatch(2);
    CompletableFuture<SealingTurns.Turn> second;
    try (SealingTurns.Turn first = turns.take(() -> false)) {
      second =
          CompletableFuture.supplyAsync(
              () ->
                  turns.take(
                      () -> {
                        waits.countDown();
                        return false;
                      }));
      waits.await();
      assertThat(second).isNotDone();
    }
    second.get().close();
  }

  @Test
  void whoWaitsHearsThatItIsToStop() {
    try (SealingTurns.Turn first = turns.take(() -> false)) {
      assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> turns.take(() -> true));
    }
    turns.take(() -> true).close();
  }
}
