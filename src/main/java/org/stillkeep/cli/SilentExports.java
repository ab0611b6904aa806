package org.stillkeep.cli;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.stillkeep.files.PatientCall;

/**
 * Export folders whose disks hang, as one on a network can. Whoever touched one at the start of the agent would wait as long as
 * it does, and so would every import. The agent itself asks with a limit, and writes nowhere before it has proved the folders
 * to lie apart.
 */
final class SilentExports {

  /** One that spins up takes a few seconds. */
  private static final Duration ANSWER = Duration.ofSeconds(10);

  private SilentExports() {}

  /** Those that do not answer within ten seconds, all asked at once. */
  static Set<Path> of(Config config) throws IOException {
    Map<Path, PatientCall<Boolean>> asked = new LinkedHashMap<>();
    for (ExportConfig export : config.exports()) {
      PatientCall<Boolean> call = new PatientCall<>("stillkeep-look " + export.path());
      call.ask(() -> holdsAnything(export.path()));
      asked.put(export.path(), call);
    }
    long deadline = System.nanoTime() + ANSWER.toNanos();
    Set<Path> silent = new LinkedHashSet<>();
    for (Map.Entry<Path, PatientCall<Boolean>> each : asked.entrySet()) {
      Optional<Boolean> answer = each.getValue().await(deadline);
      if (answer.isEmpty()) {
        silent.add(each.getKey());
      }
    }
    return silent;
  }

  /** What can only be answered by the disk, and not from memory. */
  private static boolean holdsAnything(Path folder) {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      return entries.iterator().hasNext();
    } catch (IOException | DirectoryIteratorException e) {
      // That is an answer, too; what it means is found out by whoever looks closer.
      return false;
    }
  }
}
