package org.stillkeep.vault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.stillkeep.files.DurableFiles;

/**
 * The folder into which damaged files of a vault are moved before good ones take their places. What lies in it belongs to the
 * vault no more, and stays until its owner deletes it. For the holder of the lock.
 */
final class Quarantine {

  static final String FOLDER = "quarantine";

  private final Path folder;

  Quarantine(Path vault) {
    this.folder = vault.resolve(FOLDER);
  }

  /** Moves a file here, under its own name or, where that is taken, with a number behind it. Durable when it returns. */
  void take(Path damaged) throws IOException {
    try {
      DurableFiles.createPrivateDirectories(folder);
      Files.move(damaged, free(damaged.getFileName().toString()));
      DurableFiles.forceDirectory(folder);
      DurableFiles.forceDirectory(damaged.getParent());
    } catch (IOException e) {
      throw DiskErrors.translate(e, folder);
    }
  }

  /** How many files lie here. */
  static long count(Path vault) throws IOException {
    long[] count = new long[1];
    Path folder = vault.resolve(FOLDER);
    if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      Listing.forEach(folder, (file, name) -> count[0]++);
    }
    return count[0];
  }

  private Path free(String name) {
    Path target = folder.resolve(name);
    for (int number = 2; Files.exists(target, LinkOption.NOFOLLOW_LINKS); number++) {
      target = folder.resolve(name + "." + number);
    }
    return target;
  }
}
