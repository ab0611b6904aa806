package org.stillkeep.tray;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where tests leave what somebody may want to look at. */
final class Artefacts {

  private Artefacts() {}

  static Path file(String name) throws IOException {
    Path folder = Files.createDirectories(Path.of(System.getProperty("stillkeep.artefacts", "target/artefacts")));
    return folder.resolve(name).toAbsolutePath();
  }
}
