package org.stillkeep.ente;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import org.stillkeep.store.StoreException;

/** How much room the account has, asked at most once a minute. For any number of threads. */
final class Room {

  private static final Duration FRESH = Duration.ofMinutes(1);
  private static final String ASKING = "asking for the account's room";

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
      // Without a plan, not even a free one, the details of an account are not there. A proxy that does not find its server says
      // 404, too, and knows nothing of the account.
      if (e.status() == 402 || (e.status() == 404 && e.isServersOwn())) {
        throw Refusals.of(ASKING, e, StoreException.Reason.FULL, "the account has no active subscription");
      }
      throw e.status() == 404
          ? Refusals.of(ASKING, e, StoreException.Reason.UNAVAILABLE, "what answers is no Ente server")
          : Refusals.of(ASKING, e);
    } catch (IOException e) {
      throw Refusals.of(ASKING, e);
    }
  }
}
