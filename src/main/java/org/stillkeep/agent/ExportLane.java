package org.stillkeep.agent;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stillkeep.agent.AgentStatus.Job;
import org.stillkeep.agent.AgentStatus.Problem;
import org.stillkeep.export.ExportException;
import org.stillkeep.export.ExportListener;
import org.stillkeep.export.ExportSummary;
import org.stillkeep.export.Exporter;
import org.stillkeep.export.LibraryBusyException;
import org.stillkeep.store.StoreException;

/**
 * Runs the passes of one export folder, one after the other, on a thread of its own, so that a disk that hangs holds up only
 * itself. Requests that come while a pass runs are joined into one further pass.
 */
final class ExportLane {

  private static final Duration MOST_LIBRARY_WAIT = Duration.ofMinutes(5);
  private static final Logger log = LoggerFactory.getLogger(ExportLane.class);

  private final Exporter exporter;
  private final String folder;
  private final StatusBoard board;
  private final BooleanSupplier halted;
  private final Runnable libraryFailed;
  private final LongSupplier nanoTime;
  private final ExportView view;
  private final Thread thread;
  private final BackOff libraryBackOff;

  /** Guarded by this object's lock, as is {@link #fullWanted}. */
  private boolean wanted;

  private boolean fullWanted;
  private volatile boolean stopped;
  private volatile boolean behind = true;

  /**
   * @param halted true while no work may be done: asked before and during each pass
   * @param libraryFailed told when a pass ended since the library's store failed
   */
  ExportLane(
      Exporter exporter,
      StatusBoard board,
      BooleanSupplier halted,
      Runnable libraryFailed,
      LongSupplier nanoTime,
      ExportView view) {
    this.exporter = exporter;
    this.folder = exporter.options().folder().toString();
    this.board = board;
    this.halted = halted;
    this.libraryFailed = libraryFailed;
    this.nanoTime = nanoTime;
    this.libraryBackOff = new BackOff(MOST_LIBRARY_WAIT, nanoTime);
    this.view = view;
    this.thread = new Thread(this::serve, "stillkeep-export");
    this.thread.setDaemon(true);
    this.thread.setUncaughtExceptionHandler((dead, failure) -> ended(failure));
  }

  void start() {
    show(ExportWords.BEHIND);
    thread.start();
  }

  /** Asks for a pass, now or when the one at hand is over. Until then the folder counts as behind. */
  synchronized void request(boolean full) {
    wanted = true;
    fullWanted |= full;
    if (!behind) {
      show(ExportWords.BEHIND);
    }
    notifyAll();
  }

  /**
   * Whether another look is due, since the folder was not in step when it was last looked at.
   *
   * @param libraryIsThere whether the library's store answers; without it, what could not be read cannot be read now
   * @param retry whether it is time to try again what failed for other reasons
   */
  boolean isDue(boolean libraryIsThere, boolean retry) {
    return behind && (libraryBackOff.isFailing() ? libraryIsThere && libraryBackOff.isOver() : retry);
  }

  /** When to look whether it is due, for the library's sake; for ever when that makes no difference. */
  long millisToRetry() {
    return libraryBackOff.millisLeft();
  }

  /** The library is back, or somebody wants to know: there is no need to wait for it any longer. */
  void tryLibrary() {
    libraryBackOff.succeeded();
  }

  /** The root of the export. */
  Path folder() {
    return exporter.options().folder();
  }

  /** The folder's disk does not answer: the pass at hand hangs, if there is one, and will go on or fail when it does. */
  void silent() {
    away(ExportWords.NOT_ANSWERING, "does not answer");
  }

  /** The folder's disk fails at whatever it is asked. */
  void failing() {
    away(ExportWords.NOT_CONNECTED, "is not connected");
  }

  private void away(String state, String what) {
    if (!thread.isAlive()) {
      // What ended it is the greater trouble, and stays said.
      return;
    }
    if (!view.state().equals(state)) {
      log.info("{} {}", folder, what);
    }
    board.exporting(folder, Optional.empty());
    board.problems(area(), List.of());
    show(state);
  }

  /** When it is looked at again, if it is not in step then. */
  void nextTry(Instant about) {
    view.nextTry(libraryBackOff.isFailing() ? Optional.empty() : Optional.of(about));
  }

