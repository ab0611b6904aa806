package org.stillkeep.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {

  private static final long SECOND = 1_000_000_000L;

  @Test
  void aSteadyJobEndsWhenItsPaceSays() {
    Pace pace = new Pace(0);
    for (int second = 1; second <= 10; second++) {
      pace.reached(second * 100L, second * SECOND);
    }
    assertThat(pace.remainingSeconds(1000, 6000, 10 * SECOND)).contains(50L);
  }

  @Test
  void nothingIsSaidTooEarlyOrWithoutATotal() {
    Pace pace = new Pace(0);
    pace.reached(100, SECOND);
    assertThat(pace.remainingSeconds(100, 1000, SECOND)).isEmpty();
    assertThat(pace.remainingSeconds(100, 0, 5 * SECOND)).isEmpty();
  }

  @Test
  void aJobThatDoesNotMoveHasNoEnd() {
    Pace pace = new Pace(0);
    pace.reached(0, 5 * SECOND);
    assertThat(pace.remainingSeconds(0, 1000, 5 * SECOND)).isEmpty();
  }
}
