package org.stillkeep.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.stillkeep.export.ExportStage.Work;
import org.stillkeep.faults.Covers;
import org.stillkeep.faults.DiskWatcher;
import org.stillkeep.faults.ForgetfulDisk;
import org.stillkeep.faults.ForgetfulDisk.Memory;
import org.stillkeep.faults.ForgetfulDisk.PowerCut;
import org.stillkeep.faults.Tier;

/**
 * The power fails at the first change of the export's disk, at the second, and so on to the end of the pass and beyond. What was
 * not forced is forgotten, kept, or half of both. What the ledger says is there is there whatever the disk forgot, and the next
 * pass leaves what an undisturbed one would have left.
 */
@Covers({"F50", "F51"})
class PowerCutTest {

  private int cuts;

  @ParameterizedTest
  @EnumSource(Work.class)
  void aPowerCutAtAnyStepTakesNothingThatTheLedgerHas(Work work) throws IOException {
    Map<String, String> expected = ExportStage.undisturbed(work);
    int step = 1;
    while (cutAt(step, work, expected)) {
      step++;
    }
    System.out.println("F51 " + work + ": " + cuts + " power cuts at " + step + " steps");
  }

  /** False when the pass came to its end before. */
  private boolean cutAt(int step, Work work, Map<String, String> expected) throws IOException {
    boolean met = false;
    for (Memory memory : Memory.values()) {
      int seeds = memory == Memory.SOME && Tier.slow() ? 10 : 1;
      for (int seed = 0; seed < seeds; seed++) {
        met |= cutAt(step, memory, seed, work, expected);
      }
    }
    return met;
  }

  private boolean cutAt(int step, Memory memory, int seed, Work work, Map<String, String> expected) throws IOException {
    String moment = memory + " remembered, cut at " + step + ", seed " + seed;
    try (ExportStage stage = new ExportStage(work)) {
      ForgetfulDisk forgetful = new ForgetfulDisk(stage.beneath, ExportStage.ROOT, step);
      exportUntilTheCut(stage, forgetful);
      forgetful.restart(memory, 1000L * step + seed);
      cuts++;
      requireWhatTheLedgerHas(stage, work, moment);
      ExportSummary next = stage.export();
      assertThat(next.failures()).as(moment).isEmpty();
      assertThat(next.kept()).as(moment).isEmpty();
      assertThat(stage.home.files()).as(moment).isEqualTo(expected);
      assertThat(stage.home.exportFully()).as(moment).isEqualTo(ExportSummary.NOTHING);
      return forgetful.isDead();
    }
  }

  /** What moves from one folder to the other may be in either; the ledger learns of it afterwards. */
  private static void requireWhatTheLedgerHas(ExportStage stage, Work work, String moment) throws IOException {
    if (work == Work.FIRST_PASS || work == Work.CHANGED_SIDECAR) {
      assertThat(stage.findings()).as(moment).isEmpty();
    } else {
      assertThat(stage.home.files().values()).as(moment).contains("beach", "still", "moving");
    }
  }

  private static void exportUntilTheCut(ExportStage stage, ForgetfulDisk forgetful) throws IOException {
    stage.disk.watch(forgetful);
    try {
      stage.export();
    } catch (PowerCut e) {
      assertThat(forgetful.isDead()).isTrue();
    } finally {
      stage.disk.watch(DiskWatcher.NONE);
    }
  }
}
