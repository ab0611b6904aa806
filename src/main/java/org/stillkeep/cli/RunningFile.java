package org.stillkeep.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stillkeep.files.DurableFiles;
import org.stillkeep.vault.VaultStore;

/**
 * Lies in the state folder while a program works on a vault, and names each object that it puts there, one on a line. When there is
 * one at the start, the last run was killed or its disk failed: of what it names, that which no file names is swept, and nothing else. It is
 * never forced to the disk: what is lost of it by a power cut leaves objects that nobody misses.
 */
final class RunningFile implements Closeable {

  private static final Logger log = LoggerFactory.getLogger(RunningFile.class);
  private static final String NAME = "running";

  private final VaultStore vault;
  private final Path file;
  private final FileChannel lines;

  private RunningFile(VaultStore vault, Path file, FileChannel lines) {
    this.vault = vault;
    this.file = file;
    this.lines = lines;
  }

  /** Sweeps what the last run has left, if it was interrupted, and notes from now on what this one puts. */
  static RunningFile begin(Path state, VaultStore vault, BooleanSupplier stopRequested) throws IOException {
    Path file = state.resolve(NAME);
    if (Files.exists(file)) {
      // What a power cut makes of a line, or an older program wrote, is no key.
      try (Stream<String> left = Files.lines(file, ISO_8859_1)) {
        int orphans = vault.sweepOrphans(left, stopRequested);
        log.info("the last run did not end in order; {} objects that no file names were swept away", orphans);
      }
    }
    DurableFiles.replace(file, new byte[0]);
    RunningFile running = new RunningFile(vault, file, FileChannel.open(file, StandardOpenOption.APPEND));
    vault.noteObjectsTo(running::note);
    return running;
  }

  private synchronized void note(String objectKey) {
    try {
      ByteBuffer line = ByteBuffer.wrap((objectKey + "\n").getBytes(ISO_8859_1));
      while (line.hasRemaining()) {
        lines.write(line);
      }
    } catch (IOException e) {
      log.debug("{} takes nothing: {}", file, e.toString());
    }
  }

  /** The run ends by itself. What it leaves that no file names, after failures, is for the next one to sweep. */
  @Override
  public void close() throws IOException {
    try {
      lines.close();
    } finally {
      if (!vault.leavesOrphans()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
