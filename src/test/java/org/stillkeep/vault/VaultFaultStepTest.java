package org.stillkeep.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.stillkeep.crypto.CryptoKey;
import org.stillkeep.faults.Covers;
import org.stillkeep.faults.DiskWatcher;
import org.stillkeep.faults.FaultKind;
import org.stillkeep.faults.FaultKind.Fault;
import org.stillkeep.faults.ForgetfulDisk;
import org.stillkeep.faults.ForgetfulDisk.Memory;
import org.stillkeep.faults.ForgetfulDisk.PowerCut;
import org.stillkeep.faults.OrderlyWriting;
import org.stillkeep.faults.Tier;
import org.stillkeep.vault.VaultStage.Work;

/**
 * Every fault that a disk can have, and a power cut, at each step of what is done to a vault. Afterwards it is whole, it has what
 * it acknowledged, and what it did not can be done.
 */
@Covers({"F9", "F10", "F50", "F51", "F53", "P1", "P4"})
class VaultFaultStepTest {

  private static final int TURNS = 3;

  private int met;

  @ParameterizedTest
  @EnumSource(Work.class)
  void aFaultAtAnyStepLeavesTheVaultWhole(Work work) throws IOException {
    List<FaultKind> kinds = List.of(FaultKind.values());
    for (FaultKind kind : kinds) {
      int stride = Tier.slow() ? 1 : TURNS;
      for (int step = 1 + kinds.indexOf(kind) % stride; disturbed(work, kind.at(step)); step += stride) {
        if (isSoonOver(kind)) {
          disturbed(work, kind.from(step));
        }
      }
    }
    System.out.println("F9, F53 " + work + " in a vault: " + met + " faults met and overcome");
  }

  /** A file that is held open for ever is waited for, a real minute each time. */
  private static boolean isSoonOver(FaultKind kind) {
    return kind != FaultKind.RENAME_DENIED || Tier.slow();
  }

  private boolean disturbed(Work work, Fault fault) throws IOException {
    try (VaultStage stage = new VaultStage()) {
      stage.disk.watch(new OrderlyWriting(fault, ".stillkeep-tmp-"));
      boolean acknowledged = acknowledges(() -> stage.runTwice(work, fault::heal));
      fault.heal();
      stage.disk.watch(DiskWatcher.NONE);
      stage.requireWhole(work, acknowledged, fault.toString());
      met += fault.wasMet() ? 1 : 0;
      return fault.wasMet();
    }
  }

  @Test
  void aFaultAtAnyStepOfTheCreationIsTakenUpAgain() throws IOException {
    List<FaultKind> kinds = List.of(FaultKind.values());
    for (FaultKind kind : kinds) {
      for (int step = 1; creationDisturbed(kind.at(step)); step++) {
        if (isSoonOver(kind)) {
          creationDisturbed(kind.from(step));
        }
      }
    }
    System.out.println("F9, F53 creation of a vault: " + met + " faults met and overcome");
  }

  private boolean creationDisturbed(Fault fault) throws IOException {
    try (VaultStage stage = new VaultStage(); CryptoKey key = VaultStage.key()) {
      stage.disk.watch(new OrderlyWriting(fault, ".stillkeep-tmp-"));
      boolean acknowledged =
          acknowledges(
              () -> {
                stage.create(key);
                return true;
              });
      fault.heal();
      stage.disk.watch(DiskWatcher.NONE);
      stage.requireCreated(key, acknowledged, fault.toString());
      met += fault.wasMet() ? 1 : 0;
      return fault.wasMet();
    }
  }

  @ParameterizedTest
  @EnumSource(Work.class)
  void aPowerCutAtAnyStepTakesNothingThatWasAcknowledged(Work work) throws IOException {
    int step = 1;
    boolean dead = true;
    for (; dead; step++) {
      dead = false;
      for (Memory memory : Memory.values()) {
        for (int seed = 0; seed < (memory == Memory.SOME ? 3 : 1); seed++) {
          dead |= cut(work, step, memory, seed);
        }
      }
    }
    System.out.println("F51 " + work + " in a vault: " + met + " power cuts at " + (step - 1) + " steps");
  }

  private boolean cut(Work work, int step, Memory memory, int seed) throws IOException {
    try (VaultStage stage = new VaultStage()) {
      ForgetfulDisk forgetful = new ForgetfulDisk(stage.beneath, VaultStage.ROOT, step);
      stage.disk.watch(forgetful);
      boolean acknowledged = false;
      try {
        stage.run(work);
        acknowledged = true;
      } catch (PowerCut e) {
        assertThat(forgetful.isDead()).isTrue();
      }
      stage.disk.watch(DiskWatcher.NONE);
      forgetful.restart(memory, 1000L * step + seed);
      stage.requireWhole(work, acknowledged, memory + " remembered, cut at " + step + ", seed " + seed);
      met++;
      return forgetful.isDead();
    }
  }

  private interface Attempt {
    boolean run() throws IOException;
  }

  private static boolean acknowledges(Attempt attempt) {
    try {
      return attempt.run();
    } catch (IOException told) {
      return false;
    }
  }
}
