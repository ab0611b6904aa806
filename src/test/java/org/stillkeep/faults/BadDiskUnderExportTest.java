package org.stillkeep.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.cli.CrashTakeout;
import org.stillkeep.cli.Installation;
import org.stillkeep.cli.Installation.Ended;
import org.stillkeep.cli.Wholeness;
import org.stillkeep.files.Mounts;

/** An export on a disk whose sectors fail beneath its file system. Whatever a pass met, the next one on a good disk is complete. */
class BadDiskUnderExportTest {

  private static final int NOT_CONNECTED = 6;
  private static final int SOME_FAILED = 3;

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
    disk = FailingDisk.in(mounts, mounts.directory("hardware"), "48M");
    installation = EmptyVault.shared().copyTo(mounts.directory("home"));
    installation.exportTo(disk.folder().resolve("Export"));
    wholeness = new Wholeness(installation, takeouts);
    importMore();
    installation.runHere("export").mustSucceed();
  }

  private void importMore() throws Exception {
    takeouts.add(CrashTakeout.dropInto(installation.inbox(), takeouts.size(), 12));
    wholeness.imported(takeouts.get(takeouts.size() - 1));
  }

  @AfterEach
  void unplug() throws Exception {
    mounts.close();
  }

  @Test
  @Covers({"F9", "F10"})
  void whatADiskRefusedInTheMiddleOfAPassIsWrittenAgain() throws Exception {
    importMore();
    Ended pass = exportMeanwhile(disk::failWrites);
    assertThat(pass.exitCode()).as(pass.words()).isIn(SOME_FAILED, NOT_CONNECTED);
    assertThat(pass.err()).contains(installation.export().toString());
    disk.plugIn();
    wholeness.finishAndAssert();
  }

  @Test
  @Covers("F11")
  void aDiskThatVanishesInTheMiddleOfAPassIsNotConnected() throws Exception {
    importMore();
    Ended pass = exportMeanwhile(disk::vanish);
    assertThat(pass.exitCode()).as(pass.words()).isIn(SOME_FAILED, NOT_CONNECTED);
    assertThat(pass.err()).contains(installation.export().toString());
    Ended next = installation.runHere("export");
    assertThat(next.exitCode()).as(next.words()).isIn(SOME_FAILED, NOT_CONNECTED);
    assertThat(next.err()).contains(installation.export().toString());
    disk.plugIn();
    wholeness.finishAndAssert();
  }

  @Test
  @Covers({"F9", "F10"})
  void onADiskThatRefusesWritesNowAndThenNothingIsTakenForWritten() throws Exception {
    int rounds = Tier.slow() ? 40 : FailingDisk.RATES.size();
    int failed = 0;
    for (int round = 0; round < rounds; round++) {
      disk.plugIn("error-pwrite-rate=" + FailingDisk.RATES.get(round % FailingDisk.RATES.size()));
      importMore();
      disk.failWrites();
      failed += installation.runHere("export").exitCode() == 0 ? 0 : 1;
      disk.plugIn();
      wholeness.assertNothingTorn();
      installation.runHere("export").mustSucceed();
      assertThat(installation.runHere("verify", "--read-data", "--export").mustSucceed().words()).contains("all is well");
    }
    System.out.println("F9 F10: " + failed + " of " + rounds + " passes met writes that failed");
    assertThat(failed).isPositive();
    wholeness.finishAndAssert();
  }

  @Test
  @Covers({"F9", "F11"})
  void whatCannotBeReadIsNeitherMissingNorChanged() throws Exception {
    Path photo = installation.export().resolve(takeouts.get(0).exported().keySet().iterator().next());
    List<Long> bad = List.of(disk.blocksOf(photo).get(0));
    disk.plugInWithBadBlocks(bad);
    Ended check = installation.runHere("verify", "--read-data", "--export");
    assertThat(check.exitCode()).as(check.words()).isEqualTo(SOME_FAILED);
    assertThat(check.words()).contains(photo.getFileName() + ": cannot be read", "check that disk").doesNotContain("missing", "changed", "damaged");
    installation.runHere("export", "--full").mustSucceed();
    disk.plugIn();
    assertThat(installation.runHere("verify", "--read-data", "--export").mustSucceed().words()).contains("all is well");
    wholeness.finishAndAssert();
  }

  @Test
  @Covers("F20")
  void aSlowDiskIsWaitedFor() throws Exception {
    disk.plugIn("delay-write=10ms", "delay-read=10ms", "delay-trim=10ms");
    importMore();
    wholeness.finishAndAssert();
  }

  private interface Trouble {
    void begin() throws Exception;
  }

  /** Lets trouble begin when a pass on a disk that is not quick has written its first photos. */
  private Ended exportMeanwhile(Trouble trouble) throws Exception {
    disk.plugIn("delay-write=30ms");
    long before = media();
    CompletableFuture<Ended> pass = CompletableFuture.supplyAsync(() -> installation.runHere("export"));
    await().atMost(Duration.ofMinutes(2)).until(() -> media() >= before + 2);
    assertThat(pass).as("the pass").isNotDone();
    trouble.begin();
    return pass.get(5, TimeUnit.MINUTES);
  }

  private long media() throws Exception {
    try (var paths = Files.walk(installation.export())) {
      return paths.filter(path -> path.toString().endsWith(".jpg")).count();
    }
  }
}
