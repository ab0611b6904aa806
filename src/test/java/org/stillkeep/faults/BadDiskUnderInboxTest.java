package org.stillkeep.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.cli.CrashTakeout;
import org.stillkeep.cli.Installation;
import org.stillkeep.cli.Installation.Ended;
import org.stillkeep.cli.Wholeness;
import org.stillkeep.files.Mounts;

/** Archives on a disk with bad blocks, one after the other: nothing wrong is imported, and nothing is left out once they can be read. */
class BadDiskUnderInboxTest {

  private static final int SOME_FAILED = 3;

  @TempDir private Path temp;
  private Mounts mounts;
  private FailingDisk disk;

  @BeforeEach
  void plugIn() throws Exception {
    mounts = new Mounts(temp);
    FailingDisk.require();
    disk = FailingDisk.in(mounts, mounts.directory("hardware"), "48M");
  }

  @AfterEach
  void unplug() throws Exception {
    mounts.close();
  }

  @Test
  @Covers({"F9", "J"})
  void aBlockThatCannotBeReadCostsNothingOnceItCan() throws Exception {
    Installation first = EmptyVault.shared().copyTo(mounts.directory("first"));
    first.dropAt(disk.folder().resolve("Inbox"));
    CrashTakeout takeout = CrashTakeout.dropInto(first.inbox(), 0, 40);
    List<Long> blocks = new ArrayList<>();
    for (Path part : takeout.parts()) {
      blocks.addAll(disk.blocksOf(part));
    }
    int step = Tier.slow() ? 1 : 12;
    for (int i = 0; i < blocks.size(); i += step) {
      disk.plugInWithBadBlocks(List.of(blocks.get(i)));
      Installation home = EmptyVault.shared().copyTo(mounts.directory("home" + i));
      home.dropAt(first.inbox());
      Ended attempt = home.runHere(takeout.importArguments());
      assertThat(attempt.exitCode()).as(attempt.words()).isEqualTo(SOME_FAILED);
      assertThat(attempt.err()).contains(first.inbox().toString()).contains("Input/output error");
      disk.plugIn();
      new Wholeness(home, List.of(takeout)).finishAndAssert();
    }
    System.out.println("F9 J: bad blocks in two archives of " + blocks.size() + " blocks, one of " + step + " tried");
  }
}
