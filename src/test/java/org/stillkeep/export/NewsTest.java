package org.stillkeep.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.asset.Album;
import org.stillkeep.asset.Asset;
import org.stillkeep.catalog.LedgerTable;
import org.stillkeep.catalog.Workload;
import org.stillkeep.export.ExportStage.Work;

/** A pass costs what has changed, and not what there is; and comes to what a pass that goes through everything comes to. */
class NewsTest {

  private static final int MANY = 50_000;

  /** SQLite's instructions; going through as many rows would take ten times as many and more. */
  private static final long FEW_INSTRUCTIONS = 20_000;

  @TempDir private Path temp;
  private Household home;
  private Album sardinia;
  private Asset beach;
  private Asset lamp;

  @BeforeEach
  void fill() throws IOException {
    home = Household.withExportAt(temp.resolve("export"));
    sardinia = home.album("Sardinia");
    beach = home.photo("beach.jpg", "beach", sardinia);
    lamp = home.photo("lamp.jpg", "lamp");
    home.export();
  }

  @AfterEach
  void close() {
    home.close();
  }

  @Test
  void ofManyPhotosOnlyTheChangedOneIsLookedAt() throws Exception {
    Asset sea = home.photo("sea.jpg", "sea", sardinia);
    home.export();
    Workload.multiply(home.catalog, beach.id(), MANY);
    Workload.multiply(home.catalog, lamp.id(), 10);
    long copyBytes = copyBytes();

    home.library.improve(sea.id(), Household.described(sea.details(), "healed"));
    assertCheap();
    assertThat(home.read("Sardinia/metadata/sea.jpg.json")).contains("healed");
    home.photo("new.jpg", "new", sardinia);
    assertCheap();
    assertThat(home.media()).contains("Sardinia/new.jpg");
    home.takeOut(sardinia, sea);
    assertCheap();
    assertThat(home.media()).contains("Photos from 2019/sea.jpg").doesNotContain("Sardinia/sea.jpg");
    home.library.trash(List.of(sea.id()));
    assertCheap();
    assertThat(home.media()).contains("Trash/Photos from 2019/sea.jpg");
    home.photo("alone.jpg", "alone", home.album("Hills"));
    assertCheap();
    assertThat(home.media()).contains("Hills/alone.jpg");
    assertThat(copyBytes() - copyBytes).as("of the ledger's copy").isBetween(500L, 10_000L);
  }

  @Test
  void aPassWithNothingToDoLooksAtNothing() throws Exception {
    Workload.multiply(home.catalog, beach.id(), 1000);
    assertThat(Workload.instructions(home.catalog, home::export)).isLessThan(1_000);
  }

  private void assertCheap() throws Exception {
    assertThat(Workload.instructions(home.catalog, home::export)).isLessThan(FEW_INSTRUCTIONS);
  }

  private long copyBytes() throws IOException {
    return Files.size(home.at(LedgerCopy.FILE_NAME));
  }

  @Test
  void newsThatACrashHasCutOffInTheLedgersCopyDoNotCount() throws IOException {
    home.library.improve(beach.id(), Household.described(beach.details(), "healed"));
    home.export();
    Path copy = home.at(LedgerCopy.FILE_NAME);
    String whole = Files.readString(copy);
    Marker marker = Marker.read(home.root()).orElseThrow();
    List<String> lines = whole.lines().toList();
    assertThat(lines).as("two sections").filteredOn(line -> line.startsWith("[\"end\"")).hasSize(2);
    for (int cut = 1; cut < lines.get(lines.size() - 1).length(); cut += 10) {
      Files.writeString(copy, whole.substring(0, whole.length() - cut));
      assertThat(LedgerCopy.read(home.root(), marker).orElseThrow().files()).hasSize(5);
    }
    home.photo("new.jpg", "new");
    home.export();
    assertThat(Files.readString(copy).lines().filter(line -> line.startsWith("[\"end\""))).as("written anew").hasSize(1);
    home.loseCatalog();
    assertThat(home.export().adopted()).isZero();
  }

  /** What it had before is in no change: a vault that came back from a backup has lost photos. */
  @Test
  void ofALibraryThatIsReadAnewAllIsNew() throws IOException {
    LedgerTable ledger = home.catalog.ledger(Marker.read(home.root()).orElseThrow().exportId());
    long inStep = home.catalog.lastChange();
    assertThat(News.since(inStep, home.catalog, ledger)).isPresent();
    home.catalog.forgetLibrary();
    assertThat(News.since(inStep, home.catalog, ledger)).isEmpty();
  }

