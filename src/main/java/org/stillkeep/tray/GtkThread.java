package org.stillkeep.tray;

import dorkbox.jna.linux.GtkEventDispatch;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The thread on which GTK lives. What is done there in one go reaches the panel as one change. */
final class GtkThread {

  private static final Duration TIME_TO_START = Duration.ofSeconds(5);
  private static final long MILLIS_BETWEEN_LOOKS = 5;

  private GtkThread() {}

  /**
   * Starts GTK, and its thread, and waits until that is at work: what the library does before runs on the thread that asks, beside
   * GTK's own, and now and then both stand still for ever.
   *
   * @throws IllegalStateException if GTK does not come to work, for want of a display for instance
   */
  static void start() throws InterruptedException {
    GtkEventDispatch.startGui(false, true, false);
    long end = System.nanoTime() + TIME_TO_START.toNanos();
    while (!isAtWork(end)) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("GTK does not start");
      }
      Thread.sleep(MILLIS_BETWEEN_LOOKS);
    }
  }

  /** Whether what is sent there runs there. */
  private static boolean isAtWork(long end) throws InterruptedException {
    CompletableFuture<Thread> ranOn = new CompletableFuture<>();
    GtkEventDispatch.dispatch(() -> ranOn.complete(Thread.currentThread()));
    try {
      return ranOn.get(end - System.nanoTime(), TimeUnit.NANOSECONDS) != Thread.currentThread();
    } catch (ExecutionException | TimeoutException e) {
      return false;
    }
  }

  /** Does something there and waits for it, for as long as GTK is busy otherwise. */
  static void run(Runnable work) throws InterruptedException {
    CompletableFuture<Void> done = new CompletableFuture<>();
    GtkEventDispatch.dispatch(
        () -> {
          try {
            work.run();
            done.complete(null);
          } catch (Throwable e) {
            // Nobody below catches what goes through native code.
            done.completeExceptionally(e);
          }
        });
    try {
      done.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the menu was not changed", e.getCause());
    }
  }
}
