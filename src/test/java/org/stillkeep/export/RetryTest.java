package org.stillkeep.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.stillkeep.asset.Album;
import org.stillkeep.export.ExportStage.Work;
import org.stillkeep.faults.Covers;
import org.stillkeep.faults.DiskCall;
import org.stillkeep.faults.DiskCall.Op;
import org.stillkeep.faults.DiskWatcher;

/** What fails for once is tried again within the pass; what fails three times fails alone, and many of these are the disk's fault. */
@Covers("F9")
class RetryTest {

  private static final int ATTEMPTS = 3;
  private static final int MOST_FAILURES_IN_A_ROW = 5;

  /** So many may meet the failing disk before they hear of each other. */
  private static final int WRITERS = 4;

  @Test
  void aFileThatFailsTwiceIsThereAfterTheSamePass() throws IOException {
    try (ExportStage stage = new ExportStage(Work.FIRST_PASS)) {
      Failing failing = new Failing(call -> call.op() == Op.FORCE && call.path().toString().contains("/Sardinia/"), ATTEMPTS - 1);
      stage.disk.watch(failing);
      assertThat(stage.export().isClean()).isTrue();
      assertThat(failing.times).isEqualTo(ATTEMPTS - 1);
      assertThat(stage.waitedMillis()).as("waits a little before each of them").isBetween(200L, 10_000L);
      stage.disk.watch(DiskWatcher.NONE);
      assertThat(stage.home.files()).isEqualTo(ExportStage.undisturbed(Work.FIRST_PASS));
    }
  }

  @Test
  void aFileThatFailsThreeTimesFailsAlone() throws IOException {
    try (ExportStage stage = new ExportStage(Work.FIRST_PASS)) {
      Failing failing = new Failing(RetryTest::namesTheBeach, Integer.MAX_VALUE);
      stage.disk.watch(failing);
      ExportSummary summary = stage.export();
      assertThat(summary.failures()).singleElement().satisfies(each -> assertThat(each.title()).isEqualTo("beach.jpg"));
      assertThat(summary.written()).as("the two halves of the live photo").isEqualTo(2);
      assertThat(failing.times).isEqualTo(ATTEMPTS);
    }
  }

  private static boolean namesTheBeach(DiskCall call) {
    return call.op() == Op.RENAME && call.other().filter(to -> to.endsWith("beach.jpg")).isPresent();
  }

  @Test
  void aDiskThatFailsAtOneFileAfterTheOtherIsLeftInPeace() throws IOException {
    try (ExportStage stage = new ExportStage(Work.FIRST_PASS)) {
      Album album = stage.home.album("Corsica");
      for (int i = 0; i < 20; i++) {
        stage.home.photo("photo" + i + ".jpg", "photo " + i, album);
      }
      Failing failing = new Failing(call -> call.op() == Op.FORCE && call.path().toString().contains("/Corsica/"), Integer.MAX_VALUE);
      stage.disk.watch(failing);
      assertThatExceptionOfType(ExportException.class)
          .isThrownBy(stage::export)
          .satisfies(e -> assertThat(e.reason()).isEqualTo(ExportException.Reason.TARGET_FAILING));
      assertThat(failing.times).isBetween(ATTEMPTS * MOST_FAILURES_IN_A_ROW, ATTEMPTS * MOST_FAILURES_IN_A_ROW + WRITERS);
    }
  }

  /** The disk, asked once more, may claim that all is done (F10): only a name that is given anew is written anew. */
  @ParameterizedTest
  @EnumSource(names = {"FIRST_PASS", "LEFT_ITS_ALBUM"})
  @Covers("F10")
  void aNameWhoseForceFailedIsGivenAnew(Work work) throws IOException {
    try (ExportStage stage = new ExportStage(work)) {
      List<DiskCall> names = new ArrayList<>();
      boolean[] failed = new boolean[1];
      stage.disk.watch(
          call -> {
            if (call.op() == Op.LINK || call.op() == Op.RENAME) {
              names.add(call);
            }
            boolean isNamed = call.path().endsWith("Sardinia") && names.stream().anyMatch(each -> each.toString().contains("beach.jpg"));
            if (!failed[0] && isNamed && call.op() == Op.FORCE_DIRECTORY) {
              failed[0] = true;
              names.clear();
              throw new IOException("Input/output error");
            }
          });
      assertThat(stage.export().isClean()).isTrue();
      assertThat(failed[0]).isTrue();
      assertThat(names).as("names given after the failure").anySatisfy(call -> assertThat(call.other().orElseThrow()).hasFileName("beach.jpg"));
      stage.disk.watch(DiskWatcher.NONE);
      assertThat(stage.home.files()).isEqualTo(ExportStage.undisturbed(work));
    }
  }

  /** Nothing needs that copy. */
  @Test
  @Covers("F27")
  void aLedgersCopyOnABadSectorStopsNoPass() throws IOException {
    try (ExportStage stage = new ExportStage(Work.RENAMED_ALBUM)) {
      stage.disk.watch(new Failing(call -> call.op() == Op.READ && call.path().endsWith(LedgerCopy.FILE_NAME), Integer.MAX_VALUE));
      assertThat(stage.export().isClean()).isTrue();
      stage.disk.watch(DiskWatcher.NONE);
      assertThat(stage.home.files()).as("with the copy written anew").isEqualTo(ExportStage.undisturbed(Work.RENAMED_ALBUM));
      assertThat(stage.export()).isEqualTo(ExportSummary.NOTHING);
    }
  }

  @Test
  @Covers("F13")
  void aMarkerWhoseHandleIsStaleIsOpenedOnceMore() throws IOException {
    try (ExportStage stage = new ExportStage(Work.FIRST_PASS)) {
      stage.disk.watch(new Failing(RetryTest::opensTheMarker, 1, "Stale file handle"));
      assertThat(stage.exporter().check().isConnected()).isTrue();
      Failing failing = new Failing(RetryTest::opensTheMarker, Integer.MAX_VALUE, "Stale file handle");
      stage.disk.watch(failing);
      assertThat(stage.exporter().check().isConnected()).isFalse();
      assertThat(failing.times).isEqualTo(2);
    }
  }

  private static boolean opensTheMarker(DiskCall call) {
    return call.op() == Op.OPEN && call.path().endsWith(Marker.FILE_NAME);
  }

  /** Fails at some calls, so many times. */
  private static final class Failing implements DiskWatcher {
    private final Predicate<DiskCall> which;
    private final int most;
    private final String words;
    private int times;

    Failing(Predicate<DiskCall> which, int most) {
      this(which, most, "Input/output error");
    }

    Failing(Predicate<DiskCall> which, int most, String words) {
      this.which = which;
      this.most = most;
      this.words = words;
    }

    @Override
    public void before(DiskCall call) throws IOException {
      if (call.op() == Op.LINK && call.other().isPresent()) {
        throw new FileSystemException(call.path().toString(), null, "Operation not supported");
      }
      if (times < most && which.test(call)) {
        times++;
        throw new IOException(words);
      }
    }
  }
}
