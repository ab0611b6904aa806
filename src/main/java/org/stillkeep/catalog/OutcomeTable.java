package org.stillkeep.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** What became of every entry of every archive: exactly one outcome each, so that the sums close. */
public final class OutcomeTable {

  private static final int PAGE_ROWS = 500;

  private final Db db;

  OutcomeTable(Db db) {
    this.db = db;
  }

  /**
   * Hands over all entries of an archive in their order, with the texts of its JSON entries. Reads some hundred at a time
   * and holds no lock while the consumer runs.
   */
  public void forEachOf(long archiveId, Consumer<? super StoredEntry> consumer) {
    String sql =
        "SELECT entry.*, entry_json.json FROM entry LEFT JOIN entry_json USING (archive_id, position)"
            + " WHERE archive_id = ? AND position > ? ORDER BY position LIMIT "
            + PAGE_ROWS;
    Pages.forEach(
        -1,
        last -> db.all(sql, OutcomeTable::read, archiveId, last),
        entry -> entry.key().position(),
        PAGE_ROWS,
        consumer);
  }

  /** The text of a JSON entry. */
  public Optional<byte[]> text(EntryKey key) {
    String sql = "SELECT json FROM entry_json WHERE archive_id = ? AND position = ?";
    return db.one(sql, row -> row.getBytes(1), key.archiveId(), key.position());
  }

  /** The text of the sidecar whose facts the asset of a media entry has, as far as this entry tells. */
  public Optional<byte[]> sidecarTextOf(EntryKey media) {
    String sql =
        "SELECT sidecar.json FROM entry JOIN entry_json sidecar ON sidecar.archive_id = entry.sidecar_archive"
            + " AND sidecar.position = entry.sidecar_position WHERE entry.archive_id = ? AND entry.position = ?";
    return db.one(sql, row -> row.getBytes(1), media.archiveId(), media.position());
  }

  /** Entries of any archive with this size and CRC-32 whose content is an asset. */
  public List<StoredEntry> withContent(long sizeBytes, long crc32) {
    return db.all(
        "SELECT entry.*, NULL AS json FROM entry WHERE crc32 = ? AND size_bytes = ? AND asset_id IS NOT NULL",
        OutcomeTable::read,
        crc32,
        sizeBytes);
  }

  /** Notes what the bytes of a media entry say. */
  public void noteFacts(EntryKey key, EntryFacts facts) {
    db.update(
        "UPDATE entry SET facts_read = 1, embedded_time = ?, duration_ms = ?, content_id = ?"
            + " WHERE archive_id = ? AND position = ?",
        facts.time().map(digits -> digits.toEpochSecond(ZoneOffset.UTC)).orElse(null),
        facts.durationMillis().isPresent() ? facts.durationMillis().getAsLong() : null,
        facts.contentIdentifier().orElse(null),
        key.archiveId(),
        key.position());
  }

  /** Replaces an entry's outcome. */
  public void record(EntryKey key, EntryOutcome outcome) {
    db.update(
        "UPDATE entry SET outcome = ?, reason = ?, rule = ?, confidence = ?, asset_id = ?, sidecar_archive = ?,"
            + " sidecar_position = ?, candidates = ?, healed = ? WHERE archive_id = ? AND position = ?",
        outcome.outcome().name(),
        outcome.reason(),
        outcome.rule().orElse(null),
        outcome.confidence().orElse(null),
        outcome.assetId().isPresent() ? outcome.assetId().getAsLong() : null,
        outcome.sidecar().map(EntryKey::archiveId).orElse(null),
        outcome.sidecar().map(EntryKey::position).orElse(null),
        EntryKeys.text(outcome.candidates()),
        outcome.healed() ? 1 : 0,
        key.archiveId(),
        key.position());
  }

  /** Notes of every entry that became this asset that a later one has improved it, and by what. */
  public void healed(long assetId, String reason) {
    db.update(
        "UPDATE entry SET healed = 1, reason = ? WHERE asset_id = ? AND confidence IS NOT NULL", reason, assetId);
  }

  /** The asset that an entry became, or already was. */
  public OptionalLong assetOf(EntryKey key) {
    return db.one(
            "SELECT asset_id FROM entry WHERE archive_id = ? AND position = ? AND asset_id IS NOT NULL",
            row -> OptionalLong.of(row.getLong(1)),
            key.archiveId(),
            key.position())
        .orElse(OptionalLong.empty());
  }

  /** The paths of all media that became this asset, if an import of this catalog's has made it; else none. */
  public List<String> importedPaths(long assetId) {
    String imported = "EXISTS (SELECT 1 FROM entry WHERE asset_id = ? AND outcome = ?)";
    return db.all(
        "SELECT DISTINCT path FROM entry WHERE asset_id = ? AND outcome <> ? AND " + imported,
        row -> row.getString(1),
        assetId,
        Outcome.SIDECAR_USED.name(),
        assetId,
        Outcome.IMPORTED.name());
  }

  /** The sets in which content of these assets came. */
  public List<String> setsOf(List<Long> assetIds) {
    return assetIds.stream()
        .flatMap(
            id ->
                db.all(
                    "SELECT DISTINCT set_id FROM entry JOIN archive ON archive.id = entry.archive_id WHERE asset_id = ?",
                    row -> row.getString(1),
                    id)
                    .stream())
        .distinct()
        .sorted()
        .toList();
  }

