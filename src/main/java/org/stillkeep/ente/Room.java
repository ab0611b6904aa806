package org.stillkeep.ente;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.Set;
import org.stillkeep.store.StoreException;

/** How much room the account has, asked at most once a minute. For any number of threads. */
final class Room {

  private static final Duration FRESH = Duration.ofMinutes(1);
  private static final String ASKING = "asking for the account's room";

  /** How the server answers when the account has no plan, not even a free one. */
  private static final Set<Integer> WITHOUT_SUBSCRIPTION = Set.of(402, 404);

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
      free = OptionalLong.of(ask());
      toldAt = now;
    }
    return free;
  }

  private long ask() throws IOException {
    try {
      return AccountDetails.of(calls.ask(AccountDetails.question())).freeBytes();
    } catch (ApiException e) {
      if (WITHOUT_SUBSCRIPTION.contains(e.status())) {
        throw Refusals.of(ASKING, e, StoreException.Reason.FULL, "the account has no active subscription");
      }
      throw Refusals.of(ASKING, e);
    } catch (IOException e) {
      throw Refusals.of(ASKING, e);
    }
  }
}
