package org.stillkeep.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.asset.ContentHash;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.catalog.LedgerFile;
import org.stillkeep.catalog.LedgerFile.Role;
import org.stillkeep.catalog.LedgerFolder;
import org.stillkeep.catalog.LedgerTable;
import org.stillkeep.faults.Covers;
import org.stillkeep.faults.Fixtures;

/** Markers and ledgers that ever lay in an export folder are read for ever. */
@Covers("P4")
class ExportFixturesTest {

  private static final Marker MARKER = new Marker("export-1", "library-1", "owner-1", "2026-11-01T12:00:00Z");
  private static final ContentHash HASH = ContentHash.ofDigest(new byte[ContentHash.DIGEST_BYTES]);

  @TempDir private Path folder;

  @Test
  void theMarkerThatIsWrittenHasAFixture() throws Exception {
    MARKER.write(folder);
    assertThat(Fixtures.of("export-marker", format(Marker.FILE_NAME, "\"format\" : (\\d+)"), MARKER::write)).isDirectory();
  }

  @Test
  void markersOfAllFormatsAreRead() throws IOException {
    for (Path fixture : Fixtures.all("export-marker").values()) {
      assertThat(Marker.read(fixture)).contains(MARKER);
    }
  }

  @Test
  void theLedgerThatIsWrittenHasAFixture() throws Exception {
    write(folder);
    int format = format(LedgerCopy.FILE_NAME, "^\\[\"stillkeep-ledger\",(\\d+),");
    assertThat(Fixtures.of("ledger", format, ExportFixturesTest::write)).isDirectory();
  }

  @Test
  void ledgersOfAllFormatsAreRead() throws IOException {
    for (Path fixture : Fixtures.all("ledger").values()) {
      LedgerCopy.Contents read = LedgerCopy.read(fixture, MARKER).orElseThrow();
      assertThat(read.folders()).containsExactly(sardinia());
      assertThat(read.files()).containsExactly(photo(), sidecar());
    }
  }

  private int format(String fileName, String form) throws IOException {
    Matcher format = Pattern.compile(form).matcher(Files.readString(folder.resolve(fileName)));
    assertThat(format.find()).isTrue();
    return Integer.parseInt(format.group(1));
  }

  private static void write(Path root) throws IOException {
    try (Catalog catalog = Catalog.inMemory()) {
      LedgerTable ledger = catalog.ledger(MARKER.exportId());
      ledger.put(sardinia());
      ledger.put(photo());
      ledger.put(sidecar());
      LedgerCopy.write(root, MARKER, ledger);
    }
  }

  private static LedgerFolder sardinia() {
    return new LedgerFolder("album:1", "Sardinia ☀", "Sardinia ☀", Optional.empty());
  }

  private static LedgerFile photo() {
    byte[] other = new byte[ContentHash.DIGEST_BYTES];
    other[0] = 1;
    return LedgerFile.intent("album:1", 7, Role.MEDIA, "Sardinia ☀/a \"b\".jpg", HASH, 12)
        .written(HASH, 12, "embedded:1", OptionalLong.of(-1_577_923_200_000L), 0)
        .of(ContentHash.ofDigest(other));
  }

  private static LedgerFile sidecar() {
    return LedgerFile.intent("album:1", 7, Role.SIDECAR, "Sardinia ☀/metadata/a \"b\".jpg.json", HASH, 40)
        .written(HASH, 40, "s1", OptionalLong.empty(), 1_563_000_000_000L)
        .seen(1_563_000_000_000L, true);
  }
}
