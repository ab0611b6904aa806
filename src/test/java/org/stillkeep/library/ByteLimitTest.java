package org.stillkeep.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ByteLimitTest {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final long CREDIT = Duration.ofMillis(250).toNanos();

  /** Near where a clock of this kind may wrap around. */
  private static final long START = Long.MAX_VALUE - SECOND;

  private final AtomicLong now = new AtomicLong(START);
  private final List<Long> waits = new ArrayList<>();
  private final ByteLimit limit = new ByteLimit(1_000, now::get, this::sleep);

  private void sleep(long nanos) {
    waits.add(nanos);
    now.addAndGet(nanos);
  }

  private long spent() {
    return now.get() - START;
  }

  @Test
  void whatGoesByTakesItsTime() {
    for (int i = 0; i < 100; i++) {
      limit.passed(100, () -> false);
    }
    assertThat(spent()).isCloseTo(10 * SECOND, within(CREDIT));
  }

  @Test
  void otherWorkBetweenTwoPiecesIsNoLoss() {
    for (int i = 0; i < 100; i++) {
      limit.passed(100, () -> false);
      now.addAndGet(SECOND / 20); // half of the time that a piece may take
    }
    assertThat(spent()).isCloseTo(10 * SECOND, within(CREDIT));
  }

  @Test
  void anHourOfRestMakesNoBurst() {
    limit.passed(100, () -> false);
    now.addAndGet(3600 * SECOND);
    long rested = now.get();
    for (int i = 0; i < 100; i++) {
      limit.passed(100, () -> false);
    }
    assertThat(now.get() - rested).isCloseTo(10 * SECOND, within(CREDIT));
  }

  @Test
  void aStopIsHeardWhileOneLargePieceWaits() {
    AtomicLong asked = new AtomicLong();
    assertThatThrownBy(() -> limit.passed(1_000_000, () -> asked.incrementAndGet() > 3)).isInstanceOf(CancellationException.class);
    assertThat(waits).hasSize(3).allMatch(nanos -> nanos <= Duration.ofMillis(100).toNanos());
  }

  @Test
  void severalThreadsShareIt() throws InterruptedException {
    ByteLimit shared = new ByteLimit(1_000_000);
    List<Thread> threads = new ArrayList<>();
    long began = System.nanoTime();
    for (int i = 0; i < 4; i++) {
      threads.add(new Thread(() -> shared.passed(250_000, () -> false)));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(System.nanoTime() - began).as("a second, but for the credit").isGreaterThan(SECOND - CREDIT - SECOND / 10);
  }

  @Test
  void withoutALimitNobodyWaits() {
    ByteLimit.NONE.passed(Long.MAX_VALUE, () -> true);
    new ByteLimit(0, now::get, this::sleep).passed(Long.MAX_VALUE, () -> true);
    assertThat(waits).isEmpty();
  }
}
