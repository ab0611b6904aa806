package org.stillkeep.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;

class WishTest {

  @Test
  void tomorrowBeginsAtSixInTheMorningOfThePlace() {
    assertThat(untilTomorrow("2026-11-22T14:02:00+01:00[Europe/Rome]")).isEqualTo("2026-11-23T05:00:00Z");
    assertThat(untilTomorrow("2026-11-22T23:59:00+01:00[Europe/Rome]")).isEqualTo("2026-11-23T05:00:00Z");
  }

  @Test
  void whoIsUpAfterMidnightMeansTheComingMorning() {
    assertThat(untilTomorrow("2026-11-23T00:30:00+01:00[Europe/Rome]")).isEqualTo("2026-11-23T05:00:00Z");
  }

  @Test
  void atSixItIsTodayAlready() {
    assertThat(untilTomorrow("2026-11-23T06:00:00+01:00[Europe/Rome]")).isEqualTo("2026-11-24T05:00:00Z");
  }

  @Test
  void aNightThatIsAnHourShorterEndsAtSixAllTheSame() {
    assertThat(untilTomorrow("2026-03-28T22:00:00+01:00[Europe/Rome]")).isEqualTo("2026-03-29T04:00:00Z");
  }

  private static Instant untilTomorrow(String now) {
    return Wish.Pause.untilTomorrow(ZonedDateTime.parse(now)).until().orElseThrow();
  }
}
