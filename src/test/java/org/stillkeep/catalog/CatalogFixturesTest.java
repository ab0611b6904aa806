package org.stillkeep.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.asset.AssetKind;
import org.stillkeep.faults.Covers;
import org.stillkeep.faults.Fixtures;

/** A catalog of each schema that there ever was opens, is brought up to date, and has kept everything. */
@Covers("P4")
class CatalogFixturesTest {

  private static final Path MIGRATIONS = Path.of("src", "main", "resources", "org", "stillkeep", "catalog");
  private static final String NAME = "catalog.db";

  @TempDir private Path folder;

  @Test
  void eachMigrationHasAFixture() throws Exception {
    List<String> scripts = scripts();
    for (int version = 1; version <= scripts.size(); version++) {
      int last = version;
      Fixtures.of("catalog", version, made -> make(made.resolve(NAME), scripts.subList(0, last)));
    }
    assertThat(Fixtures.all("catalog")).hasSize(scripts.size());
  }

  @Test
  void aCatalogOfEachSchemaIsBroughtUpToDateWithAllThatItHeld() throws IOException {
    for (Map.Entry<Integer, Path> fixture : Fixtures.all("catalog").entrySet()) {
      int version = fixture.getKey();
      Path copy = folder.resolve("v" + version);
      Fixtures.copy(fixture.getValue(), copy);
      try (Catalog catalog = Catalog.open(copy.resolve(NAME))) {
        assertLibrary(catalog, version);
        assertJournal(catalog, version);
        assertLedger(catalog, version);
        assertUploads(catalog, version);
        assertChecks(catalog, version);
        assertInStep(catalog, version);
        catalog.settings().put("test", "written");
      }
      // A second start finds nothing to do.
      try (Catalog catalog = Catalog.open(copy.resolve(NAME))) {
        assertThat(catalog.settings().get("test")).contains("written");
      }
    }
  }

  private static void assertLibrary(Catalog catalog, int version) {
    List<StoredAsset> active = new ArrayList<>();
    catalog.assets().forEach(AssetState.ACTIVE, active::add);
    assertThat(active).allMatch(asset -> catalog.assets().byHash(asset.asset().hash()).contains(asset));
    List<StoredAsset> trashed = new ArrayList<>();
    catalog.assets().forEach(AssetState.TRASHED, trashed::add);
    assertThat(active).extracting(each -> each.asset().details().title()).containsExactly("IMG_1.HEIC");
    assertThat(active.get(0).asset().kind()).isEqualTo(AssetKind.LIVE_PHOTO);
    assertThat(active.get(0).asset().details().people()).containsExactly("Ada", "Grace");
    assertThat(active.get(0).asset().details().place().orElseThrow().latitude()).isEqualTo(39.2);
    assertThat(active.get(0).asset().details().archived()).isTrue();
    assertThat(active.get(0).hashed()).isTrue();
    assertThat(active.get(0).thumbnail()).isPresent();
    assertThat(trashed).extracting(each -> each.asset().details().title()).containsExactly("IMG_2.jpg");
    assertThat(trashed.get(0).asset().details().taken().instant()).isEqualTo(Instant.parse("1920-01-01T00:00:00Z"));
    assertThat(catalog.albums().all()).extracting(each -> each.album().title()).contains("Sardinia ☀").hasSize(version < 6 ? 1 : 2);
    assertThat(catalog.albums().membersOf(1)).containsExactly(1L);
    assertThat(catalog.albums().filesRead(1)).isEqualTo(4);
    assertThat(catalog.cursors().number("library.collections")).isEqualTo(4);
    assertThat(catalog.cursors().text("library.store")).contains("0123456789abcdef0123456789abcdef");
    assertThat(catalog.unreadable().all()).extracting(UnreadableRow::fileId).containsExactly(3L);
    assertThat(catalog.assets().newest(5)).hasSize(1);
  }