  /** Whether the folder was not in step when it was last looked at. */
  boolean isBehind() {
    return behind;
  }

  /** Whether its thread has not died. */
  boolean isAlive() {
    return thread.isAlive();
  }

  /** Ends the lane: the file at hand is abandoned, within a second unless the disk hangs. */
  synchronized void stop() {
    stopped = true;
    notifyAll();
  }

  /** Waits for the lane's end, but not for a disk that hangs. */
  void awaitEnd(long waitMillis) throws InterruptedException {
    thread.join(Math.max(1, waitMillis));
  }

  private void serve() {
    while (!stopped) {
      Optional<Boolean> full = next();
      if (full.isPresent() && !pass(full.get())) {
        owe(full.get());
      }
    }
  }

  /** A full look that did not come to its end is still wanted, with the next pass that is asked for. */
  private synchronized void owe(boolean full) {
    fullWanted |= full;
  }

  /** Waits for a request; empty when the lane has ended. */
  private synchronized Optional<Boolean> next() {
    try {
      while (!wanted && !stopped) {
        wait();
      }
    } catch (InterruptedException e) {
      stopped = true;
    }
    boolean full = fullWanted;
    boolean granted = wanted && !stopped;
    wanted = false;
    fullWanted = false;
    return granted ? Optional.of(full) : Optional.empty();
  }

  /** Runs a pass, unless work is halted; false when it did not come to its end. */
  private boolean pass(boolean full) {
    if (halted.getAsBoolean()) {
      return false;
    }
    try {
      ExportSummary summary = exporter.run(full, new Progress(), this::mustStop);
      libraryBackOff.succeeded();
      view.measure();
      passed(summary);
      board.problems(area(), problems(summary));
      if (summary.changedAnything() || !summary.isClean()) {
        board.announce(new AgentEvent.ExportPassed(exporter.options().folder(), summary));
      }
      return true;
    } catch (CancellationException pausedOrStopped) {
      show(ExportWords.BEHIND);
    } catch (ExportException e) {
      refused(e);
    } catch (StoreException e) {
      awaitLibrary(e);
    } catch (LibraryBusyException e) {
      log.debug("{}: {}", folder, e.getMessage());
      // The refresh that is on its way takes seconds, and may be the last news for a while.
      libraryBackOff.failed();
      show(ExportWords.BEHIND);
    } catch (IOException | RuntimeException e) {
      log.warn("export to {} failed", folder, e);
      show(ExportWords.BEHIND);
      complain("failed", "the export to " + folder + " failed: " + e.getMessage(), "it is tried again by itself", false);
    } catch (OutOfMemoryError e) {
      lacksThreads(e);
    } finally {
      board.exporting(folder, Optional.empty());
    }
    return false;
  }

  private synchronized void passed(ExportSummary summary) {
    // Asked for another pass meanwhile, it may be behind again.
    boolean inStep = summary.isClean() && !wanted;
    behind = !inStep;
    view.passed(inStep ? ExportWords.IN_STEP : ExportWords.BEHIND);
  }

  /** That the server is away is said once, by who asks it, and not for each folder. */
  private void awaitLibrary(StoreException e) {
    log.info("export to {} waits for the library: {}", folder, e.getMessage());
    libraryBackOff.failed();
    show(ExportWords.BEHIND);
    board.problems(area(), List.of());
    if (libraryBackOff.isFailingFor(ServerTurn.QUIET)) {
      complain("library", "the export to " + folder + " cannot read the library: " + e.getMessage(), "it is tried again by itself", false);
    }
    libraryFailed.run();
  }

  private boolean mustStop() {
    return stopped || halted.getAsBoolean();
  }

  private void refused(ExportException e) {
    log.info("export to {}: {}", folder, e.getMessage());
    show(ExportWords.state(e.reason()));
    if (e.reason() == ExportException.Reason.NOT_CONNECTED) {
      // Quiet on purpose: a network disk that sleeps is no problem, only a state.
      board.problems(area(), List.of());
    } else {
      complain(e.reason().name(), e.getMessage(), ExportWords.remedy(e.reason()), true);
    }
  }

