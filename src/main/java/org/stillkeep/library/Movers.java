package org.stillkeep.library;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.stillkeep.catalog.StoredAsset;
import org.stillkeep.store.NewFile;
import org.stillkeep.store.StoredFile;

/**
 * Moves several assets at once, each on a thread of its own; what becomes of them is told by the caller's thread, in the order
 * in which they were given. When one of them fails for good, all end before the failure is thrown.
 */
final class Movers implements AutoCloseable {

  private final Mover mover;
  private final int atOnce;
  private final ExecutorService threads;
  private final AtomicBoolean givenUp = new AtomicBoolean();

  /** @param bytesPassed is told by any of the threads */
  Movers(
      LibraryInside source, LibraryInside target, int atOnce, LongConsumer bytesPassed, BooleanSupplier stopRequested) {
    this.mover = new Mover(source, target, bytesPassed, () -> givenUp.get() || stopRequested.getAsBoolean());
    this.atOnce = atOnce;
    this.threads = Executors.newFixedThreadPool(atOnce, work -> new Thread(work, "stillkeep-mover"));
  }

  /** One asset, its row in the source, and the album of the target that is to have it. */
  record Load(StoredFile row, StoredAsset asset, long albumId) {}

  /** Hears what became of a load. */
  interface Taker {
    void moved(Load load, NewFile file) throws IOException;

    /** It stays where it is; throws the failure when that is not its own fault. */
    void failed(Load load, IOException failure) throws IOException;
  }

  private record Underway(Load load, Future<NewFile> file) {}

  void move(List<Load> loads, Taker taker) throws IOException {
    Deque<Underway> underway = new ArrayDeque<>();
    boolean isDone = false;
    try {
      Iterator<Load> next = loads.iterator();
      while (next.hasNext() || !underway.isEmpty()) {
        while (next.hasNext() && underway.size() < 2 * atOnce) {
          Load load = next.next();
          underway.add(new Underway(load, threads.submit(() -> mover.move(load.row, load.asset, load.albumId))));
        }
        take(underway.remove(), taker);
      }
      isDone = true;
    } finally {
      if (!isDone) {
        endAll(underway);
      }
    }
  }

  private static void take(Underway first, Taker taker) throws IOException {
    NewFile file;
    try {
      file = get(first.file);
    } catch (IOException e) {
      taker.failed(first.load, e);
      return;
    }
    taker.moved(first.load, file);
  }

  private static NewFile get(Future<NewFile> future) throws IOException {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /** Those that are on their way see that they are to stop, and are waited for: nobody may touch the stores after this. */
  private void endAll(Deque<Underway> underway) {
    givenUp.set(true);
    underway.forEach(each -> each.file.cancel(false));
    close();
  }

  @Override
  public void close() {
    threads.shutdown();
    boolean interrupted = false;
    while (!threads.isTerminated()) {
      try {
        threads.awaitTermination(1, TimeUnit.HOURS);
      } catch (InterruptedException e) {
        interrupted = true;
        givenUp.set(true);
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
