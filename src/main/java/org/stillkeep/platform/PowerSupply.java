package org.stillkeep.platform;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Whether the computer runs on its battery. May be asked by any thread at any time: the system is asked every few seconds at most, by
 * one of them, and the others go on with what was known.
 */
public final class PowerSupply {

  /** People who pull a plug wait for nothing; a battery's own electronics take some milliseconds to answer. */
  private static final long FRESH_NANOS = Duration.ofSeconds(5).toNanos();

  private final BooleanSupplier system;
  private final LongSupplier nanoTime;
  private final AtomicBoolean asking = new AtomicBoolean();
  private volatile boolean onBattery;
  private volatile long freshUntilNanos;

  /** That of this computer. */
  public PowerSupply() {
    this(ofSystem(System.getProperty("os.name").toLowerCase(Locale.ROOT)), System::nanoTime);
  }

  /** @param system asks it, and takes what is not known for mains */
  PowerSupply(BooleanSupplier system, LongSupplier nanoTime) {
    this.system = system;
    this.nanoTime = nanoTime;
    this.freshUntilNanos = nanoTime.getAsLong();
  }

  private static BooleanSupplier ofSystem(String name) {
    if (name.startsWith("linux")) {
      return new LinuxPower(Path.of("/sys/class/power_supply"));
    } else if (name.startsWith("mac")) {
      return new MacPower();
    }
    return name.startsWith("windows") ? new WindowsPower() : () -> false;
  }

  /** Whether it is known to do so, as of some seconds ago at most. */
  public boolean isOnBattery() {
    if (nanoTime.getAsLong() - freshUntilNanos >= 0 && asking.compareAndSet(false, true)) {
      try {
        onBattery = system.getAsBoolean();
        freshUntilNanos = nanoTime.getAsLong() + FRESH_NANOS;
      } finally {
        asking.set(false);
      }
    }
    return onBattery;
  }
}
