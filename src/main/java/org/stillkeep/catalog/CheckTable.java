package org.stillkeep.catalog;

import java.util.List;
import org.stillkeep.asset.ContentHash;

/** When the content of each asset was last read to its end, and what was wrong with it. One row for each asset at most. */
public final class CheckTable {

  private static final String THAT_IS_DAMAGED =
      " ON asset_id = asset.id AND content_check.object_key = asset.object_key WHERE damage IS NOT NULL AND state <> 'GONE'";

  static final String DAMAGED = " FROM asset JOIN content_check" + THAT_IS_DAMAGED;

  /** Lost content that could not be put back has come again under another number, and its owner has that. */
  static final String NOT_REPLACED =
      " AND NOT (state = 'TRASHED' AND EXISTS (SELECT 1 FROM asset twin LEFT JOIN content_check seen"
          + " ON seen.asset_id = twin.id AND seen.object_key = twin.object_key"
          + " WHERE substr(twin.hash, 1, 8) = substr(asset.hash, 1, 8) AND twin.hash = asset.hash AND twin.shared = 0 AND twin.state = 'ACTIVE' AND seen.damage IS NULL))";

  /** The few that are damaged come first, by their index, whatever SQLite thinks of an order by number. */
  static final String ALL_DAMAGED =
      "SELECT asset.* FROM content_check CROSS JOIN asset" + THAT_IS_DAMAGED + NOT_REPLACED + " ORDER BY asset.id";

  static final String DAMAGED_WITH =
      "SELECT asset.*" + DAMAGED + " AND state = 'ACTIVE' AND shared = 0"
          + " AND substr(asset.hash, 1, 8) = substr(?1, 1, 8) AND asset.hash = ?1 ORDER BY asset.id";

  private final Db db;

  CheckTable(Db db) {
    this.db = db;
  }

  /** Notes how an asset's content was found, over what was known of it before. */
  public void put(ContentCheck check) {
    db.update(
        "INSERT OR REPLACE INTO content_check (asset_id, object_key, read_ms, damage) VALUES (?, ?, ?, ?)",
        check.assetId(),
        check.objectKey(),
        check.at().toEpochMilli(),
        check.damage().orElse(null));
  }

  /** Whether the content that the asset has now was found damaged or missing, and not whole since. */
  public boolean isDamaged(long assetId) {
    return db.one("SELECT 1" + DAMAGED + " AND asset.id = ?", row -> row.getInt(1), assetId).isPresent();
  }

  /** The assets of which that is so, in ascending id; without those in the trash whose content is there under another number. */
  public List<StoredAsset> damaged() {
    return db.all(ALL_DAMAGED, AssetRow::read);
  }

  /** The assets of one's own outside the trash with this content of which that is so. */
  public List<StoredAsset> damagedWith(ContentHash hash) {
    return db.all(DAMAGED_WITH, AssetRow::read, (Object) AssetRow.hashBytes(hash));
  }

  /**
   * The assets of one's own outside the trash whose content nobody has read to its end since, those first that wait the longest.
   * What was never read waits since it came into the catalog.
   *
   * @param beforeMillis milliseconds of the epoch
   */
  public List<StoredAsset> notReadSince(long beforeMillis, int most) {
    return db.all(
        "SELECT asset.* FROM asset LEFT JOIN content_check ON asset_id = asset.id"
            + " WHERE state = 'ACTIVE' AND shared = 0 AND coalesce(read_ms, came_ms, 0) < ?"
            + " ORDER BY coalesce(read_ms, came_ms, 0), asset.id LIMIT ?",
        AssetRow::read,
        beforeMillis,
        most);
  }

  /** How many assets of one's own outside the trash were read to their end since, and were whole. */
  public long countReadSince(long sinceMillis) {
    return db.one(
            "SELECT count(*) FROM content_check JOIN asset ON asset.id = asset_id AND asset.object_key = content_check.object_key"
                + " WHERE state = 'ACTIVE' AND shared = 0 AND damage IS NULL AND read_ms >= ?",
            row -> row.getLong(1),
            sinceMillis)
        .orElseThrow();
  }

  void clear() {
    db.update("DELETE FROM content_check");
  }
}
