package org.stillkeep.export;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.stillkeep.catalog.LedgerFolder;
import org.stillkeep.files.PortableNames;

/** Gives the folders of an export their names. A name once given stays until the album is renamed. Pure. */
final class FolderNames {

  /** The folder for what was deleted; nothing else may have its name. */
  static final String TRASH = "Trash";

  private final Map<String, LedgerFolder> known = new HashMap<>();
  private final Set<String> taken = new HashSet<>();

  /**
   * @param folders those in the ledger
   * @param rootListing the export's root: files in it that are no folders keep their names
   */
  FolderNames(List<LedgerFolder> folders, FolderListing rootListing) {
    take(TRASH);
    take(FolderListing.METADATA);
    take(Marker.FILE_NAME);
    take(LedgerCopy.FILE_NAME);
    rootListing.entries().forEach((name, facts) -> takeUnlessFolder(name, facts));
    for (LedgerFolder folder : folders) {
      known.put(folder.key(), folder);
      take(ExportPath.segments(folder.path()).get(0));
    }
  }

  private void takeUnlessFolder(String name, FileFacts facts) {
    // A folder that is there already may be shared: our files in it never take a name that is taken.
    if (!facts.directory()) {
      take(name);
    }
  }

  /** The folder as the ledger has it. */
  Optional<LedgerFolder> before(FolderWish wish) {
    return Optional.ofNullable(known.get(wish.key()));
  }

  /** Whether the folder's title has changed so much that its name should follow. */
  boolean isRenamed(FolderWish wish) {
    return before(wish).filter(folder -> !plainName(folder.title()).equals(plainName(wish.title()))).isPresent();
  }

  /** The path of a folder that has none yet, or needs a new one. */
  String choose(FolderWish wish) {
    if (wish.kind() == FolderWish.Kind.MONTH && wish.title().indexOf('/') > 0) {
      take(ExportPath.segments(wish.title()).get(0));
      return wish.title();
    }
    String name = PortableNames.folderName(wish.title(), taken);
    take(name);
    return name;
  }

  private static String plainName(String title) {
    return PortableNames.fold(PortableNames.folderName(title, Set.of()));
  }

  private void take(String name) {
    taken.add(PortableNames.fold(name));
  }
}
