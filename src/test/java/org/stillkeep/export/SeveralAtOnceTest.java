package org.stillkeep.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stillkeep.asset.Album;
import org.stillkeep.catalog.LedgerFile;
import org.stillkeep.export.ExportStage.Work;
import org.stillkeep.faults.DiskCall;
import org.stillkeep.faults.DiskCall.Op;
import org.stillkeep.faults.DiskWatcher;

/** New files are written several at once, and all else is as if they had been written one after the other. */
class SeveralAtOnceTest {

  private static final int PHOTOS = 200;

  private ExportStage stage;
  private final List<Long> photos = new ArrayList<>();

  @BeforeEach
  void fill() throws IOException {
    stage = new ExportStage(Work.FIRST_PASS);
    stage.export();
    Album corsica = stage.home.album("Corsica");
    for (int i = 0; i < PHOTOS; i++) {
      photos.add(stage.home.photo(name(i), "photo " + i, corsica).id());
    }
  }

  @AfterEach
  void close() throws IOException {
    stage.close();
  }

  private static String name(int number) {
    return "photo%03d.jpg".formatted(number);
  }

  @Test
  void theyAreToldInTheOrderOfThePlan() throws IOException {
    List<String> began = new ArrayList<>();
    ExportSummary summary =
        stage
            .exporter()
            .run(
                false,
                new ExportListener() {
                  @Override
                  public void began(String path) {
                    began.add(path);
                  }
                },
                Household.NEVER);
    assertThat(summary.written()).isEqualTo(PHOTOS);
    assertThat(summary.sidecars()).isEqualTo(PHOTOS + 1);
    assertThat(began).filteredOn(path -> path.endsWith(".jpg")).hasSize(PHOTOS).isSorted();
  }

  @Test
  void severalThreadsWriteThemAndOnlyThePassForcesFolders() throws IOException {
    Set<String> writers = new HashSet<>();
    Set<String> forcers = new HashSet<>();
    List<DiskCall> forced = new ArrayList<>();
    stage.disk.watch(
        call -> {
          if (call.op() == Op.WRITE && call.path().toString().contains("/Corsica/")) {
            writers.add(Thread.currentThread().getName());
          } else if (call.op() == Op.FORCE_DIRECTORY) {
            forcers.add(Thread.currentThread().getName());
            forced.add(call);
          }
        });
    stage.export();
    assertThat(writers).hasSizeGreaterThan(1).doesNotContain(Thread.currentThread().getName());
    assertThat(forcers).containsExactly(Thread.currentThread().getName());
    assertThat(forced).as("each folder is forced for many files at once").hasSizeLessThan(PHOTOS / 4);
  }

  @Test
  void oneThatCannotBeWrittenFailsAloneAndUnderItsName() throws IOException {
    stage.disk.watch(
        call -> {
          if (call.op() == Op.LINK && call.path().endsWith(name(70))) {
            throw new IOException("Input/output error");
          }
        });
    ExportSummary summary = stage.export();
    assertThat(summary.failures()).singleElement().satisfies(each -> assertThat(each.path()).isEqualTo("Corsica/" + name(70)));
    assertThat(summary.written()).isEqualTo(PHOTOS - 1);
    stage.disk.watch(DiskWatcher.NONE);
    assertThat(stage.export().written()).isEqualTo(1);
    assertThat(stage.home.exportFully()).isEqualTo(ExportSummary.NOTHING);
  }

  @Test
  void whatStandsWhereASidecarShouldGoIsLeftAlone() throws IOException {
    AtomicBoolean put = new AtomicBoolean();
    stage.disk.watch(
        call -> {
          if (call.op() == Op.LINK && call.path().endsWith(name(20)) && !put.getAndSet(true)) {
            Files.writeString(stage.beneath.getPath(ExportStage.ROOT, "Corsica/metadata/" + name(40) + ".json"), "somebody's");
          }
        });
    ExportSummary summary = stage.export();
    assertThat(summary.failures()).isEmpty();
    assertThat(summary.kept()).containsExactly("Corsica/metadata/" + name(40) + ".json");
    assertThat(stage.home.files()).containsEntry("Corsica/metadata/" + name(40) + ".json", "somebody's");
    assertThat(summary.written()).as("the photo of that sidecar was there when it was looked at").isBetween(PHOTOS - 1L, (long) PHOTOS);
    assertThat(stage.home.media()).filteredOn(path -> path.startsWith("Corsica/")).hasSize(PHOTOS);
  }

  @Test
  void aStopLeavesNoTemporaryAndTheLedgerKnowsWhatIsThere() throws IOException {
    AtomicBoolean stop = new AtomicBoolean();
    stage.disk.watch(call -> stop.compareAndSet(false, call.op() == Op.LINK && call.path().endsWith(name(50))));
    assertThatThrownBy(() -> stage.exporter().run(false, ExportListener.NONE, stop::get)).isInstanceOf(CancellationException.class);
    stage.disk.watch(DiskWatcher.NONE);
    assertThat(stage.home.snapshot().keySet()).noneMatch(path -> path.contains(".stillkeep-tmp"));
    long there = stage.home.media().stream().filter(path -> path.startsWith("Corsica/")).count();
    List<LedgerFile> rows = new ArrayList<>();
    stage.home.catalog.ledger(Marker.read(stage.home.root()).orElseThrow().exportId()).forEachFile(rows::add);
    assertThat(rows).filteredOn(row -> row.isThere() && row.role().isMedia() && row.path().startsWith("Corsica/")).hasSize((int) there);
    ExportSummary rest = stage.export();
    assertThat(rest.written()).isEqualTo(PHOTOS - there);
    assertThat(rest.adopted()).isZero();
  }

  @Test
  void theDiskIsAskedForItsRoomOnceForManyFiles() throws IOException {
    List<DiskCall> asked = new ArrayList<>();
    stage.disk.watch(
        call -> {
          if (call.op() == Op.ASK_DISK) {
            asked.add(call);
          }
        });
    stage.export();
    assertThat(asked).isNotEmpty().hasSizeLessThan(PHOTOS / 8);
  }

  @Test
  void secondNamesAreGivenInTheSameWay() throws IOException {
    stage.home.options = Options.of(stage.home.options).multiAlbum(MultiAlbum.HARDLINK).build();
    stage.export();
    Album best = stage.home.album("Best");
    stage.home.library.addToAlbum(best, photos);
    List<DiskCall> forced = new ArrayList<>();
    stage.disk.watch(
        call -> {
          if (call.op() == Op.FORCE_DIRECTORY) {
            forced.add(call);
          }
        });
    ExportSummary summary = stage.export();
    assertThat(summary.linked()).isEqualTo(PHOTOS);
    assertThat(summary.written()).isZero();
    assertThat(forced).hasSizeLessThan(PHOTOS / 4);
    stage.disk.watch(DiskWatcher.NONE);
    assertThat(stage.home.exportFully()).isEqualTo(ExportSummary.NOTHING);
  }
}
