package org.stillkeep.inbox;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/** Tells folders that this program writes to: what we exported must never come back as an import. */
final class OurFolders {

  private static final List<String> MARKERS = List.of(".stillkeep-export", "vault.json");

  private OurFolders() {}

  static boolean isOurs(Path folder) {
    return MARKERS.stream().anyMatch(marker -> Files.exists(folder.resolve(marker), LinkOption.NOFOLLOW_LINKS));
  }
}
