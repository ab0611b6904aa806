package org.stillkeep.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.faults.Covers;

class CatalogTest {

  @TempDir Path folder;

  @Test
  void whatWasCommittedIsThereAfterReopening() throws IOException {
    Path file = folder.resolve("catalog.db");
    try (Catalog catalog = Catalog.open(file)) {
      catalog.cursors().set("test.number", 42);
      catalog.cursors().set("test.text", "x");
    }
    try (Catalog catalog = Catalog.open(file)) {
      assertThat(catalog.cursors().number("test.number")).isEqualTo(42);
      assertThat(catalog.cursors().text("test.text")).contains("x");
      assertThat(catalog.cursors().text("test.number")).isEmpty();
    }
  }

  @Test
  void oddCharactersInItsPathAreNoOptions() throws IOException {
    Path file = folder.resolve("what?journal_mode=off & 100% #1 ü").resolve("catalog.db");
    try (Catalog catalog = Catalog.open(file)) {
      catalog.cursors().set("test.number", 1);
      assertThat(Files.size(file)).isPositive();
    }
  }

  @Test
  void theFileItsLogAndItsFolderAreReadableForTheOwnerOnly() throws IOException {
    assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"), "no POSIX permissions here");
    Path file = folder.resolve("state").resolve("catalog.db");
    try (Catalog catalog = Catalog.open(file)) {
      catalog.cursors().set("test.number", 1);
      assertThat(Catalog.isOwnerOnly(file)).isTrue();
      assertThat(Catalog.isOwnerOnly(folder.resolve("state/catalog.db-wal"))).isTrue();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent()))).isEqualTo("rwx------");
    }
  }

  @Test
  void anExistingFileIsClosedToOthers() throws IOException {
    assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"), "no POSIX permissions here");
    Path file = Files.createFile(folder.resolve("catalog.db"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(Catalog.isOwnerOnly(file)).isFalse();
    Catalog.open(file).close();
    assertThat(Catalog.isOwnerOnly(file)).isTrue();
  }

  @Test
  void anOlderSchemaIsUpgradedAndKeepsItsRows() throws Exception {
    Path file = folder.resolve("catalog.db");
    execute(
        file,
        new String(Catalog.class.getResourceAsStream("001-library.sql").readAllBytes(), StandardCharsets.UTF_8),
        "PRAGMA user_version = 1",
        "PRAGMA application_id = " + 0x53746C6B,
        "INSERT INTO cursor (name, number) VALUES ('test.number', 7)");
    try (Catalog catalog = Catalog.open(file)) {
      assertThat(catalog.cursors().number("test.number")).isEqualTo(7);
      catalog.settings().put("test.setting", "on");
      assertThat(catalog.settings().get("test.setting")).contains("on");
    }
  }

  @Test
  @Covers("F58")
  void aNewerSchemaIsRefusedAndLeftAsItIs() throws Exception {
    Path file = folder.resolve("catalog.db");
    Catalog.open(file).close();
    execute(file, "PRAGMA user_version = 99");
    byte[] before = Files.readAllBytes(file);
    assertReason(file, CatalogException.Reason.NEWER_SCHEMA);
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  @Test
  void anotherProgramsDatabaseIsRefusedAndLeftAsItIs() throws Exception {
    Path file = folder.resolve("addresses.db");
    execute(file, "CREATE TABLE address (name TEXT)");
    byte[] before = Files.readAllBytes(file);
    assertReason(file, CatalogException.Reason.NOT_A_CATALOG);
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  @Test
  @Covers("F54")
  void aFileThatIsNoDatabaseIsDamaged() throws IOException {
    Path file = Files.writeString(folder.resolve("catalog.db"), "not a database, and long enough to look like a header of one");
    assertReason(file, CatalogException.Reason.DAMAGED);
  }

  private static void assertReason(Path file, CatalogException.Reason reason) {
    assertThatThrownBy(() -> Catalog.open(file))
        .isInstanceOfSatisfying(CatalogException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  private static void execute(Path file, String... scripts) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      for (String script : scripts) {
        statement.executeUpdate(script);
      }
    }
  }
}
