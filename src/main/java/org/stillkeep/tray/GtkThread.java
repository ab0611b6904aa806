package org.stillkeep.tray;

import dorkbox.jna.linux.GtkEventDispatch;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** The thread on which GTK lives. What is done there in one go reaches the panel as one change. */
final class GtkThread {

  private GtkThread() {}

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
