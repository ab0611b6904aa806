package org.stillkeep.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.asset.Album;
import org.stillkeep.asset.Asset;
import org.stillkeep.catalog.LedgerFile;
import org.stillkeep.catalog.LedgerFolder;
import org.stillkeep.catalog.LedgerTable;
import org.stillkeep.faults.Covers;
import org.stillkeep.library.ByteLimit;

/** A pass that dies between any two of its writes is made whole by the next, whatever the library did meanwhile (F50). */
@Covers("F50")
class CrashedExportTest {

  /** What a kill looks like from inside: nobody catches it. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  @TempDir Path temp;
  private Household home;
  private Asset beach;
  private Album album;

  @BeforeEach
  void setUp() throws IOException {
    home = Household.withExportAt(temp.resolve("export"));
    album = home.album("Sardinia");
    beach = home.photo("beach.jpg", "beach", album);
    home.livePhoto("IMG_1.HEIC", "IMG_1.MOV", "still", "moving", album);
  }

  @AfterEach
  void tearDown() {
    home.close();
  }

  @Test
  void aKillBeforeAnyChangeLeavesNothingDoubled() throws IOException {
    List<String> expected = null;
    for (int moment = 1; ; moment++) {
      boolean finished = exportUntil(moment);
      home.export();
      assertWhole();
      expected = expected == null ? List.copyOf(home.files().keySet()) : expected;
      assertThat(home.files()).as("killed at " + moment).containsOnlyKeys(expected);
      if (finished) {
        assertThat(moment).isGreaterThan(5);
        return;
      }
      startOver();
    }
  }

  @Test
  @Covers("P14")
  void filesThatWereWrittenButNotRecordedAreOurs() throws IOException {
    home.export();
    Map<String, String> before = home.snapshot();
    // The files stay, but are given their names anew, which their folders show.
    before.keySet().removeIf(path -> path.endsWith("/"));
    unrecordEverything();
    ExportSummary summary = home.export();
    assertThat(summary.written()).isZero();
    assertThat(home.snapshot()).containsAllEntriesOf(withoutOurs(before));
    assertWhole();
  }

  @Test
  void aStillThatWasWrittenButNotRecordedGetsItsMovingHalfUnderTheSameName() throws IOException {
    home.export();
    List<LedgerFile> rows = new ArrayList<>();
    ledger().forEachFile(rows::add);
    for (LedgerFile row : rows) {
      if (row.path().endsWith("IMG_1.HEIC")) {
        ledger().put(intent(row));
      } else if (row.path().contains("IMG_1")) {
        ledger().forget(row);
        Files.delete(home.at(row.path()));
      }
    }
    memory().begin();
    home.export();
    assertWhole();
  }

  @Test
  void sidecarsThatWereWrittenButNotRecordedFollowTheLibrary() throws IOException {
    home.export();
    unrecordEverything();
    home.library.improve(beach.id(), Household.described(beach.details(), "healed"));
    assertThat(home.export().kept()).isEmpty();
    assertThat(home.read("Sardinia/metadata/beach.jpg.json")).contains("healed");
    assertWhole();
  }

  @Test
  void filesThatWereWrittenButNotRecordedLeaveWithTheirAsset() throws IOException {
    home.export();
    unrecordEverything();
    home.library.trash(List.of(beach.id()));
    home.export();
    assertThat(home.media())
        .containsExactly("Sardinia/IMG_1.HEIC", "Sardinia/IMG_1.MOV", "Trash/Sardinia/beach.jpg");
  }

  @Test
  void aFolderRenameIsFinishedOrBegunAgain() throws IOException {
    home.export();
    LedgerFolder folder = ledger().folders().get(0);
    for (String path : List.of("Sardinia", "Italy")) {
      home.rename(album, "Italy");
      ledger().put(new LedgerFolder(folder.key(), "Sardinia", "Italy", Optional.of("Italy")));
      if (path.equals("Italy")) {
        Files.move(home.at("Sardinia"), home.at("Italy"));
      }
      memory().begin();
      assertThat(home.export().written()).isZero();
      assertThat(home.files().keySet()).allMatch(name -> name.startsWith("Italy/")).hasSize(7);
      home.rename(album, "Sardinia");
      home.export();
      assertThat(home.files().keySet()).allMatch(name -> name.startsWith("Sardinia/")).hasSize(7);
    }
  }

  /** Exports, and is killed before the given change. Says whether the pass came to its end before. */
  private boolean exportUntil(int moment) throws IOException {
    AtomicInteger left = new AtomicInteger(moment);
    Exporter exporter =
        new Exporter(
            home.library,
            home.catalog,
            home.options,
            ByteLimit.NONE,
            Clock.systemUTC(),
            () -> {
              // The watch asks for the time before each change of the folder.
              if (left.decrementAndGet() == 0) {
                throw new Killed();
              }
              return System.nanoTime();
            },
            LockSupport::parkNanos,
            "");
    try {
      exporter.run(false, ExportListener.NONE, Household.NEVER);
      return true;
    } catch (Killed e) {
      return false;
    }
  }

  private void startOver() throws IOException {
    home.close();
    deleteAll();
    setUp();
  }

  private void deleteAll() throws IOException {
    try (Stream<Path> paths = Files.walk(temp.resolve("export"))) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  /** As if the pass had been killed after each file was renamed into place and before the ledger said so. */
  private void unrecordEverything() throws IOException {
    List<LedgerFile> rows = new ArrayList<>();
    ledger().forEachFile(rows::add);
    for (LedgerFile row : rows) {
      ledger().put(intent(row));
    }
    memory().begin();
  }

  private static LedgerFile intent(LedgerFile row) {
    return LedgerFile.intent(row.folderKey(), row.assetId(), row.role(), row.path(), row.hash(), row.sizeBytes());
  }

  private void assertWhole() throws IOException {
    assertThat(home.media()).containsExactly("Sardinia/IMG_1.HEIC", "Sardinia/IMG_1.MOV", "Sardinia/beach.jpg");
    assertThat(home.files()).hasSize(7);
    assertThat(home.snapshot().keySet()).noneMatch(name -> name.contains(".stillkeep-tmp"));
    assertThat(home.exportFully()).isEqualTo(ExportSummary.NOTHING);
  }

  private LedgerTable ledger() throws IOException {
    return home.catalog.ledger(Marker.read(home.root()).orElseThrow().exportId());
  }

  private PassMemory memory() throws IOException {
    return new PassMemory(home.catalog.settings(), Marker.read(home.root()).orElseThrow().exportId());
  }

  private static Map<String, String> withoutOurs(Map<String, String> snapshot) {
    snapshot.keySet().removeIf(name -> name.equals("/") || name.startsWith(".stillkeep-"));
    return snapshot;
  }
}
