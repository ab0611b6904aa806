package org.stillkeep.export;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stillkeep.catalog.LedgerFile;
import org.stillkeep.catalog.LedgerTable;
import org.stillkeep.files.DurableFiles;
import org.stillkeep.library.Library;

/**
 * Has new files written by several threads at once, and takes what came of them in the order of the plan. It belongs to the pass's
 * thread, which alone changes the ledger: a group's intents are durable before any of its files is begun, and what was written is
 * recorded after its folders were forced, each once for many files.
 *
 * <p>What does not go smoothly is left to {@link Attempts}, one step after the other, so that failures are judged, tried again and
 * told as if nothing had ever been done at once.
 */
final class Ahead implements Closeable {

  private static final Logger LOG = LoggerFactory.getLogger(Ahead.class);

  /** How many steps are announced to the ledger together, and how many at least are recorded together. */
  private static final int GROUP = 32;

  /** Steps that are announced and not recorded: what a crash leaves to be looked at. */
  private static final int WINDOW = 4 * GROUP;

  private static final long RECORD_AFTER_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** What was written for a step. */
  private record Done(NewFiles wanted, List<LedgerFile> rows) {}

  /** A step that failed once; or, without a failure, was not begun. */
  private record Failed(Step step, Optional<IOException> failure) {}

  private final LedgerTable ledger;
  private final ExportFiles files;
  private final RootWatch watch;
  private final Tally tally;
  private final Attempts attempts;
  private final LongSupplier nanoTime;
  private final WriterThreads threads;
  private final List<NewFiles> announced = new ArrayList<>();
  private final Deque<WriterThreads.Job> running = new ArrayDeque<>();
  private final List<Done> done = new ArrayList<>();
  private final List<Failed> failed = new ArrayList<>();
  private final Set<Long> assets = new HashSet<>();
  private final Set<String> folders = new HashSet<>();
  private long firstDoneAt;

  Ahead(
      Library library,
      LedgerTable ledger,
      ExportFiles files,
      RootWatch watch,
      Tally tally,
      Attempts attempts,
      LongSupplier nanoTime) {
    this.ledger = ledger;
    this.files = files;
    this.watch = watch;
    this.tally = tally;
    this.attempts = attempts;
    this.nanoTime = nanoTime;
    this.threads = new WriterThreads(library, files, tally);
  }

  /** Before a step that goes by what else there is of its asset. */
  void awaitOthersOf(Step step) throws IOException {
    if (step instanceof Step.PutAsset put && assets.contains(put.assetId())) {
      finish();
    }
  }

  /** Has a step's files written, now or soon. May take what came of earlier ones. */
  void begin(NewFiles wanted) throws IOException {
    try {
      for (NewFile file : wanted.files()) {
        ensureFolder(ExportPath.parent(file.intent().path()));
      }
    } catch (IOException e) {
      finish();
      attempts.attemptAgain(wanted.step(), e);
      return;
    }
    announced.add(wanted);
    if (wanted.step() instanceof Step.PutAsset put) {
      assets.add(put.assetId());
    }
    if (announced.size() == GROUP) {
      launch();
    }
  }

  private void ensureFolder(String path) throws IOException {
    if (!folders.contains(path)) {
      files.ensureFolder(path);
      folders.add(path);
    }
  }

  /** Waits for all that was begun, and records it. */
  void finish() throws IOException {
    launch();
    while (!running.isEmpty()) {
      takeNext();
    }
    record();
    assets.clear();
  }

  private void launch() throws IOException {
    while (!running.isEmpty() && (threads.haveFaltered() || running.size() + done.size() > WINDOW - GROUP)) {
      takeNext();
    }
    if (announced.isEmpty()) {
      return;
    }
    threads.goOn();
    watch.beforeChange();
    // Says whose names these are before the first of them is given.
    ledger.putAll(announced.stream().flatMap(each -> each.files().stream()).map(NewFile::intent).toList());
    announced.forEach(each -> running.add(threads.submit(each)));
    announced.clear();
  }

  private void takeNext() throws IOException {
    await(running.element());
    take(running.remove());
    if (failed.isEmpty() && (done.size() >= GROUP || isDue())) {
      recordWhatIsDurable();
    }
    if (failed.isEmpty()) {
      return;
    }
    // Nobody writes while the failure is judged, and what a folder that is made anew has lost is not recorded afterwards.
    while (!running.isEmpty()) {
      await(running.element());
      take(running.remove());
    }
    folders.clear();
    record();
  }

