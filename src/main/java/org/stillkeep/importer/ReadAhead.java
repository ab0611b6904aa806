package org.stillkeep.importer;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.stillkeep.catalog.ListedEntry;
import org.stillkeep.importer.ImportPlan.Add;
import org.stillkeep.store.StoreException;

/**
 * Reads several groups at the same time, by threads of its own, and hands out what came of them in their order, to the thread
 * that runs the import: so all that follows is decided as if they had been read one after the other.
 *
 * <p>Content that is on its way, or only waits for its rows, is not read a second time: the group that has it, too, waits.
 */
final class ReadAhead implements Closeable {

  /** What waits for a large one before it takes a few KiB each. */
  private static final int GROUPS_PER_THREAD = 16;

  private static final long TICK_MILLIS = 100;

  /** When so many fail one after the other, it is no longer this or that content which the store does not take. */
  private static final int MOST_REFUSED_IN_A_ROW = 5;

  /** A store may say so of one content, and take all others. */
  private static final Set<StoreException.Reason> OF_ONE =
      EnumSet.of(StoreException.Reason.UNAVAILABLE, StoreException.Reason.REFUSED);

  /** The thread that runs the import. */
  interface Taker {

    /** Takes what came of the next group. */
    void take(ContentReader.Reading reading) throws IOException;

    /** Hears that the store did not take the next group's content; another time it may. */
    void refused(AssetGroup group, StoreException why);

    /** Whether one of these contents was taken, and has no rows yet. */
    boolean mayHold(Set<ContentKey> contents);

    /** Gives all that was taken its rows. */
    void commit() throws IOException;

    /**
     * Hears ten times a second, and after each group, how it goes.
     *
     * @param latest the group that was begun last, if it was not told before
     */
    void progressed(Optional<AssetGroup> latest);
  }

  /** How an archive names content before it is read. */
  record ContentKey(long sizeBytes, long crc32) {

    /** Those of all copies in a group, halves of live photos among them. */
    static Set<ContentKey> of(AssetGroup group, SetReading entries) {
      Set<ContentKey> contents = new HashSet<>();
      group.media().forEach(ref -> contents.add(of(entries.entry(ref))));
      return contents;
    }

    private static ContentKey of(ListedEntry entry) {
      return new ContentKey(entry.sizeBytes(), entry.crc32());
    }
  }

  private record Pending(AssetGroup group, Set<ContentKey> contents, Future<ContentReader.Reading> reading) {}

  private final ContentReader reader;
  private final SetReading entries;
  private final BooleanSupplier stopRequested;
  private final AtomicBoolean abandoned;
  private final int window;
  private final ExecutorService threads;
  private final Deque<Pending> pending = new ArrayDeque<>();

  /** Of all that is pending, none of which has another's. */
  private final Set<ContentKey> onTheirWay = new HashSet<>();
  private final AtomicReference<AssetGroup> latest = new AtomicReference<>();
  private Optional<StoreException> firstRefusal = Optional.empty();
  private Optional<ReadingTurn> latestTurn = Optional.empty();
  private int refusedInARow;

