package org.stillkeep.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.stillkeep.faults.Covers;

class PaceTest {

  private static final long SECOND = 1_000_000_000L;
  private static final long MEGABYTE = 1_000_000;
  private static final Percentage ROUGHLY = Percentage.withPercentage(15);

  @Test
  void aSteadyJobEndsWhenItsPaceSays() {
    Pace pace = new Pace(0);
    for (int second = 1; second <= 10; second++) {
      pace.reached(0, second * 10L * MEGABYTE, second * SECOND);
    }
    assertThat(pace.remainingSeconds(0, 500 * MEGABYTE, 10 * SECOND).orElseThrow()).isCloseTo(50, ROUGHLY);
  }

  @Test
  @Covers("F20")
  void smallFilesThatAreSlowDoNotMakeALargeOneLastForDays() {
    Pace pace = new Pace(0);
    for (int second = 1; second <= 10; second++) {
      pace.reached(second, second * 1_000L, second * SECOND);
    }
    assertThat(pace.remainingSeconds(100, MEGABYTE, 10 * SECOND).orElseThrow()).isCloseTo(100, ROUGHLY);
    assertThat(pace.remainingSeconds(1, 4_000 * MEGABYTE, 10 * SECOND).orElseThrow()).isLessThan(600);
  }

  @Test
  @Covers("F20")
  void aLargeFileThatWasQuickDoesNotMakeSmallOnesSeemSo() {
    Pace pace = new Pace(0);
    for (int second = 1; second <= 10; second++) {
      pace.reached(0, second * 50L * MEGABYTE, second * SECOND);
    }
    for (int file = 1; file <= 5; file++) {
      pace.reached(file, 500 * MEGABYTE + file * 1_000L, (10 + 4L * file) * SECOND);
    }
    assertThat(pace.remainingSeconds(100, 100_000, 30 * SECOND).orElseThrow()).isCloseTo(400, ROUGHLY);
  }

  @Test
  void nothingIsSaidTooEarlyOrWithoutATotal() {
    Pace pace = new Pace(0);
    pace.reached(1, 100, SECOND);
    assertThat(pace.remainingSeconds(9, 900, SECOND)).isEmpty();
    assertThat(pace.remainingSeconds(0, 0, 5 * SECOND)).isEmpty();
  }

  @Test
  void aJobThatDoesNotMoveHasNoEnd() {
    Pace pace = new Pace(0);
    pace.reached(0, 0, 5 * SECOND);
    assertThat(pace.remainingSeconds(10, 1_000, 5 * SECOND)).isEmpty();
  }
}
