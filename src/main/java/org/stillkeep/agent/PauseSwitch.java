package org.stillkeep.agent;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stillkeep.catalog.CatalogException;
import org.stillkeep.catalog.SettingsTable;

/**
 * Whether the agent is paused. Survives a restart. Read by any thread; changed by the worker, except that {@link #request}
 * may come from anywhere so that work at hand stops at once.
 */
final class PauseSwitch {

  private static final Logger log = LoggerFactory.getLogger(PauseSwitch.class);
  private static final String KEY = "agent.paused";
  private static final String FOREVER = "until resumed";

  private final SettingsTable settings;
  private final Clock clock;
  /** Pauses that were asked for and not granted yet: a resume that is granted meanwhile must not end them. */
  private final AtomicInteger requested = new AtomicInteger();

  private volatile boolean paused;
  private volatile boolean kept;
  private volatile Optional<Instant> until = Optional.empty();

  PauseSwitch(SettingsTable settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
    settings.get(KEY).ifPresent(this::restore);
  }

  /** Stops work at hand at once; the worker makes it lasting by {@link #pause}. */
  void request() {
    kept = false;
    requested.incrementAndGet();
  }

  /** Notes a requested pause, so that it is not forgotten should the program be killed before the worker grants it. */
  void noteRequest(Optional<Instant> newUntil) {
    try {
      note(newUntil);
    } catch (CatalogException e) {
      // Granting it notes it once more, and tells what is wrong.
      log.debug("the pause is not noted yet", e);
    }
  }

  /**
   * Grants a pause that was requested. It holds for this run in any case.
   *
   * @throws CatalogException when it will not survive a restart
   */
  void pause(Optional<Instant> newUntil) {
    until = newUntil;
    paused = true;
    requested.updateAndGet(waiting -> Math.max(0, waiting - 1));
    note(newUntil);
  }

  /**
   * Ends the pause, but not one that is requested and not granted yet.
   *
   * @throws CatalogException when it is still paused after a restart
   */
  void resume() {
    until = Optional.empty();
    paused = false;
    settings.remove(KEY);
  }

  /** Whether no work may be done now. */
  boolean isPaused() {
    return paused || requested.get() > 0;
  }

  /** Whether a pause with an end has come to it. */
  boolean isOver() {
    return paused && until.isPresent() && !clock.instant().isBefore(until.get());
  }

  /** Whether the pause that was asked for last survives a restart. */
  boolean isKept() {
    return kept;
  }

  Optional<Instant> until() {
    return until;
  }

  private void note(Optional<Instant> newUntil) {
    settings.put(KEY, newUntil.map(Instant::toString).orElse(FOREVER));
    kept = true;
  }

  private void restore(String noted) {
    until = noted.equals(FOREVER) ? Optional.empty() : Optional.of(Instant.parse(noted));
    paused = true;
    kept = true;
  }
}
