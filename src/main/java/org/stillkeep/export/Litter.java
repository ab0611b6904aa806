package org.stillkeep.export;

import java.util.Locale;
import java.util.Set;

/** What NAS systems and desktops leave in every folder (F23, F29): never reported, never adopted, never deleted. */
final class Litter {

  private static final Set<String> NAMES =
      Set.of(
          "@eadir", "#recycle", "#snapshot", ".ds_store", "thumbs.db", "ehthumbs.db", "desktop.ini", ".appledouble",
          ".snapshot", ".snapshots", ".zfs", "lost+found", "$recycle.bin", "system volume information", ".trashes",
          ".spotlight-v100", ".fseventsd", ".temporaryitems", ".directory", "@recycle", "@recently-snapshot", ".stfolder",
          ".stversions", ".sync", ".recycle");

  private static final Set<String> PREFIXES = Set.of("._", ".nfs", ".fuse_hidden", ".smbdelete", ".trash-");

  private Litter() {}

  /** Whether a file or folder of this name is litter. */
  static boolean isLitter(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return NAMES.contains(lower) || PREFIXES.stream().anyMatch(lower::startsWith);
  }
}
