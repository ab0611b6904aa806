package org.stillkeep.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stillkeep.agent.Wish;
import org.stillkeep.files.DurableFiles;
import org.stillkeep.files.Pending;
import org.stillkeep.files.PosixMode;

/**
 * A pause that was accepted while there is no agent yet to keep it, in a file of the state folder: the moment at which it ends,
 * or nothing. For the holder of the state folder, one call at a time.
 */
final class EarlyPause {

  private static final Logger log = LoggerFactory.getLogger(EarlyPause.class);

  private final Path file;

  EarlyPause(Path stateFolder) {
    this.file = stateFolder.resolve("early-pause");
  }

  /** Notes it in place of an earlier one; it is durable when this returns. */
  void note(Wish.Pause pause) throws IOException {
    try (Pending pending = DurableFiles.begin(file, PosixMode.OWNER_ONLY)) {
      pending.body().write(pause.until().map(Instant::toString).orElse("").getBytes(StandardCharsets.UTF_8));
      pending.commit();
    }
  }

  /** The one that is noted. */
  Optional<Wish.Pause> noted() throws IOException {
    try {
      return Optional.of(new Wish.Pause(until(new String(Files.readAllBytes(file), StandardCharsets.UTF_8))));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    }
  }

  /** Forgets what is noted, if anything is. */
  void forget() throws IOException {
    Files.deleteIfExists(file);
  }

  /** A pause that lasts until somebody ends it is better than one that is lost. */
  private Optional<Instant> until(String text) {
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
    } catch (DateTimeParseException e) {
      log.warn("{} does not say when the pause ends, so it lasts until resumed", file);
      return Optional.empty();
    }
  }
}
