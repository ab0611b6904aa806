package org.stillkeep.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.stillkeep.catalog.AccountedEntry.Location;

/** Sums and lists over what became of the entries of a set, for reports. Reads only. */
public final class Accounts {

  private static final int PAGE_ROWS = 500;

  private static final String ENTRIES =
      "SELECT entry.*, archive.file_name, asset.taken_source, sidecar.path AS sidecar_path,"
          + " sidecar_home.file_name AS sidecar_file_name"
          + " FROM entry JOIN archive ON archive.id = entry.archive_id"
          + " LEFT JOIN asset ON asset.id = entry.asset_id"
          + " LEFT JOIN entry sidecar ON sidecar.archive_id = entry.sidecar_archive"
          + " AND sidecar.position = entry.sidecar_position"
          + " LEFT JOIN archive sidecar_home ON sidecar_home.id = entry.sidecar_archive";

  /** Media whose content is in the library; moving halves go with their stills. */
  private static final String PHOTOS =
      " FROM entry JOIN archive ON archive.id = entry.archive_id LEFT JOIN asset ON asset.id = entry.asset_id"
          + " WHERE set_id = ? AND outcome IN ('IMPORTED', 'ALREADY_THERE', 'COPY')";

  private final Db db;

  Accounts(Db db) {
    this.db = db;
  }

  /** How many photos and videos of a set got their sidecar by which rule, most first; empty text stands for no sidecar. */
  public Map<String, Long> rules(String setId) {
    return sums("SELECT coalesce(rule, ''), count(*) AS n" + PHOTOS + " GROUP BY 1 ORDER BY n DESC, 1", setId);
  }

  /** How many photos and videos of a set have a sidecar of which confidence; those without one are left out. */
  public Map<String, Long> confidences(String setId) {
    return sums("SELECT confidence, count(*) AS n" + PHOTOS + " AND rule IS NOT NULL GROUP BY 1 ORDER BY n DESC, 1", setId);
  }

  /** How many photos and videos of a set have their capture time from where, as the library says now; empty text: it is not in it. */
  public Map<String, Long> timeSources(String setId) {
    return sums("SELECT coalesce(lower(taken_source), ''), count(*) AS n" + PHOTOS + " GROUP BY 1 ORDER BY n DESC, 1", setId);
  }

  /** Why entries of a set were ignored, and how many for each reason, most first. */
  public Map<String, Long> ignored(String setId) {
    return sums(
        "SELECT reason, count(*) AS n FROM entry JOIN archive ON archive.id = entry.archive_id"
            + " WHERE set_id = ? AND outcome = 'IGNORED' GROUP BY 1 ORDER BY n DESC, 1",
        setId);
  }

  /** How many entries wait to be read in which archives of a set, by file name. */
  public Map<String, Long> pending(String setId) {
    return sums(
        "SELECT file_name, count(*) FROM entry JOIN archive ON archive.id = entry.archive_id"
            + " WHERE set_id = ? AND outcome = 'PENDING' GROUP BY archive.id ORDER BY archive.id",
        setId);
  }

  /** How many entries of a set give cause for this concern. */
  public long count(String setId, Concern concern) {
    return db.one(
            "SELECT count(*) FROM entry JOIN archive ON archive.id = entry.archive_id"
                + " LEFT JOIN asset ON asset.id = entry.asset_id WHERE set_id = ? AND ("
                + concern.condition()
                + ")",
            row -> row.getLong(1),
            setId)
        .orElseThrow();
  }

  /** The first entries of a set that give cause for this concern. */
  public List<AccountedEntry> list(String setId, Concern concern, int most) {
    return db.all(
        ENTRIES
            + " WHERE archive.set_id = ? AND ("
            + concern.condition()
            + ") ORDER BY entry.archive_id, entry.position LIMIT ?",
        this::read,
        setId,
        most);
  }

  /** Hands over every entry of an archive in its order, some hundred at a time. */
  public void forEach(long archiveId, Consumer<? super AccountedEntry> consumer) {
    String sql = ENTRIES + " WHERE entry.archive_id = ? AND entry.position > ? ORDER BY entry.position LIMIT " + PAGE_ROWS;
    Pages.forEach(
        -1, last -> db.all(sql, this::read, archiveId, last), AccountedEntry::position, PAGE_ROWS, consumer);
  }

  private Map<String, Long> sums(String sql, String setId) {
    Map<String, Long> sums = new LinkedHashMap<>();
    db.forEach(
        sql, row -> Map.entry(row.getString(1), row.getLong(2)), sum -> sums.merge(sum.getKey(), sum.getValue(), Long::sum), setId);
    return sums;
  }

  private AccountedEntry read(ResultSet row) throws SQLException {
    Optional<String> confidence = Optional.ofNullable(row.getString("confidence"));
    String source = row.getString("taken_source");
    String sidecar = row.getString("sidecar_path");
    return new AccountedEntry(
        row.getInt("position"),
        row.getString("file_name"),
        row.getString("path"),
        row.getLong("size_bytes"),
        Outcome.valueOf(row.getString("outcome")),
        row.getString("reason"),
        Optional.ofNullable(row.getString("rule")),
        confidence,
        confidence.isEmpty() || source == null ? Optional.empty() : Optional.of(source.toLowerCase(Locale.ROOT)),
        sidecar == null ? Optional.empty() : Optional.of(new Location(row.getString("sidecar_file_name"), sidecar)),
        EntryKeys.of(row.getString("candidates")).stream().flatMap(key -> locate(key).stream()).toList(),
        row.getInt("healed") != 0);
  }

  private Optional<Location> locate(EntryKey key) {
    return db.one(
        "SELECT file_name, path FROM entry JOIN archive ON archive.id = archive_id WHERE archive_id = ? AND position = ?",
        row -> new Location(row.getString(1), row.getString(2)),
        key.archiveId(),
        key.position());
  }
}
