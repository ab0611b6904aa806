package org.stillkeep.export;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.stillkeep.catalog.LedgerFile;
import org.stillkeep.catalog.LedgerFolder;
import org.stillkeep.catalog.LedgerFile.Role;
import org.stillkeep.catalog.LedgerTable;

/**
 * Files of ours that nobody wants any longer where they are. Another folder that wants the same asset takes them from here,
 * so that filing a photo into an album is a rename and not a copy; what is left goes to the trash.
 */
final class Leaving {

  private final Map<Long, List<LedgerFile>> byAsset = new HashMap<>();

  /** All files in the ledger that the wish does not have. */
  static Leaving of(Wish wish, LedgerTable ledger) {
    Map<String, List<Long>> wished = new HashMap<>();
    wish.folders().forEach(folder -> wished.put(folder.key(), folder.assetIds()));
    Leaving leaving = new Leaving();
    ledger.forEachFile(
        file -> {
          if (!isWished(file, wished.get(file.folderKey()))) {
            leaving.add(file);
          }
        });
    return leaving;
  }

  private static boolean isWished(LedgerFile file, List<Long> assetIds) {
    return assetIds != null
        && (file.role() == Role.ALBUM_JSON || Collections.binarySearch(assetIds, file.assetId()) >= 0);
  }

  void add(LedgerFile file) {
    byAsset.computeIfAbsent(file.assetId(), id -> new ArrayList<>()).add(file);
  }

  /** This folder gets another name before what is left is taken out of it. */
  void renamed(LedgerFolder before, String newPath) {
    for (List<LedgerFile> files : byAsset.values()) {
      files.replaceAll(
          file ->
              file.folderKey().equals(before.key())
                  ? file.movedTo(file.folderKey(), newPath + file.path().substring(before.path().length()))
                  : file);
    }
  }

  /** Takes an unedited copy of this asset out of here and names the folder it is in. */
  Optional<String> take(WantedAsset asset) {
    List<LedgerFile> files = byAsset.getOrDefault(asset.id(), List.of());
    Optional<String> folder =
        files.stream()
            .filter(file -> file.role() == Role.MEDIA && file.isThere() && !file.edited())
            .filter(file -> file.libraryHash().equals(asset.hash().still()))
            .map(LedgerFile::folderKey)
            .findFirst();
    folder.ifPresent(key -> files.removeIf(file -> file.folderKey().equals(key)));
    return folder;
  }

  /** As {@link #take}, of an asset whose still has been moved before: its other files, if there are any, follow it. */
  Optional<String> takeBereaved(WantedAsset asset) {
    List<LedgerFile> files = byAsset.getOrDefault(asset.id(), List.of());
    Set<String> withStill =
        files.stream().filter(file -> file.role() == Role.MEDIA).map(LedgerFile::folderKey).collect(Collectors.toSet());
    Optional<String> folder = files.stream().map(LedgerFile::folderKey).filter(key -> !withStill.contains(key)).findFirst();
    folder.ifPresent(key -> files.removeIf(file -> file.folderKey().equals(key)));
    return folder;
  }

  /** What is left, each asset's content before its sidecars. */
  List<LedgerFile> rest() {
    List<LedgerFile> rest = new ArrayList<>();
    byAsset.values().forEach(rest::addAll);
    rest.sort(
        Comparator.comparing(LedgerFile::folderKey)
            .thenComparing(LedgerFile::assetId)
            .thenComparing(LedgerFile::role));
    return rest;
  }
}
