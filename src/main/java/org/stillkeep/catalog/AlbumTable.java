package org.stillkeep.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.stillkeep.asset.Album;
import org.stillkeep.asset.AlbumKind;

/** The albums of the library, tombstones of removed ones among them, and which assets are in them. */
public final class AlbumTable {

  private static final int PAGE_ROWS = 500;
  private static final String UPSERT =
      ChangeSequence.upsert(
          "album",
          List.of("id"),
          List.of(
              "kind", "title", "origin", "key_ciphertext", "key_nonce", "magic_version", "magic_json", "metadata", "removed", "shared",
              "hidden", "quick_link"));
  private static final String UPSERT_MEMBER =
      ChangeSequence.upsert(
          "membership", List.of("album_id", "asset_id"), List.of("key_ciphertext", "key_nonce", "removed"));
  private static final String REMOVE_MEMBER =
      "UPDATE membership SET removed = 1, change = "
          + ChangeSequence.NEXT
          + " WHERE album_id = ? AND asset_id = ? AND removed = 0";

  private final Db db;
  private final ChangeSequence changes;

  AlbumTable(Db db, ChangeSequence changes) {
    this.db = db;
    this.changes = changes;
  }

  /**
   * Stores the album as given, over whatever was there.
   *
   * @return whether that changed anything
   */
  public boolean upsert(StoredAlbum stored) {
    Album album = stored.album();
    return changes.change(
        UPSERT,
        album.id(),
        album.kind().name(),
        album.title(),
        stored.origin(),
        stored.key().ciphertext(),
        stored.key().nonce(),
        stored.privateMagic().version(),
        stored.privateMagic().json(),
        stored.metadata().orElse(null),
        stored.removed() ? 1 : 0,
        stored.shared() ? 1 : 0,
        stored.hidden() ? 1 : 0,
        stored.quickLink() ? 1 : 0);
  }

  /** The album with this id, removed or not. */
  public Optional<StoredAlbum> byId(long id) {
    return db.one("SELECT * FROM album WHERE id = ?", AlbumTable::read, id);
  }

  /** The album of one's own that was made from this origin and is still there; the oldest, if there are several. */
  public Optional<StoredAlbum> byOrigin(String origin) {
    String sql = "SELECT * FROM album WHERE origin = ? AND origin <> '' AND removed = 0 AND shared = 0 ORDER BY id";
    return db.one(sql, AlbumTable::read, origin);
  }

  /** Whether an album was made from this origin and is gone: another client deleted it. */
  public boolean isRemoved(String origin) {
    String sql = "SELECT 1 FROM album WHERE origin = ? AND origin <> '' AND removed = 1";
    return byOrigin(origin).isEmpty() && db.one(sql, row -> row.getInt(1), origin).isPresent();
  }

  /** The oldest album of a kind that is still there, and one's own. Of favourites and uncategorised there is at most one. */
  public Optional<StoredAlbum> byKind(AlbumKind kind) {
    return db.one("SELECT * FROM album WHERE kind = ? AND removed = 0 AND shared = 0 ORDER BY id", AlbumTable::read, kind.name());
  }

  /** All albums that are still there, those of others and hidden ones among them, by id. Quick links are no albums. */
  public List<StoredAlbum> all() {
    return db.all("SELECT * FROM album WHERE removed = 0 AND quick_link = 0 ORDER BY id", AlbumTable::read);
  }

  /** All that hold assets: albums and quick links, by id. */
  public List<StoredAlbum> allWithQuickLinks() {
    return db.all("SELECT * FROM album WHERE removed = 0 ORDER BY id", AlbumTable::read);
  }

  /** How many albums there are that their owner made. */
  public long countOwned() {
    String sql = "SELECT count(*) FROM album WHERE removed = 0 AND kind = ? AND shared = 0 AND quick_link = 0";
    return db.one(sql, row -> row.getLong(1), AlbumKind.ALBUM.name()).orElseThrow();
  }

  /** The latest change of each album that changed after {@code change}, in ascending order; 0 brings all. */
  public List<AlbumChange> changedSince(long change) {
    return db.all(
        "SELECT * FROM album WHERE change > ? ORDER BY change",
        row -> new AlbumChange(row.getLong("change"), album(row), row.getInt("removed") != 0),
        change);
  }

  /** The store's time up to which an album's files have been read; 0 when they never were. */
  public long filesRead(long albumId) {
    return db.one("SELECT files_read FROM album WHERE id = ?", row -> row.getLong(1), albumId).orElse(0L);
  }

  /** Notes the store's time up to which an album's files have been read. This is no change of the album. */
  public void setFilesRead(long albumId, long time) {
    db.update("UPDATE album SET files_read = ? WHERE id = ?", time, albumId);
  }

  /** Forgets how far the files of all albums have been read. */
  public void forgetFilesRead() {
    db.update("UPDATE album SET files_read = 0");
  }

  /** Puts an asset into an album, with its key under the album's key. Returns whether that changed anything. */
  public boolean addMember(long albumId, long assetId, WrappedKey key) {
    return changes.change(UPSERT_MEMBER, albumId, assetId, key.ciphertext(), key.nonce(), 0);
  }

