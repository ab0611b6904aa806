package org.stillkeep.export;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.stillkeep.catalog.LedgerFile;
import org.stillkeep.files.NetworkDisks;
import org.stillkeep.library.Library;
import org.stillkeep.store.StoreException;

/**
 * The threads that write new files. They know no ledger and decide nothing; after the first failure they begin nothing more, until
 * somebody has seen to it. Used by the pass's thread.
 */
final class WriterThreads implements Closeable {

  private static final long TICK_MILLIS = 20;

  /** A file's force waits for the disk most of the time, and several of them wait together. */
  private static final int ON_LOCAL_DISK = 4;

  /** Over a network, every call waits for its answer. */
  private static final int ON_NETWORK = 8;

  /** What one holds: a sealed chunk, and a buffer. */
  private static final long BYTES = 5L << 20;

  /** From afar, also a live photo as long as usual ones are. */
  private static final long BYTES_FROM_AFAR = 24L << 20;

  /** Other exports and an import want their share, too. */
  private static final int SHARE_OF_HEAP = 4;

  private final ByteCount told;
  private final NewFileWriter writer;
  private final ThreadPoolExecutor threads;
  private final AtomicBoolean faltered = new AtomicBoolean();

  /** Bytes that have come by since they were told last; below 0 when some of them came to nothing. */
  private final AtomicLong untoldBytes = new AtomicLong();

  /** @param told hears of the bytes on their way, on the pass's thread */
  WriterThreads(Library library, ExportFiles files, ByteCount told) {
    this.told = told;
    this.writer = new NewFileWriter(library, files, new Untold());
    int most = mostWithin(Runtime.getRuntime().maxMemory(), NetworkDisks.typeOf(files.root()).isPresent(), library.isRemote());
    AtomicInteger number = new AtomicInteger();
    this.threads =
        new ThreadPoolExecutor(
            most,
            most,
            1,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "stillkeep-write-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  /** How many may write at once to a disk, or over a network, out of a library here or afar, with a heap of this size. */
  static int mostWithin(long heapBytes, boolean overNetwork, boolean fromAfar) {
    long wanted = overNetwork ? ON_NETWORK : ON_LOCAL_DISK;
    return (int) Math.max(1, Math.min(wanted, heapBytes / SHARE_OF_HEAP / (fromAfar ? BYTES_FROM_AFAR : BYTES)));
  }

  /** What is being written for one step. */
  final class Job {

    private final NewFiles wanted;
    private final Future<Optional<List<LedgerFile>>> written;
    private volatile boolean begun;

    private Job(NewFiles wanted) {
      this.wanted = wanted;
      this.written = threads.submit(this::begin);
    }

    NewFiles files() {
      return wanted;
    }

    /** Waits a little; whether it is over. */
    boolean await() {
      try {
        written.get(TICK_MILLIS, TimeUnit.MILLISECONDS);
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

    /**
     * What came of a job that is over: the rows of files whose names are not durable yet. Empty when it was not begun, since another
     * one failed.
     */
    Optional<List<LedgerFile>> result() throws IOException {
      try {
        return written.get();
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

    /** The same after {@link #close}, of what had been finished by then. */
    Optional<List<LedgerFile>> finished() throws IOException {
      try {
        return written.isDone() ? result() : Optional.empty();
      } catch (IOException | CancellationException e) {
        return Optional.empty(); // why the pass ends has been said
      }
    }

    /** Whether nothing was done for it, once it is over or {@link #close} has returned: one that is cancelled may just have been begun. */
    boolean wasNotBegun() {
      return !begun;
    }

    private Optional<List<LedgerFile>> begin() throws IOException {
      if (faltered.get()) {
        return Optional.empty();
      }
      begun = true;
      return write(wanted);
    }
  }

  /** Has the files of a step written when it is their turn. */
  Job submit(NewFiles wanted) {
    return new Job(wanted);
  }

  /** Whether one has failed, so that nothing more is begun. */
  boolean haveFaltered() {
    return faltered.get();
  }

  /** Whatever failed has been seen to. */
  void goOn() {
    faltered.set(false);
  }

  /** Tells of the bytes that have come by. */
  void tellProgress() {
    long bytes = untoldBytes.getAndSet(0);
    if (bytes > 0) {
      told.wrote(bytes);
    } else if (bytes < 0) {
      told.takeBack(-bytes);
    }
  }

  private Optional<List<LedgerFile>> write(NewFiles wanted) throws IOException {
    boolean went = false;
    try {
      List<LedgerFile> rows = writer.write(wanted);
      went = true;
      return Optional.of(rows);
    } catch (SourceException e) {
      // One that is damaged says nothing of the others.
      went = !(e.getCause() instanceof StoreException);
      throw e;
    } finally {
      faltered.compareAndSet(false, !went);
    }
  }

  /** Begins nothing more, and waits until every thread has let go of what it writes, which {@link ExportFiles#abandon} hastens. */
  @Override
  public void close() {
    threads.getQueue().stream().filter(Future.class::isInstance).forEach(each -> ((Future<?>) each).cancel(false));
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
    tellProgress();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Untold implements ByteCount {

    @Override
    public void wrote(long bytes) {
      untoldBytes.addAndGet(bytes);
    }

    @Override
    public void takeBack(long bytes) {
      untoldBytes.addAndGet(-bytes);
    }
  }
}
