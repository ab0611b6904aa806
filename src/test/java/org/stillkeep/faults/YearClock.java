package org.stillkeep.faults;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicLong;

/** The clocks of a computer, which a test moves: the one on the wall, and the one that only counts on. */
final class YearClock extends Clock {

  private volatile Instant wall;
  private final AtomicLong aheadNanos = new AtomicLong();
  private volatile ZoneId zone;

  YearClock(Instant wall, ZoneId zone) {
    this.wall = wall;
    this.zone = zone;
  }

  /** Time goes by, and the computer is on. */
  void pass(Duration time) {
    wall = wall.plus(time);
    aheadNanos.addAndGet(time.toNanos());
  }

  /** Only the wall's clock moves: the computer was asleep, or somebody has set it. */
  void jump(Duration time) {
    wall = wall.plus(time);
  }

  /** The computer travels. */
  void travel(ZoneId to) {
    zone = to;
  }

  /** Never goes back, and goes on by itself, as {@link System#nanoTime}. */
  long nanoTime() {
    return System.nanoTime() + aheadNanos.get();
  }

  @Override
  public Instant instant() {
    return wall;
  }

  @Override
  public ZoneId getZone() {
    return zone;
  }

  @Override
  public Clock withZone(ZoneId other) {
    return new YearClock(wall, other);
  }
}