  /**
   * @param stopRequested is asked by the thread that runs the import alone
   * @param abandoned is set when the other threads are to let go of everything
   */
  ReadAhead(
      ContentReader reader, SetReading entries, int threadCount, BooleanSupplier stopRequested, AtomicBoolean abandoned) {
    this.reader = reader;
    this.entries = entries;
    this.stopRequested = stopRequested;
    this.abandoned = abandoned;
    this.window = threadCount * GROUPS_PER_THREAD;
    AtomicInteger number = new AtomicInteger();
    this.threads =
        Executors.newFixedThreadPool(
            threadCount,
            task -> {
              Thread thread = new Thread(task, "stillkeep-content-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Reads all groups.
   *
   * @return why the store did not take one group or another, while it took others; nothing is noted of those, they are to be
   *     tried again another time
   * @throws IOException when the store fails for all; what others had finished by then has been taken
   * @throws CancellationException when stopped, likewise
   */
  Optional<StoreException> readAll(List<Add> adds, Taker taker) throws IOException {
    try {
      for (Add add : adds) {
        Stop.check(stopRequested);
        begin(add.group(), taker);
      }
      while (!pending.isEmpty()) {
        takeNext(taker);
      }
      return firstRefusal;
    } catch (IOException | CancellationException e) {
      takeFinished(taker, e);
      throw e;
    }
  }

  /** Abandons all that is being read, and waits until every thread has let go of it: a second at most. */
  @Override
  public void close() {
    abandoned.set(true);
    threads.shutdown();
    boolean interrupted = false;
    boolean ended = false;
    while (!ended) {
      try {
        ended = threads.awaitTermination(TICK_MILLIS, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void begin(AssetGroup group, Taker taker) throws IOException {
    Set<ContentKey> contents = ContentKey.of(group, entries);
    while (pending.size() >= window || isOnItsWay(contents)) {
      takeNext(taker);
    }
    if (taker.mayHold(contents)) {
      taker.commit();
    }
    ReadingTurn turn = turnOf(group);
    onTheirWay.addAll(contents);
    pending.add(new Pending(group, contents, threads.submit(() -> read(group, turn))));
  }

  /** Threads take groups in the order in which these are begun: the one whose turn it is never waits for a thread. */
  private ReadingTurn turnOf(AssetGroup group) {
    if (!reader.isReadInTurn(group)) {
      return ReadingTurn.any();
    }
    latestTurn = latestTurn.map(ReadingTurn::after).or(() -> Optional.of(ReadingTurn.any()));
    return latestTurn.get();
  }

  /** On one of the threads. */
  private ContentReader.Reading read(AssetGroup group, ReadingTurn turn) throws IOException {
    try {
      turn.await(abandoned::get);
      Stop.check(abandoned::get);
      return reader.read(group, turn, latest::set, () -> {}, abandoned::get);
    } finally {
      turn.end();
    }
  }

  private boolean isOnItsWay(Set<ContentKey> contents) {
    return !Collections.disjoint(onTheirWay, contents);
  }

  private void takeNext(Taker taker) throws IOException {
    Future<ContentReader.Reading> next = pending.element().reading();
    boolean done = false;
    while (!done) {
      Stop.check(stopRequested);
      done = await(next);
      taker.progressed(Optional.ofNullable(latest.getAndSet(null)));
    }
    Pending taken = pending.remove();
    onTheirWay.removeAll(taken.contents());
    AssetGroup group = taken.group();
    ContentReader.Reading reading;
    try {
      reading = result(next);
    } catch (StoreException e) {
      passOver(group, e, taker);
      return;
    }
    if (reading.content().flatMap(Content::sealed).isPresent()) {
      refusedInARow = 0;
    }
    taker.take(reading);
  }

  private void passOver(AssetGroup group, StoreException refusal, Taker taker) throws StoreException {
    refusedInARow++;
    taker.refused(group, refusal);
    if (!OF_ONE.contains(refusal.reason()) || refusedInARow == MOST_REFUSED_IN_A_ROW) {
      throw refusal;
    }
    firstRefusal = firstRefusal.or(() -> Optional.of(named(group, refusal)));
  }

  /** A store does not know what it is given. */
  private StoreException named(AssetGroup group, StoreException refusal) {
    String name = entries.entry(group.items().get(0).media()).fileName();
    return new StoreException(refusal.reason(), name + ": " + refusal.getMessage(), refusal);
  }

  private static boolean await(Future<ContentReader.Reading> next) {
    try {
      next.get(TICK_MILLIS, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      return true; // said by result()
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    }
  }

  /** Of a group that is done with. */
  private static ContentReader.Reading result(Future<ContentReader.Reading> done) throws IOException {
    try {
      return done.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      } else if (e.getCause() instanceof RuntimeException bug) {
        throw bug;
      } else if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /** What was sent is worth keeping: it only wants its rows. */
  private void takeFinished(Taker taker, Exception reason) {
    close();
    try {
      for (Pending each : pending) {
        Optional<ContentReader.Reading> finished = finished(each.reading());
        if (finished.isPresent()) {
          taker.take(finished.get());
        }
      }
    } catch (IOException | CancellationException e) {
      reason.addSuppressed(e);
    }
  }

  /** Empty for what was abandoned, or failed after something else had failed already. */
  private static Optional<ContentReader.Reading> finished(Future<ContentReader.Reading> reading) {
    try {
      return Optional.of(reading.get());
    } catch (ExecutionException e) {
      return Optional.empty(); // why the run ends was said by the first
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
