package org.stillkeep.platform;

import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How readily the system gives this whole process the processor and the disk while others want them, too. It can only be lowered:
 * who may raise it again is another question on each system. What is lowered already, by whoever started the process, stays so.
 */
public final class Precedence {

  private static final Logger log = LoggerFactory.getLogger(Precedence.class);

  /** What a system calls it. */
  interface Scheduler {

    /** Lowers the precedence of all that this process runs now or later; false when the system refuses that. */
    boolean lowerProcessor(int nice);

    /** Lets all that this process runs now or later take no more of the disk than that; false when the system refuses that. */
    boolean lowerDisk(DiskShare most);
  }

  private final Optional<Scheduler> scheduler;

  private Precedence(Optional<Scheduler> scheduler) {
    this.scheduler = scheduler;
  }

  /** That of this process. Loads native code, which takes a tenth of a second. */
  public static Precedence ofThisProcess() {
    try {
      return new Precedence(scheduler(System.getProperty("os.name").toLowerCase(Locale.ROOT)));
    } catch (LinkageError | RuntimeException e) {
      log.debug("nothing can be said to this system's scheduler", e);
      return new Precedence(Optional.empty());
    }
  }

  private static Optional<Scheduler> scheduler(String system) {
    if (system.startsWith("linux")) {
      return Optional.of(new LinuxScheduler());
    } else if (system.startsWith("mac")) {
      return Optional.of(new MacScheduler());
    }
    return system.startsWith("windows") ? Optional.of(new WindowsScheduler()) : Optional.empty();
  }

  /**
   * Leaves the processor to others.
   *
   * @param nice how readily: from 0, as everybody else, to 19, only while nobody else wants it
   * @return whether it is so now
   */
  public boolean lowerProcessor(int nice) {
    return scheduler.isPresent() && tried(() -> scheduler.get().lowerProcessor(nice));
  }

  /**
   * Leaves the disk to others, where its driver heeds that.
   *
   * @param most what is taken at most while others want it
   * @return whether the system has taken note
   */
  public boolean lowerDisk(DiskShare most) {
    return scheduler.isPresent() && tried(() -> scheduler.get().lowerDisk(most));
  }

  private static boolean tried(BooleanSupplier call) {
    try {
      return call.getAsBoolean();
    } catch (LinkageError | RuntimeException e) {
      log.debug("the system has no such call", e);
      return false;
    }
  }
}
