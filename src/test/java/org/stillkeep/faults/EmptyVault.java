package org.stillkeep.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.stillkeep.cli.Installation;

/** An installation with an empty vault, made once in a run, since deriving a vault's key takes seconds. Tests take copies. */
final class EmptyVault {

  private static Optional<Installation> shared = Optional.empty();

  private EmptyVault() {}

  /** Nobody changes it. It is gone when the run is. */
  static synchronized Installation shared() throws Exception {
    if (shared.isEmpty()) {
      Path folder = Files.createTempDirectory("stillkeep-empty-vault");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
      shared = Optional.of(Installation.withVault(folder));
    }
    return shared.get();
  }

  private static void delete(Path folder) {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path each : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
