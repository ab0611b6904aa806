package org.stillkeep.agent;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stillkeep.catalog.AssetState;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.catalog.StoredAsset;
import org.stillkeep.library.ByteLimit;
import org.stillkeep.library.Library;
import org.stillkeep.store.StoreException;

/**
 * Reads the library's content again, a day's share each day: what was read the longest ago comes first, so that all of it is read
 * once in so many days. How far it is lies in the catalog and survives a restart. For one thread.
 */
final class Reread {

  private static final Logger log = LoggerFactory.getLogger(Reread.class);
  private static final String SHARE_READ = "agent.reread";
  private static final int PAGE_ROWS = 100;

  /** When so many fail one after the other, it is the store that fails, and not this or that content. */
  private static final int MOST_AWAY_IN_A_ROW = 3;

  private final Library library;
  private final Catalog catalog;
  private final RereadOptions options;
  private final Clock clock;
  private final ByteLimit limit;
  private final Deque<StoredAsset> next = new ArrayDeque<>();

  /** Could not be read, for reasons that are not theirs; not tried again by this object. */
  private final Set<Long> failed = new HashSet<>();

  private volatile Optional<String> failure = Optional.empty();

  /** What it was before the last ones failed. */
  private Optional<String> failureBefore = Optional.empty();

  /** The last ones that the store did not give out. */
  private final List<Long> awayInARow = new ArrayList<>();

  Reread(Library library, Catalog catalog, RereadOptions options, Clock clock, LongSupplier nanoTime) {
    this.library = library;
    this.catalog = catalog;
    this.options = options;
    this.clock = clock;
    this.limit = new ByteLimit(options.bytesPerSecond(), nanoTime, LockSupport::parkNanos);
  }

  /**
   * Reads the next content, if it is due and today's share is not used up.
   *
   * @param stopRequested asked all along; content that was not read to its end is read again later
   * @return false when there is nothing to do for today
   * @throws StoreException when the store is away
   * @throws CancellationException when stopped
   */
  boolean readNext(BooleanSupplier stopRequested) throws IOException {
    if (options.days() == 0 || readToday() >= shareOfADay()) {
      return false;
    }
    StoredAsset due = nextDue();
    if (due == null) {
      return false;
    }
    options.giveWay().run();
    try {
      library
          .health()
          .read(due, clock.instant(), new Paced(stopRequested), stopRequested)
          .ifPresent(damage -> log.warn("read again, and damaged: {}", damage.getMessage()));
      awayInARow.clear();
      noteRead(readToday() + due.content().ciphertextBytes());
    } catch (StoreException e) {
      if (e.reason() != StoreException.Reason.UNAVAILABLE) {
        throw e;
      }
      if (awayInARow.isEmpty()) {
        failureBefore = failure;
      }
      skip(due, e);
      awayInARow.add(due.id());
      if (awayInARow.size() == MOST_AWAY_IN_A_ROW) {
        forgiveAll();
        throw e;
      }
    } catch (IOException e) {
      skip(due, e);
    }
    return true;
  }

  /** Why something could not be read of late, by which photo; empty when all could. Any thread may ask. */
  Optional<String> failure() {
    return failure;
  }

  private void skip(StoredAsset due, IOException e) {
    String name = library.health().nameOf(due);
    log.warn("{} could not be read again: {}", name, e.toString());
    failed.add(due.id());
    failure = Optional.of(name + ": " + e.getMessage());
  }

  /** It was the store that failed: they are read again with it. */
  private void forgiveAll() {
    awayInARow.forEach(failed::remove);
    awayInARow.clear();
    failure = failureBefore;
  }

  /** A few large contents may be more than a share, and a young library has nothing that is old: neither is read day by day. */
  private StoredAsset nextDue() {
    if (next.isEmpty()) {
      long before = clock.instant().minus(Duration.ofDays(options.days()).dividedBy(2)).toEpochMilli();
      catalog.checks().notReadSince(before, PAGE_ROWS + failed.size()).stream()
          .filter(stored -> !failed.contains(stored.id()))
          .forEach(next::add);
    }
    return next.poll();
  }

  private long shareOfADay() {
    return Math.max(1, catalog.assets().contentBytes(AssetState.ACTIVE) / options.days());
  }

  private long readToday() {
    return catalog
        .settings()
        .get(SHARE_READ)
        .map(noted -> noted.split(" "))
        .filter(noted -> noted[0].equals(today()))
        .map(noted -> Long.parseLong(noted[1]))
        .orElse(0L);
  }

  private void noteRead(long bytes) {
    catalog.settings().put(SHARE_READ, today() + " " + bytes);
  }

  private String today() {
    return Long.toString(Duration.between(Instant.EPOCH, clock.instant()).toDays());
  }

  /** Keeps whoever writes to it waiting, so that no more goes by than may. */
  private final class Paced extends OutputStream {

    private final BooleanSupplier stopRequested;

    Paced(BooleanSupplier stopRequested) {
      this.stopRequested = stopRequested;
    }

    @Override
    public void write(int value) {
      limit.passed(1, stopRequested);
    }

    @Override
    public void write(byte[] buffer, int offset, int length) {
      limit.passed(length, stopRequested);
    }
  }
}