  private void await(WriterThreads.Job next) throws IOException {
    while (!next.await()) {
      files.stopIfRequested();
      threads.tellProgress();
      if (isDue()) {
        recordWhatIsDurable();
      }
    }
    threads.tellProgress();
  }

  /** Takes what came of a step, even if it is that it failed, or was not begun since another one had. */
  private void take(WriterThreads.Job over) {
    if (done.isEmpty()) {
      firstDoneAt = nanoTime.getAsLong();
    }
    Step step = over.files().step();
    try {
      over.result()
          .ifPresentOrElse(rows -> done.add(new Done(over.files(), rows)), () -> failed.add(new Failed(step, Optional.empty())));
    } catch (UndecidedException e) {
      LOG.debug("{} is looked at more closely", step.path(), e);
      failed.add(new Failed(step, Optional.empty()));
    } catch (IOException e) {
      failed.add(new Failed(step, Optional.of(e)));
    }
  }

  private void settleFailed() throws IOException {
    List<Failed> steps = List.copyOf(failed);
    failed.clear();
    for (Failed each : steps) {
      files.stopIfRequested();
      tally.began(each.step().path());
      if (each.failure().isPresent()) {
        attempts.attemptAgain(each.step(), each.failure().get());
      } else {
        attempts.attempt(each.step());
      }
    }
  }

  private boolean isDue() {
    return !done.isEmpty() && nanoTime.getAsLong() - firstDoneAt >= RECORD_AFTER_NANOS;
  }

  /** Makes the names durable, and then the rows; sees to what that failed for. */
  private void record() throws IOException {
    recordWhatIsDurable();
    settleFailed();
  }

  private void recordWhatIsDurable() throws IOException {
    if (done.isEmpty()) {
      return;
    }
    List<Done> taken = List.copyOf(done);
    done.clear();
    Map<Path, IOException> failures = forceFolders(taken);
    List<LedgerFile> rows = taken.stream().filter(each -> failure(each, failures).isEmpty()).flatMap(each -> each.rows().stream()).toList();
    watch.afterFiles(rows);
    ledger.putAll(rows);
    for (Done each : taken) {
      failure(each, failures).ifPresentOrElse(failure -> failed.add(new Failed(each.wanted().step(), Optional.of(failure))), () -> tell(each));
    }
  }

  private Map<Path, IOException> forceFolders(List<Done> taken) {
    Set<Path> wanted = new LinkedHashSet<>();
    taken.forEach(each -> each.rows().forEach(row -> wanted.add(files.at(row.path()).getParent())));
    Map<Path, IOException> failures = new LinkedHashMap<>();
    for (Path folder : wanted) {
      try {
        DurableFiles.forceDirectory(folder);
      } catch (IOException e) {
        failures.put(folder, e);
      }
    }
    return failures;
  }

  private Optional<IOException> failure(Done step, Map<Path, IOException> failures) {
    return step.rows().stream().map(row -> failures.get(files.at(row.path()).getParent())).filter(each -> each != null).findFirst();
  }

  private void tell(Done each) {
    Step step = each.wanted().step();
    tally.began(step.path());
    for (NewFile file : each.wanted().files()) {
      if (file instanceof NewFile.Content) {
        tally.written();
      } else if (file instanceof NewFile.Link) {
        tally.linked();
      } else {
        tally.sidecar();
      }
    }
    attempts.succeeded(step);
    if (step instanceof Step.PutAsset) {
      tally.itemDone();
    }
  }

  /** The pass ends for this reason: lets go of what is not finished, and records what is, unless its disk has gone. */
  void keepWhatIsDone(Exception reason) {
    close();
    boolean gone = reason instanceof ExportException target && target.reason() == ExportException.Reason.NOT_CONNECTED;
    if (gone) {
      return;
    }
    List<LedgerFile> notBegun = new ArrayList<>();
    try {
      for (WriterThreads.Job each : running) {
        each.finished().ifPresent(rows -> done.add(new Done(each.files(), rows)));
        if (each.wasNotBegun()) {
          each.files().files().forEach(file -> notBegun.add(file.intent()));
        }
      }
      ledger.forgetAll(notBegun);
      // What that fails for is not tried again: the next pass finds it announced and not recorded.
      recordWhatIsDurable();
    } catch (IOException e) {
      reason.addSuppressed(e);
    }
  }

  /** Abandons what is being written, if anything is, and waits until every thread has let go of it: a second at most, unless a disk hangs. */
  @Override
  public void close() {
    if (!running.isEmpty()) {
      files.abandon();
    }
    threads.close();
  }
}
