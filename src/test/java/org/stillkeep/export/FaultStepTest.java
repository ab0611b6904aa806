package org.stillkeep.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.stillkeep.export.ExportStage.Work;
import org.stillkeep.faults.Covers;
import org.stillkeep.faults.FaultKind;
import org.stillkeep.faults.OrderlyWriting;
import org.stillkeep.faults.Tier;

/**
 * Every fault that a disk can have, at the first operation of a pass, at the second, and so on until the pass comes to its end
 * before the fault is met. After each, the disk is healed, and the next pass leaves what an undisturbed one would have left. By
 * default the kinds take turns, so that each step meets some of them; in the long form each step meets every fault.
 */
@Covers({"F5", "F7", "F9", "F10", "F12", "F13", "F24", "F25", "P4"})
class FaultStepTest {

  private static final int TURNS = 8;

  private int faultsMet;

  @ParameterizedTest
  @EnumSource(Work.class)
  void aFaultAtAnyStepIsOvercomeByTheNextPass(Work work) throws IOException {
    Map<String, String> expected = ExportStage.undisturbed(work);
    List<FaultKind> kinds = List.of(FaultKind.values());
    for (FaultKind kind : kinds) {
      int stride = Tier.slow() ? 1 : TURNS;
      for (int step = 1 + kinds.indexOf(kind) % stride; disturbed(work, expected, kind.at(step)); step += stride) {
        if (Tier.slow() || step % 2 == 0) {
          disturbed(work, expected, kind.from(step));
        }
      }
    }
    System.out.println("F5-F25 " + work + ": " + faultsMet + " faults met and overcome");
  }

  /** False when the pass came to its end before. */
  private boolean disturbed(Work work, Map<String, String> expected, FaultKind.Fault fault) throws IOException {
    try (ExportStage stage = new ExportStage(work)) {
      Optional<String> told = exportWith(stage, fault);
      fault.heal();
      if (told.isEmpty()) {
        assertThat(stage.filesThatAreNotTemporary()).as("%s, of which nothing was told", fault).isEqualTo(expected);
      }
      ExportSummary next = stage.export();
      assertThat(next.failures()).as("%s", fault).isEmpty();
      assertThat(next.kept()).as("%s", fault).isEmpty();
      Map<String, String> found = stage.home.files();
      assertThat(found.keySet()).as("%s: %s", fault, told).containsExactlyElementsOf(expected.keySet());
      assertThat(found).as("%s: %s", fault, told).isEqualTo(expected);
      assertThat(stage.findings()).as("%s", fault).isEmpty();
      assertThat(stage.home.exportFully()).as("%s", fault).isEqualTo(ExportSummary.NOTHING);
      assertThat(stage.home.files()).as("%s", fault).isEqualTo(expected);
      faultsMet += fault.wasMet() ? 1 : 0;
      return fault.wasMet();
    }
  }

  /** What the pass said of the fault; empty when it did not notice. */
  private static Optional<String> exportWith(ExportStage stage, FaultKind.Fault fault) {
    stage.disk.watch(new OrderlyWriting(fault, ".stillkeep-tmp-"));
    try {
      ExportSummary summary = stage.export();
      return summary.isClean() ? Optional.empty() : Optional.of(summary.toString());
    } catch (IOException e) {
      return Optional.of(e.toString());
    }
  }
}
