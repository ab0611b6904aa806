package org.stillkeep.agent;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.Optional;

/** Something that somebody wants from the agent. Sent from any thread, granted by the worker, in order. */
public sealed interface Wish {

  /** List the inboxes now, ask the server for news, and try again what failed. */
  record LookAgain() implements Wish {}

  /** Something may have changed in an inbox. Nobody believes it; the inboxes are listed. */
  record Hint() implements Wish {}

  /**
   * Bring the export folders in step now.
   *
   * @param full whether to re-check what is on their disks
   */
  record ExportNow(boolean full) implements Wish {}

  /**
   * Stop all work within a second, and begin none.
   *
   * @param until when to go on by itself; empty means when told to
   */
  record Pause(Optional<Instant> until) implements Wish {

    /** When people's days end, who look at photos after midnight. */
    private static final LocalTime MORNING = LocalTime.of(6, 0);

    /** A pause until tomorrow: until the next six o'clock in the morning where somebody asks for it. */
    public static Pause untilTomorrow(ZonedDateTime now) {
      ZonedDateTime today = now.with(MORNING);
      return new Pause(Optional.of((now.isBefore(today) ? today : now.plusDays(1).with(MORNING)).toInstant()));
    }
  }

  /** Go on after a pause. */
  record Resume() implements Wish {}

  /** End the agent: the entry at hand is abandoned. */
  record Stop() implements Wish {}
}