  @Test
  void aNameThatDiffersInCaseOnlyIsTaken() throws IOException {
    home.photo("BEACH.JPG", "another", sardinia);
    home.export();
    assertThat(home.media()).contains("Sardinia/BEACH (2).JPG");
  }

  @Test
  void aFileThatLiesWhereANewOneShouldGoIsTakenForItIfItIsTheSame() throws IOException {
    Files.writeString(home.at("Sardinia/hill.jpg"), "hill");
    home.photo("hill.jpg", "hill", sardinia);
    ExportSummary summary = home.export();
    assertThat(summary.adopted()).isEqualTo(1);
    assertThat(summary.written()).isZero();
  }

  /** Whatever happens in the library, in whatever order: a look at everything finds nothing left to do, and neither does a new ledger. */
  @Test
  void itComesToWhatALookAtEverythingComesTo() throws Exception {
    for (int seed = 0; seed < 8; seed++) {
      try (ExportStage stage = new ExportStage(Work.FIRST_PASS)) {
        Life life = new Life(stage.home, new Random(seed));
        for (int pass = 0; pass < 12; pass++) {
          life.goOn();
          assertThat(stage.home.export().isClean()).as("seed %s, pass %s", seed, pass).isTrue();
        }
        assertThat(stage.home.exportFully()).as("seed %s", seed).isEqualTo(ExportSummary.NOTHING);
        LedgerCopy.Contents copy = LedgerCopy.read(stage.home.root(), Marker.read(stage.home.root()).orElseThrow()).orElseThrow();
        AtomicInteger rows = new AtomicInteger();
        stage.home.catalog.ledger(Marker.read(stage.home.root()).orElseThrow().exportId()).forEachFile(row -> {
          rows.incrementAndGet();
          assertThat(copy.files()).contains(row);
        });
        assertThat(copy.files()).hasSize(rows.get());
      }
    }
  }

  /** An album's JSON, and what leaves with its last photo, are in no news but those that began it: a pass may be stopped before them. */
  @Test
  void whatAStoppedPassHasLeftUndoneIsDoneByTheNext() throws IOException {
    for (int questions = 0; questions < 40; questions++) {
      Album hills = home.album("Hills " + questions);
      home.export();
      Asset hill = home.photo("hill.jpg", "hill " + questions, hills);
      exportUntil(questions);
      home.export();
      assertThat(home.files()).as("after %s questions", questions).containsKey(AlbumJson.path("Hills " + questions));
      home.takeOut(hills, hill);
      exportUntil(questions);
      home.export();
      assertThat(home.at("Hills " + questions)).as("after %s questions", questions).doesNotExist();
    }
  }

  private void exportUntil(int questions) throws IOException {
    AtomicInteger asked = new AtomicInteger();
    try {
      home.exporter().run(false, ExportListener.NONE, () -> asked.incrementAndGet() > questions);
    } catch (CancellationException e) {
      assertThat(asked).hasValueGreaterThan(questions);
    }
  }

  /** What may happen to a library. */
  private static final class Life {
    private final Household home;
    private final Random random;
    private final List<Asset> assets = new ArrayList<>();
    private final List<Album> albums = new ArrayList<>();
    private int made;

    Life(Household home, Random random) {
      this.home = home;
      this.random = random;
    }

    void goOn() throws IOException {
      for (int i = random.nextInt(4); i >= 0; i--) {
        happen();
      }
    }

    private void happen() throws IOException {
      int what = assets.isEmpty() || albums.isEmpty() ? random.nextInt(2) : random.nextInt(9);
      switch (what) {
        case 0 -> assets.add(home.photo("img" + random.nextInt(3) + ".jpg", "content " + made++));
        case 1 -> albums.add(home.anotherAlbum("Album " + random.nextInt(3), "takeout/" + made++));
        case 2 -> assets.add(home.photo("IMG" + random.nextInt(3) + ".jpg", "content " + made++, any(albums)));
        case 3 -> assets.add(home.livePhoto("live.heic", "live.mov", "still " + made, "moving " + made++, any(albums)));
        case 4 -> home.library.addToAlbum(any(albums), List.of(any(assets).id()));
        case 5 -> home.takeOut(any(albums), any(assets));
        case 6 -> improve(any(assets));
        case 7 -> home.rename(any(albums), "Title " + random.nextInt(4));
        default -> trash(assets.remove(random.nextInt(assets.size())));
      }
    }

    private void improve(Asset asset) throws IOException {
      home.library.improve(asset.id(), Household.described(asset.details(), "said " + made++));
    }

    private void trash(Asset asset) throws IOException {
      home.library.trash(List.of(asset.id()));
    }

    private <T> T any(List<T> all) {
      return all.get(random.nextInt(all.size()));
    }
  }
}