  /**
   * Notes that an asset was in an album once, to keep its key; a membership that is there stays as it is.
   *
   * @return whether that changed anything
   */
  public boolean addFormerMember(long albumId, long assetId, WrappedKey key) {
    String sql =
        "INSERT INTO membership (album_id, asset_id, key_ciphertext, key_nonce, removed, change) VALUES (?, ?, ?, ?, 1, "
            + ChangeSequence.NEXT
            + ") ON CONFLICT DO NOTHING";
    return changes.change(sql, albumId, assetId, key.ciphertext(), key.nonce());
  }

  /** Takes an asset out of an album. Returns whether it was in it. */
  public boolean removeMember(long albumId, long assetId) {
    return changes.change(REMOVE_MEMBER, albumId, assetId);
  }

  /** Takes an asset out of all its albums, quick links among them. */
  public void removeFromAll(long assetId) {
    String sql = "SELECT album_id FROM membership WHERE asset_id = ? AND removed = 0 ORDER BY album_id";
    db.inTransaction(() -> db.all(sql, row -> row.getLong(1), assetId).forEach(albumId -> removeMember(albumId, assetId)));
  }

  /** Takes all assets out of an album. */
  public void removeAllMembers(long albumId) {
    db.inTransaction(() -> membersOf(albumId).forEach(assetId -> removeMember(albumId, assetId)));
  }

  /** The ids of the assets in an album, ascending. */
  public List<Long> membersOf(long albumId) {
    String sql = "SELECT asset_id FROM membership WHERE album_id = ? AND removed = 0 ORDER BY asset_id";
    return db.all(sql, row -> row.getLong(1), albumId);
  }

  /** The albums that an asset is in, by id; quick links are none. */
  public List<Album> albumsOf(long assetId) {
    String sql =
        "SELECT album.* FROM membership JOIN album ON album.id = album_id"
            + " WHERE asset_id = ? AND membership.removed = 0 AND album.removed = 0 AND quick_link = 0 ORDER BY album.id";
    return db.all(sql, AlbumTable::album, assetId);
  }

  /** Those of them that are one's own, to which something can be written. */
  public List<Album> ownAlbumsOf(long assetId) {
    String sql =
        "SELECT album.* FROM membership JOIN album ON album.id = album_id WHERE asset_id = ? AND membership.removed = 0"
            + " AND album.removed = 0 AND quick_link = 0 AND shared = 0 ORDER BY album.id";
    return db.all(sql, AlbumTable::album, assetId);
  }

  /** Whether an asset's owner hides it: by itself, or in a hidden album. */
  public boolean isHidden(long assetId) {
    String sql =
        "SELECT 1 FROM asset WHERE id = ? AND hidden = 1 UNION ALL SELECT 1 FROM membership JOIN album ON album.id = album_id"
            + " WHERE asset_id = ? AND membership.removed = 0 AND album.removed = 0 AND album.hidden = 1";
    return db.one(sql, row -> row.getInt(1), assetId, assetId).isPresent();
  }

  /** An asset's key under the keys of its present and former albums: one's own first, and of those the present ones. */
  public List<AssetKey> keysOf(long assetId) {
    String sql =
        "SELECT membership.* FROM membership JOIN album ON album.id = album_id"
            + " WHERE asset_id = ? ORDER BY album.shared, membership.removed, album_id";
    return db.all(
        sql,
        row -> new AssetKey(row.getLong("album_id"), key(row), row.getInt("removed") != 0),
        assetId);
  }

  /** Hands over the latest change of each membership that changed after {@code change}, in ascending order; 0 brings all. */
  public void membershipsChangedSince(long change, Consumer<? super MembershipChange> consumer) {
    String sql = "SELECT * FROM membership WHERE change > ? ORDER BY change LIMIT " + PAGE_ROWS;
    Pages.forEach(
        change, last -> db.all(sql, AlbumTable::membership, last), MembershipChange::change, PAGE_ROWS, consumer);
  }

  void clear() {
    db.update("DELETE FROM membership");
    db.update("DELETE FROM album");
  }

  private static StoredAlbum read(ResultSet row) throws SQLException {
    return new StoredAlbum(
        album(row),
        row.getString("origin"),
        key(row),
        new MagicText(row.getInt("magic_version"), row.getString("magic_json")),
        Optional.ofNullable(row.getString("metadata")),
        row.getInt("removed") != 0,
        row.getInt("shared") != 0,
        row.getInt("hidden") != 0,
        row.getInt("quick_link") != 0);
  }

  private static Album album(ResultSet row) throws SQLException {
    return new Album(row.getLong("id"), AlbumKind.valueOf(row.getString("kind")), row.getString("title"));
  }

  private static WrappedKey key(ResultSet row) throws SQLException {
    return new WrappedKey(row.getBytes("key_ciphertext"), row.getBytes("key_nonce"));
  }

  private static MembershipChange membership(ResultSet row) throws SQLException {
    return new MembershipChange(
        row.getLong("change"), row.getLong("asset_id"), row.getLong("album_id"), row.getInt("removed") != 0);
  }
}
