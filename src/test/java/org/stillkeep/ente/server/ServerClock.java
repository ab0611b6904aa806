package org.stillkeep.ente.server;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The server's time in microseconds. Each change of a row gets one of its own, later than all before it. */
final class ServerClock {

  private final Clock clock;

  /** Guarded by this. */
  private long offsetMicros;

  /** Guarded by this. */
  private long lastTick;

  ServerClock(Clock clock) {
    this.clock = clock;
  }

  synchronized long now() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant()) + offsetMicros;
  }

  /** A time for a change. */
  synchronized long tick() {
    lastTick = Math.max(now(), lastTick + 1);
    return lastTick;
  }

  /** Makes sure that later changes are later than this one. */
  synchronized void seen(long tick) {
    lastTick = Math.max(lastTick, tick);
  }

  synchronized void advance(Duration by) {
    offsetMicros += by.toNanos() / 1000;
  }

  static long micros(Duration duration) {
    return duration.toNanos() / 1000;
  }
}
