package org.stillkeep.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.stillkeep.files.DurableFiles;

/**
 * A random name for this installation, kept in the state folder beside the catalog, so that two computers that export into
 * one folder notice each other, and a lost catalog does not make an export folder look like somebody else's.
 */
final class OwnerId {

  private static final String FILE_NAME = "owner.id";

  private OwnerId() {}

  /** The name, if there is one yet. */
  static Optional<String> ifThere(Path stateFolder) throws IOException {
    Path file = stateFolder.resolve(FILE_NAME);
    return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
  }

  static String of(Path stateFolder) throws IOException {
    Path file = stateFolder.resolve(FILE_NAME);
    if (!Files.exists(file)) {
      DurableFiles.replace(file, (UUID.randomUUID() + "\n").getBytes(StandardCharsets.UTF_8));
    }
    return Files.readString(file).strip();
  }
}
