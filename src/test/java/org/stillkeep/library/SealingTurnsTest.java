package org.stillkeep.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.lang.Thread.State;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
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

  /** The turn ends while the one who came first asks whether to stop, and another one waits. */
  @Test
  void whoLooksUpForAStopKeepsItsPlace() throws Exception {
    List<String> order = new CopyOnWriteArrayList<>();
    CompletableFuture<Void> later = new CompletableFuture<>();
    Thread second = new Thread(() -> takeTurn("second", order, later));
    SealingTurns.Turn turn = turns.take(() -> false);
    AtomicBoolean asked = new AtomicBoolean();
    try (SealingTurns.Turn first =
        turns.take(
            () -> {
              if (asked.compareAndSet(false, true)) {
                second.start();
                await().until(() -> EnumSet.of(State.BLOCKED, State.TIMED_WAITING).contains(second.getState()));
                turn.close();
              }
              return false;
            })) {
      order.add("first");
    }
    later.get();
    assertThat(order).containsExactly("first", "second");
  }

  private void takeTurn(String who, List<String> order, CompletableFuture<Void> done) {
    try (SealingTurns.Turn mine = turns.take(() -> false)) {
      order.add(who);
    }
    done.complete(null);
  }

  @Test
  void whoWaitsHearsThatItIsToStop() {
    try (SealingTurns.Turn first = turns.take(() -> false)) {
      assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> turns.take(() -> true));
    }
    turns.take(() -> true).close();
  }
}
