package org.stillkeep.files;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks a disk that may hang, as one on a network can for hours, and waits for its answer so long and no longer. Each question
 * is asked on a thread of its own, which nobody can end before the disk answers; until then no further one is asked, so that
 * threads do not pile up. For one thread at a time.
 */
public final class PatientCall<T> {

  private final String threadName;
  private Optional<FutureTask<T>> asked = Optional.empty();
  private boolean refused;

  /** @param threadName tells in a thread dump which disk hangs */
  public PatientCall(String threadName) {
    this.threadName = threadName;
  }

  /**
   * Asks, unless an earlier question is still without an answer. Returns at once.
   *
   * @return whether it was asked
   */
  public boolean ask(Callable<T> question) {
    refused = asked.filter(earlier -> !earlier.isDone()).isPresent();
    if (refused) {
      return false;
    }
    FutureTask<T> task = new FutureTask<>(question);
    asked = Optional.of(task);
    Thread thread = new Thread(task, threadName);
    thread.setDaemon(true);
    try {
      thread.start();
    } catch (OutOfMemoryError e) {
      asked = Optional.of(unasked(e));
    }
    return true;
  }

  /** Containers bound the number of threads: that is an answer, too, and the next question may find it otherwise. */
  private FutureTask<T> unasked(OutOfMemoryError reason) {
    FutureTask<T> failed =
        new FutureTask<>(
            () -> {
              throw new IOException("no thread can be started to ask it", reason);
            });
    failed.run();
    return failed;
  }

  /**
   * The answer to the latest question; empty when the disk is silent, and at once when an earlier one is still without an
   * answer.
   *
   * @param deadlineNanos until when to wait, by {@link System#nanoTime}
   * @throws IOException as the question did
   */
  public Optional<T> await(long deadlineNanos) throws IOException {
    if (refused) {
      return Optional.empty();
    }
    try {
      return Optional.of(asked.orElseThrow().get(Math.max(0, deadlineNanos - System.nanoTime()), TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    } catch (ExecutionException e) {
      throw asIs(e.getCause());
    }
  }

  private static IOException asIs(Throwable failure) {
    if (failure instanceof RuntimeException runtime) {
      throw runtime;
    }
    if (failure instanceof Error error) {
      throw error;
    }
    return failure instanceof IOException io ? io : new IOException(failure);
  }
}