  private static void assertJournal(Catalog catalog, int version) {
    if (version < 2) {
      assertThat(catalog.archives().setIds()).isEmpty();
      return;
    }
    StoredArchive archive = catalog.archives().byFingerprint("f1").orElseThrow();
    assertThat(archive.fileName()).isEqualTo("takeout-20240101T101010Z-001.zip");
    List<StoredEntry> entries = new ArrayList<>();
    catalog.outcomes().forEachOf(archive.id(), entries::add);
    assertThat(entries).hasSize(3);
    assertThat(entries.get(0).facts().orElseThrow().contentIdentifier()).contains("A-B-C");
    assertThat(catalog.outcomes().sumsOfArchive(archive.id()))
        .containsExactlyInAnyOrderEntriesOf(Map.of(Outcome.IMPORTED, 1L, Outcome.SIDECAR_USED, 1L, Outcome.DAMAGED, 1L));
    assertThat(catalog.outcomes().text(new EntryKey(1, 1)).orElseThrow()).asString(StandardCharsets.UTF_8).contains("IMG_1.HEIC");
    assertThat(catalog.accounts().count(archive.setId(), Concern.FAILED)).isEqualTo(1);
  }

  private static void assertLedger(Catalog catalog, int version) {
    LedgerTable ledger = catalog.ledger("export-1");
    if (version < 3) {
      assertThat(ledger.folders()).isEmpty();
      return;
    }
    assertThat(catalog.settings().get("vault.last-seen.0123456789abcdef0123456789abcdef")).contains("7:00ff");
    assertThat(ledger.folders()).extracting(folder -> folder.renamingTo().orElseThrow()).containsExactly("Sardinia ☀");
    List<LedgerFile> files = ledger.filesOf("album:1");
    assertThat(files).extracting(LedgerFile::isThere).containsExactly(true, false);
    assertThat(files.get(0).madeFrom().isPresent()).isEqualTo(version >= 4);
  }

  private static void assertUploads(Catalog catalog, int version) {
    long expected = version < 6 ? 0 : 1;
    assertThat(catalog.uploads().count()).isEqualTo(expected);
    assertThat(catalog.registrations().all()).hasSize((int) expected);
    assertThat(catalog.measured().of(2, new byte[24]).isPresent()).isEqualTo(version >= 6);
    assertThat(catalog.uploads().chunk("crc:1", 0).isPresent()).isEqualTo(version >= 6);
    assertThat(catalog.assets().countUnhashed()).isZero();
  }

  private static void assertChecks(Catalog catalog, int version) {
    assertThat(catalog.checks().damaged()).hasSize(version < 7 ? 0 : 1);
    assertThat(catalog.checks().isDamaged(2)).isEqualTo(version >= 7);
  }

  private static void assertInStep(Catalog catalog, int version) {
    assertThat(catalog.inStep().holds("20240101T101010Z", "f1")).isEqualTo(version >= 8);
    assertThat(catalog.inStep().holds("20240201T101010Z", "f2")).isFalse();
  }

  /** Those of the program, in their order. */
  private static List<String> scripts() throws IOException {
    try (Stream<Path> files = Files.list(MIGRATIONS)) {
      return files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".sql")).sorted().toList();
    }
  }

  private static void make(Path file, List<String> scripts) throws SQLException, IOException {
    // A catalog of any page size is one; small pages make a small fixture.
    List<String> statements = new ArrayList<>(List.of("PRAGMA page_size = 512"));
    for (int i = 0; i < scripts.size(); i++) {
      statements.add(resource("/org/stillkeep/catalog/" + scripts.get(i)));
      statements.add(resource(String.format(Locale.ROOT, "/fixtures/catalog/rows/%03d.sql", i + 1)));
    }
    statements.add("PRAGMA user_version = " + scripts.size());
    statements.add("PRAGMA application_id = " + 0x53746C6B);
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      for (String each : statements) {
        statement.executeUpdate(each);
      }
    }
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = CatalogFixturesTest.class.getResourceAsStream(name)) {
      assertThat(in).as(name + ": rows that a catalog of this schema holds").isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
