package org.stillkeep.tray;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Paints the newest drawing, on a thread of its own: at once, but no sooner than some time after the one before, so that nothing
 * flickers. What was never seen is never missed. Sleeps without limit while nothing changes. Safe for all threads.
 */
final class Painter {

  private final Consumer<Drawing> canvas;
  private final Duration apart;
  private final Thread thread;
  private Optional<Drawing> newest = Optional.empty();
  private boolean closed;

  private Painter(Consumer<Drawing> canvas, Duration apart) {
    this.canvas = canvas;
    this.apart = apart;
    this.thread = new Thread(this::paint, "stillkeep-tray");
    thread.setDaemon(true);
  }

  /**
   * Starts the thread.
   *
   * @param canvas called with one drawing after the other, always on the painter's thread
   * @param apart the least time between two
   */
  static Painter start(Consumer<Drawing> canvas, Duration apart) {
    Painter painter = new Painter(canvas, apart);
    painter.thread.start();
    return painter;
  }

  /** Asks for this instead of anything that was not painted yet. */
  synchronized void paint(Drawing drawing) {
    newest = Optional.of(drawing);
    notifyAll();
  }

  /** Paints no more; returns when the painter has left the canvas, or after the time that it gets for that. */
  void close(Duration patience) throws InterruptedException {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    thread.join(patience.toMillis());
  }

  private void paint() {
    Optional<Drawing> painted = Optional.empty();
    try {
      for (Optional<Drawing> next = nextAfter(painted); next.isPresent(); next = nextAfter(painted)) {
        canvas.accept(next.get());
        painted = next;
        rest();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for a drawing that looks different; empty when there will be none. */
  private synchronized Optional<Drawing> nextAfter(Optional<Drawing> painted) throws InterruptedException {
    while (!closed && newest.equals(painted)) {
      wait();
    }
    return closed ? Optional.empty() : newest;
  }

  private synchronized void rest() throws InterruptedException {
    long end = System.nanoTime() + apart.toNanos();
    for (long left = apart.toNanos(); !closed && left > 0; left = end - System.nanoTime()) {
      // Rounded up: waiting for 0 means for ever.
      wait(left / 1_000_000 + 1);
    }
  }
}