  /**
   * Threads may be had again at the next pass.
   *
   * @throws OutOfMemoryError that failure, when it is memory that is lacking
   */
  private void lacksThreads(OutOfMemoryError failure) {
    if (!ThreadWords.areLacking(failure)) {
      throw failure;
    }
    log.warn("export to {} failed", folder, failure);
    show(ExportWords.BEHIND);
    complain("threads", ThreadWords.LACKING + " to export to " + folder, ThreadWords.REMEDY, true);
  }

  /** Nothing that a pass meets ends a lane; what does is an error of the virtual machine, or ours. */
  private void ended(Throwable failure) {
    log.error("the lane of {} has ended", folder, failure);
    complain("ended", "nothing is exported to " + folder + " any more: " + failure, "stop Stillkeep and start it again", true);
  }

  private List<Problem> problems(ExportSummary summary) {
    List<Problem> problems =
        new ArrayList<>(
            summary.failures().stream()
                .limit(20)
                .map(
                    failure ->
                        board.seenNow(
                            area() + "/" + failure.path(),
                            failure.title() + " could not be exported: " + failure.message(),
                            "`stillkeep verify --read-data` tells whether it is whole in the library",
                            true))
                .toList());
    if (!summary.waiting().isEmpty()) {
      String what = HeldOpenWords.what(folder(), summary.waiting());
      problems.add(board.seenNow(area() + "/open", what, "close what is open there; it is tried again by itself", false));
    }
    if (summary.heldBack() > 0) {
      problems.add(
          board.seenNow(
              area() + "/held-back",
              summary.heldBack() + " files would be moved to the trash of " + folder + " at once",
              "if that is meant, run `stillkeep export --allow-mass-delete`",
              true));
    }
    long left = exporter.leftWithoutExifTool();
    if (left > 0) {
      problems.add(
          board.seenNow(
              area() + "/exiftool",
              left + " files in " + folder + " keep the metadata they came with: HEIC, RAW and videos need ExifTool for `embed`",
              "install ExifTool (Debian: libimage-exiftool-perl); until then sidecars say the rest",
              false));
    }
    return problems;
  }

  private void complain(String id, String what, String remedy, boolean needsYou) {
    board.problems(area(), List.of(board.seenNow(area() + "/" + id, what, remedy, needsYou)));
  }

  private String area() {
    return "export " + folder;
  }

  private synchronized void show(String state) {
    behind = !state.equals(ExportWords.IN_STEP);
    view.show(state);
  }

  /** Draws the pass on the board, a few times a second. */
  private final class Progress implements ExportListener {

    private static final long DRAW_EVERY_NANOS = 250_000_000;
    private static final long MEASURE_EVERY_NANOS = 60_000_000_000L;

    private final Pace pace = new Pace(nanoTime.getAsLong());
    private long totalFiles;
    private long totalBytes;
    private String current = "";
    private long drawnAt;
    private long measuredAt = nanoTime.getAsLong();

    @Override
    public void planned(long files, long bytes) {
      totalFiles = files;
      totalBytes = bytes;
      view.measure();
      view.waiting(files, bytes);
      show(ExportWords.WRITING);
    }

    @Override
    public void began(String path) {
      current = path;
    }

    @Override
    public void progressed(long filesDone, long bytesDone) {
      long now = nanoTime.getAsLong();
      pace.reached(filesDone, bytesDone, now);
      if (now - measuredAt >= MEASURE_EVERY_NANOS) {
        measuredAt = now;
        view.measure();
      }
      if (now - drawnAt >= DRAW_EVERY_NANOS) {
        drawnAt = now;
        view.waiting(totalFiles - filesDone, totalBytes - bytesDone);
        if (!view.state().equals(ExportWords.WRITING)) {
          // Its disk hung, and answers again.
          show(ExportWords.WRITING);
        }
        board.exporting(
            folder,
            Optional.of(
                new Job(
                    "exporting",
                    "to " + folder,
                    current,
                    bytesDone,
                    totalBytes,
                    filesDone,
                    totalFiles,
                    pace.remainingSeconds(totalFiles - filesDone, totalBytes - bytesDone, now))));
      }
    }
  }
}
