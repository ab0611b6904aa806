package org.stillkeep.web;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes sockets that take too long. Closing is what ends a read or write that blocks, with TLS or without. Its one thread lives only
 * while something is being watched.
 */
final class Watchdog implements Closeable {

  private static final Logger log = LoggerFactory.getLogger(Watchdog.class);
  private static final int IDLE_SECONDS = 1;

  private final ScheduledThreadPoolExecutor timer;

  /** Something that is being watched, until it is called off. */
  interface Watch extends AutoCloseable {

    /** Ends the watch: what was watched is done. */
    @Override
    void close();
  }

  Watchdog() {
    timer =
        new ScheduledThreadPoolExecutor(
            1,
            work -> {
              Thread thread = new Thread(work, "stillkeep-page-timeouts");
              thread.setDaemon(true);
              return thread;
            });
    timer.setRemoveOnCancelPolicy(true);
    timer.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
    timer.allowCoreThreadTimeOut(true);
  }

  /**
   * Closes the socket when the watch has not been closed within the given time.
   *
   * @throws IOException when this watchdog has been closed, and the page with it
   */
  Watch watch(Closeable socket, Duration within) throws IOException {
    try {
      ScheduledFuture<?> closing = timer.schedule(() -> drop(socket), within.toMillis(), TimeUnit.MILLISECONDS);
      return () -> closing.cancel(false);
    } catch (RejectedExecutionException e) {
      throw new IOException("the status page has been closed", e);
    }
  }

  /** Ends all watches; nothing is closed by it. */
  @Override
  public void close() {
    timer.shutdownNow();
  }

  private static void drop(Closeable socket) {
    try {
      socket.close();
    } catch (IOException e) {
      log.debug("a connection that took too long could not be closed: {}", e.toString());
    }
  }
}
