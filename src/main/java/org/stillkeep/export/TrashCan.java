package org.stillkeep.export;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.stillkeep.catalog.LedgerFile;
import org.stillkeep.catalog.LedgerTable;
import org.stillkeep.files.PortableNames;

/**
 * Moves files of ours into {@code Trash/<where they were>}, each sidecar under the name of its photo. What somebody has edited
 * stays where it is, its sidecar with it.
 */
final class TrashCan {

  private final ExportFiles files;
  private final LedgerTable ledger;
  private final Tally tally;

  /** Where content went, by what its sidecar is looking for. */
  private final Map<String, String> trashedMedia = new HashMap<>();

  private final Set<String> staying = new HashSet<>();

  TrashCan(ExportFiles files, LedgerTable ledger, Tally tally) {
    this.files = files;
    this.ledger = ledger;
    this.tally = tally;
  }

  void trash(LedgerFile file) throws IOException {
    if (staying.contains(ofAsset(file))) {
      ledger.forget(file);
      return;
    }
    Presence presence = files.find(file);
    switch (presence.state()) {
      case MISSING -> ledger.forget(file);
      case EDITED -> {
        tally.kept(file.path());
        staying.add(ofAsset(file));
        ledger.forget(file);
      }
      default -> {
        String target = free(target(file), files);
        files.rename(file.path(), target);
        trashedMedia.put(ofAsset(file) + file.role(), target);
        ledger.forget(file);
        tally.trashed();
      }
    }
  }

  /**
   * Moves a damaged file into the trash, as it is, unless somebody has worked on it since. The ledger goes on saying that it should
   * be there, for the next full pass.
   */
  static void setAside(LedgerFile damaged, ExportFiles files) throws IOException {
    if (files.facts(damaged.path()).filter(now -> now.looksLike(damaged)).isPresent()) {
      files.rename(damaged.path(), free(FolderNames.TRASH + "/" + damaged.path(), files));
    }
  }

  private String target(LedgerFile file) {
    String mediaTarget = trashedMedia.get(ofAsset(file) + Sidecars.mediaOf(file.role()));
    if (file.role().isMedia() || mediaTarget == null) {
      return FolderNames.TRASH + "/" + file.path();
    }
    boolean beside = !ExportPath.parent(file.path()).endsWith("/" + FolderListing.METADATA);
    SidecarPlace place = beside ? SidecarPlace.BESIDE : SidecarPlace.METADATA_FOLDER;
    return new Sidecars(Set.of(), place).path(mediaTarget, file.role());
  }

  private static String free(String path, ExportFiles files) throws IOException {
    if (files.facts(path).isEmpty()) {
      return path;
    }
    Set<String> taken = new HashSet<>();
    String folder = ExportPath.parent(path);
    FolderListing.read(files.at(folder)).entries().keySet().forEach(name -> taken.add(PortableNames.fold(name)));
    return folder + "/" + PortableNames.fileName(ExportPath.name(path), taken);
  }

  private static String ofAsset(LedgerFile file) {
    return file.folderKey() + "/" + file.assetId() + "/";
  }
}
