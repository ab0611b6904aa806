package org.stillkeep.export;

import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stillkeep.asset.ContentHash;
import org.stillkeep.catalog.LedgerFile;
import org.stillkeep.catalog.LedgerFile.Role;

/** What the ledger says of one asset in one folder. */
final class AssetRows {

  private final Map<Role, LedgerFile> files = new EnumMap<>(Role.class);

  /** The rows of a folder, by asset. */
  static Map<Long, AssetRows> byAsset(List<LedgerFile> rows) {
    Map<Long, AssetRows> byAsset = new HashMap<>();
    rows.forEach(row -> byAsset.computeIfAbsent(row.assetId(), id -> new AssetRows()).files.put(row.role(), row));
    return byAsset;
  }

  Collection<LedgerFile> all() {
    return List.copyOf(files.values());
  }

  Optional<LedgerFile> file(Role role) {
    return Optional.ofNullable(files.get(role));
  }

  void replace(LedgerFile file) {
    files.put(file.role(), file);
  }

  void drop(LedgerFile file) {
    files.remove(file.role());
  }

  /** Whether nothing needs to be done for this asset, as far as the ledger can tell. */
  boolean isSettled(WantedAsset asset, String folderPath, Sidecars sidecars, Embedding embedding) {
    boolean still =
        isMediaSettled(Role.MEDIA, asset.hash().still(), asset, folderPath, embedding)
            && areSidecarsSettled(Role.MEDIA, asset, sidecars);
    if (!still || !asset.isLive()) {
      return still;
    }
    return isMediaSettled(Role.LIVE_VIDEO, asset.hash().video(), asset, folderPath, embedding)
        && areSidecarsSettled(Role.LIVE_VIDEO, asset, sidecars);
  }

  /** Whether nothing needs to be written from the library, wherever its files lie. */
  boolean hasRightContent(WantedAsset asset, Embedding embedding) {
    return hasRightContent(Role.MEDIA, asset.hash().still(), asset, embedding)
        && (!asset.isLive() || hasRightContent(Role.LIVE_VIDEO, asset.hash().video(), asset, embedding));
  }

  private boolean hasRightContent(Role role, ContentHash hash, WantedAsset asset, Embedding embedding) {
    LedgerFile row = files.get(role);
    return row != null
        && (row.edited() || (row.libraryHash().equals(hash) && embedding.isRight(row, asset.mediaStamp())));
  }

  private boolean areSidecarsSettled(Role media, WantedAsset asset, Sidecars sidecars) {
    return sidecars.rolesOf(media).stream().allMatch(role -> isSidecarSettled(media, role, asset, sidecars));
  }

  private boolean isMediaSettled(
      Role role, ContentHash hash, WantedAsset asset, String folderPath, Embedding embedding) {
    LedgerFile row = files.get(role);
    if (row == null || !ExportPath.parent(row.path()).equals(folderPath)) {
      return false;
    }
    return row.edited()
        || (row.isThere()
            && row.intended().isEmpty()
            && hasRightContent(role, hash, asset, embedding)
            && row.setMillis().equals(asset.timeMillis()));
  }

  private boolean isSidecarSettled(Role mediaRole, Role role, WantedAsset asset, Sidecars sidecars) {
    LedgerFile row = files.get(role);
    if (row == null || !row.path().equals(sidecars.path(files.get(mediaRole).path(), role))) {
      return false;
    }
    return row.edited() || (row.isThere() && row.intended().isEmpty() && row.stamp().equals(asset.stamp(role)));
  }
}
