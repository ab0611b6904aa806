package org.stillkeep.catalog;

import java.util.Optional;

/** What we found out by reading about content of which other clients noted too little. One row for each asset at most. */
public final class MeasuredTable {

  private final Db db;

  MeasuredTable(Db db) {
    this.db = db;
  }

  /** Notes what was found out, over what was known of that asset before. */
  public void put(Measured measured) {
    db.update(
        "INSERT OR REPLACE INTO measured (asset_id, object_header, hash, size_bytes, live_video_bytes) VALUES (?, ?, ?, ?, ?)",
        measured.assetId(),
        measured.header(),
        AssetRow.hashBytes(measured.hash()),
        measured.sizeBytes(),
        measured.liveVideoSizeBytes());
  }

  /** What is known of an asset's content with this header. */
  public Optional<Measured> of(long assetId, byte[] contentHeader) {
    return db.one(
            "SELECT * FROM measured WHERE asset_id = ?",
            row ->
                new Measured(
                    row.getLong("asset_id"),
                    row.getBytes("object_header"),
                    AssetRow.hash(row.getBytes("hash")),
                    row.getLong("size_bytes"),
                    row.getLong("live_video_bytes")),
            assetId)
        .filter(measured -> measured.isOf(contentHeader));
  }

  void clear() {
    db.update("DELETE FROM measured");
  }
}
