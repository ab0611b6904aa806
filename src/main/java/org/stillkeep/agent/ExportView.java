package org.stillkeep.agent;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stillkeep.agent.AgentStatus.ExportStatus;
import org.stillkeep.catalog.CatalogException;
import org.stillkeep.catalog.SettingsTable;
import org.stillkeep.export.Exporter;

/**
 * What the status says of one export folder. Safe for all threads; only {@link #measure} touches the folder's disk, and so may
 * hang: it is for the lane's own thread, and holds no lock.
 */
final class ExportView {

  private static final Logger log = LoggerFactory.getLogger(ExportView.class);

  private final Exporter exporter;
  private final StatusBoard board;
  private final SettingsTable settings;
  private final Clock clock;
  private final String awaySetting;

  private String state = ExportWords.BEHIND;
  private Optional<Instant> lastPass = Optional.empty();
  private long files;
  private OptionalLong freeBytes = OptionalLong.empty();
  private long waitingFiles;
  private long waitingBytes;
  private Optional<Instant> awaySince;
  /** The last state that was trouble, as long as no pass has come to its end since. */
  private String trouble = "";

  private Optional<Instant> troubleSince = Optional.empty();
  private Optional<Instant> nextTry = Optional.empty();

  ExportView(Exporter exporter, StatusBoard board, SettingsTable settings, Clock clock) {
    this.exporter = exporter;
    this.board = board;
    this.settings = settings;
    this.clock = clock;
    this.awaySetting = "agent.away-since." + exporter.options().name();
    this.awaySince = settings.get(awaySetting).map(Instant::parse);
  }

  /** The state in words, as {@link ExportLane} has them. */
  synchronized String state() {
    return state;
  }

  synchronized void show(String newState) {
    state = newState;
    noteAbsence();
    noteTrouble();
    if (state.equals(ExportWords.IN_STEP)) {
      waitingFiles = 0;
      waitingBytes = 0;
    }
    count();
    draw();
  }

  /** A pass has come to its end. */
  synchronized void passed(String newState) {
    lastPass = Optional.of(clock.instant());
    trouble = "";
    waitingFiles = 0;
    waitingBytes = 0;
    show(newState);
  }

  /** What the pass at hand has yet to write. */
  synchronized void waiting(long newFiles, long newBytes) {
    waitingFiles = Math.max(0, newFiles);
    waitingBytes = Math.max(0, newBytes);
    draw();
  }

  /** When it is looked at again, unless it is in step then. */
  synchronized void nextTry(Optional<Instant> when) {
    nextTry = when.map(each -> each.truncatedTo(ChronoUnit.SECONDS));
    draw();
  }

  /** Asks the disk how much room it has. */
  void measure() {
    OptionalLong measured = freeBytes();
    synchronized (this) {
      freeBytes = measured;
    }
  }

  private OptionalLong freeBytes() {
    try {
      FileStore disk = Files.getFileStore(exporter.options().folder());
      // Some network file systems say 0 of 0, which means that they do not know.
      return disk.getTotalSpace() == 0 ? OptionalLong.empty() : OptionalLong.of(disk.getUsableSpace());
    } catch (IOException e) {
      log.debug("the disk of {} does not tell its room", exporter.options().folder(), e);
      return OptionalLong.empty();
    }
  }

  /** Kept over restarts; noted when it begins and when it ends, not at every look in between. */
  private void noteAbsence() {
    boolean away = ExportWords.AWAY.contains(state);
    // Behind says nothing about the disk: the look at it is yet to come.
    boolean back = !away && !state.equals(ExportWords.BEHIND);
    try {
      if (away && awaySince.isEmpty()) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        awaySince = Optional.of(now);
        settings.put(awaySetting, now.toString());
      } else if (back && awaySince.isPresent()) {
        awaySince = Optional.empty();
        settings.remove(awaySetting);
      }
    } catch (CatalogException e) {
      // It holds for this run; what is wrong with the catalog is told by who needs it.
      log.warn("since when {} is away could not be noted", exporter.options().folder(), e);
    }
  }

  /** A try that ends as the one before did is the same trouble, and so is an absence that has lasted since before the start. */
  private void noteTrouble() {
    if (ExportWords.TROUBLE.contains(state) && !state.equals(trouble)) {
      boolean sameAbsence = trouble.isEmpty() && ExportWords.AWAY.contains(state);
      troubleSince = sameAbsence ? awaySince : Optional.of(clock.instant().truncatedTo(ChronoUnit.SECONDS));
      trouble = state;
    }
  }

  /** Asked of a catalog that fails, the count stays: what is wrong with the catalog is told by who needs it. */
  private void count() {
    try {
      files = exporter.mediaInLedger();
    } catch (CatalogException e) {
      log.warn("the files of {} could not be counted", exporter.options().folder(), e);
    }
  }

  private void draw() {
    boolean away = ExportWords.AWAY.contains(state);
    boolean isTrouble = ExportWords.TROUBLE.contains(state);
    boolean foreign = state.equals(ExportWords.FOREIGN);
    board.export(
        new ExportStatus(
            exporter.options().folder().toString(),
            state,
            lastPass,
            files,
            away || foreign ? OptionalLong.empty() : freeBytes,
            waitingFiles,
            waitingBytes,
            away ? awaySince : Optional.empty(),
            isTrouble ? troubleSince : Optional.empty(),
            isTrouble || state.equals(ExportWords.BEHIND) ? nextTry : Optional.empty(),
            Optional.empty(),
            foreign));
  }
}
