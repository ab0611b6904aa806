package org.stillkeep.ente;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Does the same for several things, a few at a time, on threads that end with it.
 *
 * @param mostAtOnce how many threads there are at most
 * @param threadName of all of them
 */
record CallsAtOnce(int mostAtOnce, String threadName) {

  /** What is done for each; on any of the threads. */
  interface Work<T, R> {
    R run(T item) throws IOException;
  }

  /**
   * Waits until all are done. After one has failed, none is begun any more.
   *
   * @return what came of each, in their order
   * @throws IOException that of the first in their order that failed; others may be done, before it and after
   * @throws CancellationException when asked to stop
   */
  <T, R> List<R> each(List<T> items, Work<T, R> work) throws IOException {
    if (items.isEmpty()) {
      return List.of();
    }
    AtomicBoolean hasFailed = new AtomicBoolean();
    ExecutorService threads = Executors.newFixedThreadPool(Math.min(mostAtOnce, items.size()), this::thread);
    try {
      return results(threads.invokeAll(items.stream().map(item -> new Task<>(item, work, hasFailed)).toList()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    } finally {
      threads.shutdownNow();
    }
  }

  private static <R> List<R> results(List<Future<R>> answers) throws IOException, InterruptedException {
    List<R> results = new ArrayList<>(answers.size());
    CancellationException cancelled = null;
    for (Future<R> answer : answers) {
      try {
        results.add(answer.get());
      } catch (ExecutionException e) {
        if (e.getCause() instanceof IOException failure) {
          throw failure;
        }
        if (e.getCause() instanceof Error error) {
          // Memory that has run out, for one, which whoever called can say as that.
          throw error;
        }
        if (!(e.getCause() instanceof CancellationException cancellation)) {
          throw new IllegalStateException(e.getCause());
        }
        cancelled = cancellation;
      }
    }
    if (cancelled != null) {
      throw cancelled;
    }
    return results;
  }

  private Thread thread(Runnable task) {
    Thread thread = new Thread(task, threadName);
    thread.setDaemon(true);
    return thread;
  }

  private record Task<T, R>(T item, Work<T, R> work, AtomicBoolean hasFailed) implements Callable<R> {

    @Override
    public R call() throws IOException {
      if (hasFailed.get()) {
        throw new CancellationException("another one failed");
      }
      boolean isDone = false;
      try {
        R result = work.run(item);
        isDone = true;
        return result;
      } finally {
        if (!isDone) {
          hasFailed.set(true);
        }
      }
    }
  }
}
