package org.stillkeep.inbox;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Tells folders that this program writes to: what we exported must never come back as an import by itself. */
final class OurFolders {

  private static final String EXPORT = ".stillkeep-export";
  private static final String VAULT = "vault.json";

  private OurFolders() {}

  static boolean isOurs(Path folder) {
    return isExport(folder) || isVault(folder);
  }

  /** Photos in the clear, which somebody may want to import elsewhere. */
  static boolean isExport(Path folder) {
    return holds(folder, EXPORT);
  }

  /** Ciphertext. */
  static boolean isVault(Path folder) {
    return holds(folder, VAULT);
  }

  private static boolean holds(Path folder, String marker) {
    return Files.exists(folder.resolve(marker), LinkOption.NOFOLLOW_LINKS);
  }
}
