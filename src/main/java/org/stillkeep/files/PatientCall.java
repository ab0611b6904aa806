package org.stillkeep.files;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks a disk that may hang, as one on a network can for hours, and waits for its answer so long and no longer. Each question
 * is asked on a thread of its own, which nobody can end before the disk answers; until then no further one is asked, so that
 * threads do not pile up. For one thread at a time.
 */
public final class PatientCall<T> {

  private final ThreadFactory threads;
  private Optional<FutureTask<T>> asked = Optional.empty();
  private boolean refused;

  /** @param threadName tells in a thread dump which disk hangs */
  public PatientCall(String threadName) {
    this(task -> new Thread(task, threadName));
  }

  /** @param threads makes the thread that asks a question, but does not start it */
  PatientCall(ThreadFactory threads) {
    this.threads = threads;
  }

  /**
   * Asks, unless an earlier question is still without an answer. Returns at once.
   *
   * @return whether it was asked
   * @throws OutOfMemoryError when the system gives the program no more threads, which says nothing about the disk
   */
  public boolean ask(Callable<T> question) {
    refused = asked.filter(earlier -> !earlier.isDone()).isPresent();
    if (refused) {
      return false;
    }
    FutureTask<T> task = new FutureTask<>(question);
    Thread thread = threads.newThread(task);
    thread.setDaemon(true);
    thread.start();
    // Not before: a question that no thread asks would stay without an answer for ever.
    asked = Optional.of(task);
    return true;
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
