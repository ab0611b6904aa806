package org.stillkeep.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stillkeep.files.PatientCall;

/**
 * Export folders whose disks hang, as one on a network can, or fail at whatever they are asked. Whoever touched one at the start would
 * wait as long as it does, or end with its error, and so would every import. Nothing is proved of such a folder, so nothing may be
 * written to it before it has answered; the agent sees to that by itself.
 */
final class SilentExports {

  private static final Logger log = LoggerFactory.getLogger(SilentExports.class);

  /** One that spins up takes a few seconds. */
  private static final Duration ANSWER = Duration.ofSeconds(10);

  private SilentExports() {}

  /** Those that give no answer within ten seconds, all asked at once; each is said. */
  static Set<Path> of(Config config, Terminal terminal) {
    Set<Path> silent = of(config);
    for (Path folder : silent) {
      terminal.error(
          "the disk of the export folder " + folder + " does not answer",
          "look after that disk or its network; all else goes on, and the folder is brought up to date when it answers");
    }
    return silent;
  }

  private static Set<Path> of(Config config) {
    Map<Path, PatientCall<Boolean>> asked = new LinkedHashMap<>();
    for (ExportConfig export : config.exports()) {
      PatientCall<Boolean> call = new PatientCall<>("stillkeep-look " + export.path());
      call.ask(() -> holdsAnything(export.path()));
      asked.put(export.path(), call);
    }
    long deadline = System.nanoTime() + ANSWER.toNanos();
    Set<Path> silent = new LinkedHashSet<>();
    for (Map.Entry<Path, PatientCall<Boolean>> each : asked.entrySet()) {
      if (!answers(each.getValue(), deadline)) {
        silent.add(each.getKey());
      }
    }
    return silent;
  }

  private static boolean answers(PatientCall<Boolean> call, long deadline) {
    try {
      return call.await(deadline).isPresent();
    } catch (IOException e) {
      log.info("an export folder fails: {}", e.toString());
      return false;
    }
  }

  /** What can only be answered by the disk, and not from memory. */
  private static boolean holdsAnything(Path folder) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      return entries.iterator().hasNext();
    } catch (NoSuchFileException | NotDirectoryException | AccessDeniedException e) {
      // That is an answer, too; what it means is found out by whoever looks closer.
      return false;
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }
}
