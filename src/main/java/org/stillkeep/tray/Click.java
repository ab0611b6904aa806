package org.stillkeep.tray;

import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.Optional;
import org.stillkeep.agent.Wish;

/** What a click on an entry means. The menu may have been drawn hours before it: when a pause ends is reckoned from the click. */
sealed interface Click {

  /** Means the same at any time. */
  record Plain(TrayAction action) implements Click {}

  /** Pause for a while. */
  record PauseFor(Duration length) implements Click {}

  /** Pause until tomorrow. */
  record PauseUntilTomorrow() implements Click {}

  /** What is asked for by a click at this time and place. */
  default TrayAction at(ZonedDateTime now) {
    if (this instanceof PauseFor pause) {
      return new TrayAction.Ask(new Wish.Pause(Optional.of(now.plus(pause.length()).toInstant())));
    }
    return this instanceof Plain plain ? plain.action() : new TrayAction.Ask(Wish.Pause.untilTomorrow(now));
  }
}
