package org.stillkeep.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.cli.CrashTakeout;
import org.stillkeep.cli.Installation;
import org.stillkeep.cli.Installation.Ended;
import org.stillkeep.cli.Wholeness;
import org.stillkeep.files.Mounts;

/** A vault on a disk whose sectors fail beneath its file system: what is listed can be read once the disk is good again. */
class BadDiskUnderVaultTest {

  private static final int SOME_FAILED = 3;

  /** By default, one file of so many gets a bad block, and both headers. */
  private static final int FILES_EACH = 8;

  @TempDir private Path temp;
  private final List<CrashTakeout> takeouts = new ArrayList<>();
  private Mounts mounts;
  private FailingDisk disk;
  private Installation installation;
  private Wholeness wholeness;

  @BeforeEach
  void imported() throws Exception {
    mounts = new Mounts(temp);
    FailingDisk.require();
    disk = FailingDisk.in(mounts, mounts.directory("hardware"), "400M");
    installation = EmptyVault.shared().copyTo(mounts.directory("home"));
    installation.moveVaultTo(disk.folder().resolve("Vault"));
    wholeness = new Wholeness(installation, takeouts);
    wholeness.imported(takeout());
  }

  private CrashTakeout takeout() throws Exception {
    takeouts.add(CrashTakeout.dropInto(installation.inbox(), takeouts.size(), 8));
    return takeouts.get(takeouts.size() - 1);
  }

  @AfterEach
  void unplug() throws Exception {
    mounts.close();
  }

  @Test
  @Covers({"F9", "F10", "F53"})
  void onADiskThatRefusesWritesNowAndThenNothingIsListedThatIsNotThere() throws Exception {
    int rounds = Tier.slow() ? 40 : FailingDisk.RATES.size();
    int failed = 0;
    for (int round = 0; round < rounds; round++) {
      disk.plugIn("error-pwrite-rate=" + FailingDisk.RATES.get(round % FailingDisk.RATES.size()));
      CrashTakeout takeout = takeout();
      disk.failWrites();
      Ended attempt = installation.runHere(takeout.importArguments());
      if (attempt.exitCode() != 0) {
        failed++;
        assertThat(attempt.err()).contains(installation.vault().toString());
      }
      disk.plugIn();
      assertThat(installation.runHere("verify", "--read-data").mustSucceed().words()).contains("all is well");
      wholeness.finishAndAssert();
    }
    System.out.println("F9 F10: " + failed + " of " + rounds + " imports met writes that failed");
    assertThat(failed).isPositive();
  }

  @Test
  @Covers({"F9", "F54", "P5"})
  void aBadBlockUnderAVaultIsToldAndCostsNothingOnceItCanBeRead() throws Exception {
    wholeness.finishAndAssert();
    List<Path> files;
    try (Stream<Path> paths = Files.walk(installation.vault())) {
      files = paths.filter(Files::isRegularFile).filter(path -> path.toFile().length() > 0).sorted().toList();
    }
    int checks = 0;
    for (Path file : files) {
      List<Long> blocks = disk.blocksOf(file);
      boolean chosen = file.toString().endsWith(".json") || files.indexOf(file) % FILES_EACH == 0;
      for (long block : Tier.slow() ? blocks : blocks.subList(0, chosen ? 1 : 0)) {
        checkWithBadBlock(block, installation.vault().relativize(file).toString());
        checks++;
      }
    }
    System.out.println("F9 F54: " + checks + " bad blocks in a vault of " + files.size() + " files");
    wholeness.finishAndAssert();
  }

  /** The check names what the block belongs to, a photo or a file; whatever it mends or puts aside meanwhile is gone with the block. */
  private void checkWithBadBlock(long block, String file) throws Exception {
    disk.plugInWithBadBlocks(List.of(block));
    Ended check = installation.runHere("verify", "--read-data");
    assertThat(check.exitCode()).as(check.words()).isEqualTo(SOME_FAILED);
    assertThat(check.words()).containsAnyOf(file, "its content is damaged").doesNotContain("unexpected");
    assertThat(installation.runHere("verify", "--read-data", "--fix").words()).doesNotContain("unexpected");
    disk.plugIn();
    assertThat(installation.runHere("verify", "--read-data").mustSucceed().words()).contains("all is well");
  }
}
