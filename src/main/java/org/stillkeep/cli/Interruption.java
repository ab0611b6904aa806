package org.stillkeep.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Ctrl-C, a termination signal or a logout: work is asked to stop, and the process waits a few seconds for it before it ends.
 */
final class Interruption implements BooleanSupplier, AutoCloseable {

  /** With what comes after it, within the five seconds after which service managers and desktops kill. */
  private static final long WAIT_SECONDS = 4;

  private final CountDownLatch workEnded = new CountDownLatch(1);
  private final Thread hook;
  private volatile Runnable onInterruption = () -> {};
  private volatile boolean interrupted;

  private Interruption() {
    this.hook = new Thread(this::interrupt, "stillkeep-interruption");
  }

  /** Begins to watch; closing it says that the work has ended. */
  static Interruption watch() {
    Interruption interruption = new Interruption();
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    return interruption;
  }

  /** What to do at once when interrupted; called on another thread. */
  void onInterruption(Runnable action) {
    onInterruption = action;
    if (interrupted) {
      action.run();
    }
  }

  /** Ends the process as a termination signal does, whatever hangs. Returns at once. */
  void end() {
    Thread ending = new Thread(() -> System.exit(ExitCode.DONE.number()), "stillkeep-end");
    ending.setDaemon(true);
    ending.start();
  }

  /** Whether the work is to stop. */
  @Override
  public boolean getAsBoolean() {
    return interrupted;
  }

  @Override
  public void close() {
    workEnded.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException alreadyShuttingDown) {
      interrupted = true;
    }
  }

  private void interrupt() {
    interrupted = true;
    onInterruption.run();
    try {
      if (!workEnded.await(WAIT_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("ending without waiting for the disk any longer");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
