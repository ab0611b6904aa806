package org.stillkeep.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import org.stillkeep.asset.AssetKind;
import org.stillkeep.asset.ContentHash;

/**
 * The assets of the library, those in the trash and tombstones of those that are gone among them.
 *
 * <p>Methods that take a consumer read some hundred rows at a time and hold no lock while the consumer runs, which may
 * use the catalog as it likes.
 */
public final class AssetTable {

  private static final int PAGE_ROWS = 500;
  /** With its first eight bytes, which are what the index has of a hash. */
  static final String BY_HASH =
      "SELECT * FROM asset WHERE substr(hash, 1, 8) = substr(?1, 1, 8) AND hash = ?1 AND shared = 0 ORDER BY id";

  static final String KNOWS_WHOLE =
      "SELECT EXISTS (SELECT 1 FROM asset WHERE substr(hash, 1, 8) = substr(?1, 1, 8) AND hash = ?1 AND shared = 0)"
          + " OR EXISTS (SELECT 1 FROM asset WHERE kind = 'LIVE_PHOTO' AND substr(hash, 1, 64) = ?1 AND shared = 0)"
          + " OR EXISTS (SELECT 1 FROM asset WHERE kind = 'LIVE_PHOTO' AND substr(hash, 65) = ?1 AND shared = 0)";

  static final String KNOWS_LIVE =
      "SELECT EXISTS (SELECT 1 FROM asset WHERE substr(hash, 1, 8) IN (substr(?1, 1, 8), substr(?2, 1, 8), substr(?3, 1, 8))"
          + " AND hash IN (?1, ?2, ?3) AND shared = 0)";

  static final String HALVES_APART =
      "SELECT 1 FROM asset whole JOIN asset half"
          + " ON substr(half.hash, 1, 8) IN (substr(whole.hash, 1, 8), substr(whole.hash, 65, 8))"
          + " AND half.hash IN (substr(whole.hash, 1, 64), substr(whole.hash, 65))"
          + " WHERE whole.id = ? AND half.shared = 0 AND half.state = 'ACTIVE' AND half.kind <> 'LIVE_PHOTO'";

  private static final String UPSERT = ChangeSequence.upsert("asset", List.of("id"), AssetRow.COLUMNS);

  private final Db db;
  private final ChangeSequence changes;

  AssetTable(Db db, ChangeSequence changes) {
    this.db = db;
    this.changes = changes;
  }

  /**
   * Stores the asset as given, over whatever was there.
   *
   * @return whether that changed anything
   */
  public boolean upsert(StoredAsset stored) {
    return changes.change(UPSERT, AssetRow.values(stored));
  }

  /** The asset with this id, in any state. */
  public Optional<StoredAsset> byId(long id) {
    return db.one("SELECT * FROM asset WHERE id = ?", AssetRow::read, id);
  }

  /** Outlines of assets in any state, in ascending id from this one on. */
  public List<AssetOutline> outlinesFrom(long id, int most) {
    String sql = "SELECT id, state, kind, edited_of IS NOT NULL, sidecar_json FROM asset WHERE id >= ? ORDER BY id LIMIT ?";
    return db.all(sql, AssetTable::outline, id, most);
  }

  /** Whether a half of this live photo is outside the trash as an asset of its own. */
  public boolean hasHalvesApart(long livePhotoId) {
    return db.one(HALVES_APART, row -> row.getInt(1), livePhotoId).isPresent();
  }

  /** The assets with these ids, in any state; of ids that there are not, none. For some thousand at once. */
  public Map<Long, StoredAsset> byIds(Collection<Long> ids) {
    String array = ids.stream().map(String::valueOf).collect(Collectors.joining(",", "[", "]"));
    Map<Long, StoredAsset> found = new LinkedHashMap<>();
    db.forEach(
        "SELECT * FROM asset WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id",
        AssetRow::read,
        each -> found.put(each.id(), each),
        array);
    return found;
  }

  /** All assets of one's own with this content, in any state, the oldest first. Content is often in the library once. */
  public List<StoredAsset> byHash(ContentHash hash) {
    return db.all(BY_HASH, AssetRow::read, (Object) AssetRow.hashBytes(hash));
  }

  /** Live photos of one's own, in any state, of which this content is one half; the oldest first. */
  public List<StoredAsset> withHalf(ContentHash half) {
    byte[] hash = AssetRow.hashBytes(half);
    return db.all(
        "SELECT * FROM asset WHERE kind = 'LIVE_PHOTO' AND substr(hash, 1, 64) = ? AND shared = 0"
            + " UNION SELECT * FROM asset WHERE kind = 'LIVE_PHOTO' AND substr(hash, 65) = ? AND shared = 0 ORDER BY id",
        AssetRow::read,
        hash,
        hash);
  }

  /**
   * Whether {@link #byHash} or {@link #withHalf} would find anything for this content, or {@code byHash} for one of its halves: one
   * question instead of several, for content that is new.
   */
  public boolean knows(ContentHash hash) {
    return hash.isLivePhoto() ? knowsLive(hash) : isTrue(KNOWS_WHOLE, (Object) AssetRow.hashBytes(hash));
  }

  private boolean knowsLive(ContentHash hash) {
    return isTrue(KNOWS_LIVE, AssetRow.hashBytes(hash), AssetRow.hashBytes(hash.still()), AssetRow.hashBytes(hash.video()));
  }

