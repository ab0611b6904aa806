package org.stillkeep.agent;

import java.time.Instant;
import java.util.Optional;

/** Something that somebody wants from the agent. Sent from any thread, granted by the worker, in order. */
public sealed interface Wish {

  /** List the inboxes now. */
  record LookAgain() implements Wish {}

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
  record Pause(Optional<Instant> until) implements Wish {}

  /** Go on after a pause. */
  record Resume() implements Wish {}

  /** End the agent: the entry at hand is abandoned. */
  record Stop() implements Wish {}
}
