package org.stillkeep.agent;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.stillkeep.catalog.SettingsTable;

/**
 * Whether the agent is paused. Survives a restart. Read by any thread; changed by the worker, except that {@link #request}
 * may come from anywhere so that work at hand stops at once.
 */
final class PauseSwitch {

  private static final String KEY = "agent.paused";
  private static final String FOREVER = "until resumed";

  private final SettingsTable settings;
  private final Clock clock;
  private volatile boolean paused;
  private volatile Optional<Instant> until = Optional.empty();

  PauseSwitch(SettingsTable settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
    settings.get(KEY).ifPresent(this::restore);
  }

  /** Stops work at hand at once; the worker makes it lasting by {@link #pause}. */
  void request() {
    paused = true;
  }

  void pause(Optional<Instant> newUntil) {
    settings.put(KEY, newUntil.map(Instant::toString).orElse(FOREVER));
    until = newUntil;
    paused = true;
  }

  void resume() {
    settings.remove(KEY);
    until = Optional.empty();
    paused = false;
  }

  /** Whether no work may be done now. */
  boolean isPaused() {
    return paused;
  }

  /** Whether a pause with an end has come to it. */
  boolean isOver() {
    return paused && until.isPresent() && !clock.instant().isBefore(until.get());
  }

  Optional<Instant> until() {
    return until;
  }

  private void restore(String kept) {
    until = kept.equals(FOREVER) ? Optional.empty() : Optional.of(Instant.parse(kept));
    paused = true;
  }
}