  private boolean isTrue(String sql, Object... arguments) {
    return db.one(sql, row -> row.getInt(1) != 0, arguments).orElseThrow();
  }

  /** Hands over every asset of one state in ascending id. Assets that change meanwhile are seen in either form. */
  public void forEach(AssetState state, Consumer<? super StoredAsset> consumer) {
    String sql = "SELECT * FROM asset WHERE id > ? AND state = ? ORDER BY id LIMIT " + PAGE_ROWS;
    Pages.forEach(
        Long.MIN_VALUE, last -> db.all(sql, AssetRow::read, last, state.name()), StoredAsset::id, PAGE_ROWS, consumer);
  }

  /** Hands over the latest change of each asset that changed after {@code change}, in ascending order; 0 brings all. */
  public void changedSince(long change, Consumer<? super AssetChange> consumer) {
    String sql = "SELECT * FROM asset WHERE change > ? ORDER BY change LIMIT " + PAGE_ROWS;
    Pages.forEach(
        change, last -> db.all(sql, AssetRow::readChange, last), AssetChange::change, PAGE_ROWS, consumer);
  }

  /**
   * Moves an asset into another state.
   *
   * @return whether there is such an asset and it was in a different one
   */
  public boolean setState(long id, AssetState state) {
    return changes.change(
        "UPDATE asset SET state = ?, change = " + ChangeSequence.NEXT + " WHERE id = ? AND state <> ?",
        state.name(),
        id,
        state.name());
  }

  /** Marks an asset as gone for good; its row stays as a tombstone. */
  public boolean remove(long id) {
    return setState(id, AssetState.GONE);
  }

  /** How many assets are in this state. */
  public long count(AssetState state) {
    return db.one("SELECT count(*) FROM asset WHERE state = ?", row -> row.getLong(1), state.name()).orElseThrow();
  }

  /** Whether there are assets in none of the states that there are: no list of assets has them. */
  boolean hasUnknownStates() {
    return db.one("SELECT 1 FROM asset WHERE state NOT IN ('ACTIVE', 'TRASHED', 'GONE')", row -> row.getInt(1)).isPresent();
  }

  /** How many bytes of content each asset of one's own has, both halves of a live photo together, in ascending order. */
  public long[] contentSizes() {
    String sql = "SELECT size_bytes + live_video_bytes AS bytes FROM asset WHERE shared = 0 AND state <> 'GONE' ORDER BY bytes";
    return db.all(sql, row -> row.getLong(1)).stream().mapToLong(Long::longValue).toArray();
  }

  /** Assets outside the trash, with ids above this one, whose content nobody has hashed; some hundred at most, by id. */
  public List<StoredAsset> unhashedAfter(long id) {
    String sql = "SELECT * FROM asset WHERE hashed = 0 AND state = 'ACTIVE' AND id > ? ORDER BY id LIMIT " + PAGE_ROWS;
    return db.all(sql, AssetRow::read, id);
  }

  /** How many assets outside the trash there are whose content nobody has hashed. */
  public long countUnhashed() {
    return db.one("SELECT count(*) FROM asset WHERE hashed = 0 AND state = 'ACTIVE'", row -> row.getLong(1)).orElseThrow();
  }

  /** How many bytes of cleartext content the assets in this state have. */
  public long contentBytes(AssetState state) {
    String sql = "SELECT coalesce(sum(size_bytes + live_video_bytes), 0) FROM asset WHERE state = ?";
    return db.one(sql, row -> row.getLong(1), state.name()).orElseThrow();
  }

  /** The active assets of one's own that came last and that their owner does not hide, the newest first. */
  public List<RecentAsset> newest(int most) {
    String sql =
        "SELECT id, title, came_ms, thumb_key IS NOT NULL AS has_thumb FROM asset WHERE state = 'ACTIVE' AND shared = 0 AND hidden = 0"
            + " AND NOT EXISTS (SELECT 1 FROM membership JOIN album ON album.id = album_id"
            + " WHERE asset_id = asset.id AND membership.removed = 0 AND album.hidden = 1) ORDER BY id DESC LIMIT ?";
    return db.all(sql, AssetTable::readRecent, most);
  }

  private static RecentAsset readRecent(ResultSet row) throws SQLException {
    long millis = row.getLong("came_ms");
    Optional<Instant> cameAt = row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    return new RecentAsset(row.getLong("id"), row.getString("title"), cameAt, row.getBoolean("has_thumb"));
  }

  /** Active assets that have left all their albums: what the store has taken away for good. */
  public List<Long> withoutAlbum() {
    String sql =
        "SELECT id FROM asset WHERE state = 'ACTIVE' AND id IN (SELECT asset_id FROM membership WHERE removed = 1)"
            + " AND NOT EXISTS (SELECT 1 FROM membership m WHERE m.asset_id = asset.id AND m.removed = 0)";
    return db.all(sql, row -> row.getLong(1));
  }

  void clear() {
    db.update("DELETE FROM asset");
  }

  private static AssetOutline outline(ResultSet row) throws SQLException {
    byte[] sidecar = row.getBytes(5);
    CRC32 crc = new CRC32();
    if (sidecar != null) {
      crc.update(sidecar);
    }
    return new AssetOutline(
        row.getLong(1),
        AssetState.valueOf(row.getString(2)),
        AssetKind.valueOf(row.getString(3)),
        row.getInt(4) != 0,
        sidecar == null ? -1 : sidecar.length,
        crc.getValue());
  }
}
