package org.stillkeep.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Uploads that were begun and whose assets are not in the library yet. */
public final class UploadTable {

  private static final String NOW_MILLIS = "CAST(unixepoch('subsec') * 1000 AS INTEGER)";

  private final Db db;

  UploadTable(Db db) {
    this.db = db;
  }

  /** The upload of this content. */
  public Optional<UploadDraft> find(String identity) {
    return db.one("SELECT * FROM upload WHERE identity = ?", UploadTable::read, identity);
  }

  /** Notes that an upload begins, in place of any that was begun for the same content. */
  public void begin(UploadDraft draft) {
    db.inTransaction(
        () -> {
          remove(draft.identity());
          db.update(
              "INSERT INTO upload (identity, key_ciphertext, key_nonce, header, object_bytes, begun_ms) VALUES (?, ?, ?, ?, ?, "
                  + NOW_MILLIS
                  + ")",
              draft.identity(),
              draft.key().ciphertext(),
              draft.key().nonce(),
              draft.header(),
              draft.objectBytes());
        });
  }

  /** Keeps the store's note of how far an upload has come. A loss of power may lose it: it saves work, and proves nothing. */
  public void noteProgress(String identity, String progress) {
    db.inUnsyncedTransaction(() -> db.update("UPDATE upload SET progress = ? WHERE identity = ?", progress, identity));
  }

  /** Notes that an upload's thumbnail is in the store. A loss of power may lose it, too. */
  public void noteThumbnail(String identity, SealedObject thumbnail) {
    db.inUnsyncedTransaction(
        () ->
            db.update(
                "UPDATE upload SET thumb_key = ?, thumb_header = ?, thumb_bytes = ? WHERE identity = ?",
                thumbnail.objectKey(),
                thumbnail.header(),
                thumbnail.ciphertextBytes(),
                identity));
  }

  /** The hash of all that was sealed up to the end of an upload's chunk at this position; empty when none was. */
  public Optional<byte[]> chunk(String identity, long position) {
    String sql = "SELECT hash FROM upload_chunk WHERE identity = ? AND position = ?";
    return db.one(sql, row -> row.getBytes(1), identity, position);
  }

  /** Notes the hash of all that an upload may send up to the end of its chunk at this position. */
  public void addChunk(String identity, long position, byte[] hash) {
    db.update("INSERT INTO upload_chunk (identity, position, hash) VALUES (?, ?, ?)", identity, position, hash);
  }

  /** Forgets an upload: its key is never used again. */
  public void remove(String identity) {
    db.update("DELETE FROM upload WHERE identity = ?", identity);
  }

  /** Forgets uploads whose content an asset of the catalog has. */
  public void removeRegistered() {
    if (count() > 0) {
      db.update("DELETE FROM upload WHERE header IN (SELECT object_header FROM asset)");
    }
  }

  /** Forgets uploads whose content one of these assets has. */
  public void removeRegistered(List<Long> assetIds) {
    String sql = "DELETE FROM upload WHERE header = (SELECT object_header FROM asset WHERE id = ?)";
    db.inTransaction(() -> assetIds.forEach(id -> db.update(sql, id)));
  }

  /** Forgets the upload of the object with this header. */
  public void removeWithHeader(byte[] header) {
    db.update("DELETE FROM upload WHERE header = ?", header);
  }

  /** Forgets uploads that were begun longer ago than this. */
  public void removeOlderThan(Duration age) {
    db.update("DELETE FROM upload WHERE begun_ms < " + NOW_MILLIS + " - ?", age.toMillis());
  }

  /** How many uploads are under way. */
  public long count() {
    return db.one("SELECT count(*) FROM upload", row -> row.getLong(1)).orElseThrow();
  }

  void clear() {
    db.update("DELETE FROM upload");
  }

  private static UploadDraft read(ResultSet row) throws SQLException {
    return new UploadDraft(
        row.getString("identity"),
        new WrappedKey(row.getBytes("key_ciphertext"), row.getBytes("key_nonce")),
        row.getBytes("header"),
        row.getLong("object_bytes"),
        Optional.ofNullable(row.getString("progress")),
        AssetRow.thumbnail(row));
  }
}
