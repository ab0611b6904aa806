package org.stillkeep.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.stillkeep.files.DurableFiles;
import org.stillkeep.notices.NoticeStore;

/** What was told, in a file of the state folder. */
final class NoticeFile implements NoticeStore {

  private final Path file;

  NoticeFile(Path stateFolder) {
    this.file = stateFolder.resolve("notices.json");
  }

  @Override
  public Optional<String> load() throws IOException {
    try {
      return Optional.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
    } catch (NoSuchFileException nothingYet) {
      return Optional.empty();
    }
  }

  @Override
  public void save(String text) throws IOException {
    DurableFiles.replace(file, text.getBytes(StandardCharsets.UTF_8));
  }
}
