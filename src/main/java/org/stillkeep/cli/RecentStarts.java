package org.stillkeep.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stillkeep.files.DurableFiles;
import org.stillkeep.files.Pending;
import org.stillkeep.files.PosixMode;

/**
 * The last starts of the agent that no end has followed, in a file of the state folder, a moment a line. What ends a program
 * without its doing (a crash, a lack of memory, a kill) and has it started again may do so for ever; this tells. For the holder
 * of the state folder.
 */
final class RecentStarts {

  /** So many crashes one after the other are no accident any more. */
  static final int TOO_MANY = 3;

  static final String FILE_NAME = "starts";

  /** A service manager waits half a minute before it starts us again, and some crashes need minutes of work. */
  private static final Duration RECENT = Duration.ofMinutes(15);

  private static final Logger log = LoggerFactory.getLogger(RecentStarts.class);

  private final Path file;
  private final Clock clock;

  RecentStarts(Path stateFolder, Clock clock) {
    this.file = stateFolder.resolve(FILE_NAME);
    this.clock = clock;
  }

  /**
   * Notes that the agent starts. Where that cannot be noted, nothing is counted.
   *
   * @return how many starts just before had no end; after {@link #TOO_MANY} they are counted anew
   */
  int begin() {
    try {
      Instant now = clock.instant();
      List<Instant> recent = new ArrayList<>(read());
      recent.removeIf(start -> start.isAfter(now) || start.isBefore(now.minus(RECENT)));
      int crashes = recent.size();
      if (crashes >= TOO_MANY) {
        recent.clear();
      }
      recent.add(now);
      write(recent);
      return crashes;
    } catch (IOException e) {
      log.warn("crashes are not counted", e);
      return 0;
    }
  }

  /** Notes that the agent has ended as it should. */
  void ended() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      log.warn("an end is not noted", e);
    }
  }

  private List<Instant> read() throws IOException {
    try {
      List<Instant> starts = new ArrayList<>();
      for (String line : Files.readAllLines(file)) {
        starts.add(Instant.parse(line));
      }
      return starts;
    } catch (NoSuchFileException none) {
      return List.of();
    } catch (DateTimeParseException e) {
      log.warn("{} is damaged: {}", file, e.getMessage());
      return List.of();
    }
  }

  private void write(List<Instant> starts) throws IOException {
    try (Pending pending = DurableFiles.begin(file, PosixMode.OWNER_ONLY)) {
      for (Instant start : starts) {
        pending.body().write((start + "\n").getBytes(StandardCharsets.US_ASCII));
      }
      pending.commit();
    }
  }
}
