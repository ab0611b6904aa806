package org.stillkeep.ente;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;

/** How much room the account has, asked at most once a minute. For any number of threads. */
final class Room {

  private static final Duration FRESH = Duration.ofMinutes(1);

  private final AccountCalls calls;
  private final Clock clock;

  /** What was told last, and when; guarded by this. */
  private OptionalLong free = OptionalLong.empty();

  private Instant toldAt = Instant.MIN;

  Room(AccountCalls calls, Clock clock) {
    this.calls = calls;
    this.clock = clock;
  }

  synchronized OptionalLong freeBytes() throws IOException {
    Instant now = clock.instant();
    if (toldAt.plus(FRESH).isBefore(now)) {
      free =
          calls.read(
              "asking for the account's room", AccountDetails.question(),
              answer -> OptionalLong.of(AccountDetails.of(answer).freeBytes()));
      toldAt = now;
    }
    return free;
  }
}
