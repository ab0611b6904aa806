package org.stillkeep.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.asset.ContentHash;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.catalog.LedgerFile;
import org.stillkeep.catalog.LedgerFile.Role;
import org.stillkeep.catalog.LedgerFolder;
import org.stillkeep.catalog.LedgerTable;
import org.stillkeep.faults.Covers;
import org.stillkeep.faults.FlippedBytes;

/** A byte of an export's marker or ledger is another one, or its end is missing: it is refused, or says what it said. */
@Covers({"F27", "F54"})
class DamagedMarkerTest {

  private static final Marker MARKER = new Marker("export-1", "library-1", "owner-1", "2026-11-01T12:00:00Z");

  /** More than a text in memory can have. */
  private static final long HOLE_BYTES = 3L << 30;

  @TempDir private Path folder;

  @BeforeEach
  void write() throws IOException {
    MARKER.write(folder);
  }

  @Test
  void noChangedByteOfAMarkerIsBelieved() throws IOException {
    FlippedBytes.of(folder.resolve(Marker.FILE_NAME), what -> assertRefusedOrSame(what));
    assertThat(Marker.read(folder)).contains(MARKER);
  }

  private void assertRefusedOrSame(String what) {
    try {
      assertThat(Marker.read(folder)).as(what).contains(MARKER);
    } catch (IOException e) {
      assertThat(e).as(what).hasMessageContaining(Marker.FILE_NAME);
    }
  }

  @Test
  void aMarkerOfOlderProgramsHasNoChecksum() throws IOException {
    Path file = folder.resolve(Marker.FILE_NAME);
    Files.writeString(file, Files.readString(file).replaceFirst(",\\s*\"check\"[^\\n]*", ""));
    assertThat(file).content().doesNotContain("check");
    assertThat(Marker.read(folder)).contains(MARKER);
  }

  @Test
  void noChangedByteOfALedgerIsBelieved() throws IOException {
    try (Catalog catalog = Catalog.inMemory()) {
      LedgerTable ledger = catalog.ledger(MARKER.exportId());
      ledger.put(new LedgerFolder("album:1", "Sardinia ☀", "Sardinia ☀", Optional.empty()));
      ContentHash hash = ContentHash.ofDigest(new byte[ContentHash.DIGEST_BYTES]);
      ledger.put(
          LedgerFile.intent("album:1", 7, Role.MEDIA, "Sardinia ☀/a.jpg", hash, 12).written(hash, 12, "", OptionalLong.of(1), 1));
      LedgerCopy.write(folder, MARKER, ledger);
    }
    Optional<LedgerCopy.Contents> whole = LedgerCopy.read(folder, MARKER);
    assertThat(whole.orElseThrow().files()).hasSize(1);
    Logger logger = Logger.getLogger(LedgerCopy.class.getName());
    logger.setLevel(Level.WARNING);
    FlippedBytes.of(
        folder.resolve(LedgerCopy.FILE_NAME),
        what -> assertThat(LedgerCopy.read(folder, MARKER).filter(read -> !whole.get().equals(read))).as(what).isEmpty());
    logger.setLevel(null);
    assertThat(LedgerCopy.read(folder, MARKER)).isEqualTo(whole);
  }

  /** Nor is it read into memory. */
  @Test
  void aLedgerThatIsAHoleOfGigabytesIsNotBelieved() throws IOException {
    try (RandomAccessFile hole = new RandomAccessFile(folder.resolve(LedgerCopy.FILE_NAME).toFile(), "rw")) {
      hole.setLength(HOLE_BYTES);
    }
    assertThat(LedgerCopy.read(folder, MARKER)).isEmpty();
  }
}
