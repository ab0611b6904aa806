package org.stillkeep.importer;

import java.util.List;
import java.util.Optional;
import org.stillkeep.catalog.AssetOutline;
import org.stillkeep.catalog.AssetTable;

/** Reads outlines of assets some ahead while they are asked for in about the order of their ids, as those of one Takeout are. */
final class OutlinesAhead {

  private static final int MOST_AHEAD = 256;

  private final AssetTable assets;
  private List<AssetOutline> page = List.of();
  private int found;
  private int ahead = 1;

  OutlinesAhead(AssetTable assets) {
    this.assets = assets;
  }

  Optional<AssetOutline> get(long id) {
    Optional<AssetOutline> known = find(id);
    if (known.isEmpty()) {
      // As far ahead as pays: each page is as long as the last one was of use.
      ahead = page.isEmpty() ? ahead : 2 * found >= page.size() ? Math.min(MOST_AHEAD, 2 * ahead) : Math.max(1, ahead / 2);
      page = assets.outlinesFrom(id, ahead);
      found = 0;
      known = find(id);
    }
    found++;
    return known;
  }

  /** Some asset has changed: what was read ahead is read again. */
  void forget() {
    page = List.of();
  }

  /** By halves: ids ascend. */
  private Optional<AssetOutline> find(long id) {
    int low = 0;
    int high = page.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (page.get(middle).id() < id) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low < page.size() && page.get(low).id() == id ? Optional.of(page.get(low)) : Optional.empty();
  }
}
