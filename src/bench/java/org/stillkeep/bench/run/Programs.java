package org.stillkeep.bench.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Which programs are installed. */
final class Programs {

  private Programs() {}

  /** Says which of these is not there, if any. */
  static Optional<String> missing(List<String> names) {
    return names.stream().filter(name -> !isThere(name)).findFirst().map(name -> name + " is not installed");
  }

  private static boolean isThere(String name) {
    return Arrays.stream(System.getenv("PATH").split(":", -1)).anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
  }
}