  /** Notes that another asset has the content of all entries that became this one: the whole of which it was a half. */
  public void nowIn(long halfId, long wholeId) {
    db.update("UPDATE entry SET asset_id = ? WHERE asset_id = ?", wholeId, halfId);
  }

  /** How many entries a set has, in all archives of it that were ever listed. */
  public long entriesOfSet(String setId) {
    return db.one(
            "SELECT count(*) FROM entry JOIN archive ON archive.id = entry.archive_id WHERE set_id = ?",
            row -> row.getLong(1),
            setId)
        .orElseThrow();
  }

  /** How many entries of a set have which outcome. */
  public Map<Outcome, Long> sumsOfSet(String setId) {
    return sums(
        "SELECT outcome, count(*) FROM entry JOIN archive ON archive.id = entry.archive_id WHERE set_id = ? GROUP BY outcome",
        setId);
  }

  /** How many entries of an archive have which outcome. */
  public Map<Outcome, Long> sumsOfArchive(long archiveId) {
    return sums("SELECT outcome, count(*) FROM entry WHERE archive_id = ? GROUP BY outcome", archiveId);
  }

  /** How many entries of a set belong to assets that a later part has improved. */
  public long healedOfSet(String setId) {
    return db.one(
            "SELECT count(*) FROM entry JOIN archive ON archive.id = entry.archive_id WHERE set_id = ? AND healed = 1",
            row -> row.getLong(1),
            setId)
        .orElseThrow();
  }

  /** Entries of a set that should have become assets and could not. */
  public List<FailedEntry> failuresOfSet(String setId) {
    return db.all(
        "SELECT file_name, path, outcome, reason FROM entry JOIN archive ON archive.id = entry.archive_id"
            + " WHERE set_id = ? AND outcome IN ('EMPTY', 'DAMAGED', 'ENCRYPTED', 'UNSUPPORTED') ORDER BY archive.id, position",
        row -> new FailedEntry(row.getString(1), row.getString(2), Outcome.valueOf(row.getString(3)), row.getString(4)),
        setId);
  }

  /** Reasons of the entries of an archive that have this outcome, each once. */
  public List<String> reasons(long archiveId, Outcome outcome) {
    return db.all(
        "SELECT DISTINCT reason FROM entry WHERE archive_id = ? AND outcome = ? ORDER BY reason",
        row -> row.getString(1),
        archiveId,
        outcome.name());
  }

  /** The assets that entries of an archive became or already were, each once, in ascending id. */
  public List<Long> assetsOf(long archiveId) {
    return db.all(
        "SELECT DISTINCT asset_id FROM entry WHERE archive_id = ? AND asset_id IS NOT NULL ORDER BY asset_id",
        row -> row.getLong(1),
        archiveId);
  }

  private Map<Outcome, Long> sums(String sql, Object argument) {
    Map<Outcome, Long> sums = new EnumMap<>(Outcome.class);
    db.forEach(
        sql,
        row -> Map.entry(Outcome.valueOf(row.getString(1)), row.getLong(2)),
        sum -> sums.put(sum.getKey(), sum.getValue()),
        argument);
    return sums;
  }

  private static StoredEntry read(ResultSet row) throws SQLException {
    EntryKey key = new EntryKey(row.getLong("archive_id"), row.getInt("position"));
    ListedEntry listed =
        new ListedEntry(
            key.position(),
            row.getString("path"),
            row.getLong("size_bytes"),
            row.getLong("crc32"),
            digits(number(row, "modified")),
            row.getString("state"),
            Optional.ofNullable(row.getBytes("json")));
    return new StoredEntry(key, listed, facts(row), outcome(row));
  }

  private static Optional<EntryFacts> facts(ResultSet row) throws SQLException {
    if (row.getInt("facts_read") == 0) {
      return Optional.empty();
    }
    return Optional.of(
        new EntryFacts(
            digits(number(row, "embedded_time")),
            number(row, "duration_ms"),
            Optional.ofNullable(row.getString("content_id"))));
  }

  private static EntryOutcome outcome(ResultSet row) throws SQLException {
    OptionalLong sidecarArchive = number(row, "sidecar_archive");
    return new EntryOutcome(
        Outcome.valueOf(row.getString("outcome")),
        row.getString("reason"),
        Optional.ofNullable(row.getString("rule")),
        Optional.ofNullable(row.getString("confidence")),
        number(row, "asset_id"),
        sidecarArchive.isEmpty()
            ? Optional.empty()
            : Optional.of(new EntryKey(sidecarArchive.getAsLong(), row.getInt("sidecar_position"))),
        EntryKeys.of(row.getString("candidates")),
        row.getInt("healed") != 0);
  }

  private static OptionalLong number(ResultSet row, String column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
  }

  private static Optional<LocalDateTime> digits(OptionalLong seconds) {
    return seconds.isEmpty()
        ? Optional.empty()
        : Optional.of(LocalDateTime.ofEpochSecond(seconds.getAsLong(), 0, ZoneOffset.UTC));
  }
}
