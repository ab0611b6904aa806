package org.stillkeep.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
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

/** Disks that say they have room and take nothing: a quota is used up, or there is no inode left. When there is room again, all goes on. */
class UsedUpDiskTest {

  private static final int SOME_FAILED = 3;
  private static final int STORE_REFUSED = 7;

  @TempDir private Path temp;
  private final List<CrashTakeout> takeouts = new ArrayList<>();
  private Mounts mounts;
  private Path disk;
  private Installation installation;
  private Wholeness wholeness;

  @BeforeEach
  void anEmptyVault() throws Exception {
    mounts = new Mounts(temp);
    Tier.needs(2);
    disk = mounts.directory("disk");
    installation = EmptyVault.shared().copyTo(mounts.directory("home"));
    wholeness = new Wholeness(installation, takeouts);
    takeouts.add(CrashTakeout.dropInto(installation.inbox(), 0, 40));
  }

  @AfterEach
  void unmount() throws Exception {
    mounts.close();
  }

  @Test
  @Covers("F7")
  void anExportWhoseQuotaIsUsedUpGoesOnWhenItIsRaised() throws Exception {
    Path volume = volumeWithQuota();
    installation.exportTo(Files.createDirectory(volume.resolve("Export")));
    takeouts.forEach(wholeness::imported);
    installation.runHere("export").mustSucceed();
    takeouts.add(CrashTakeout.dropInto(installation.inbox(), 1, 200));
    wholeness.imported(takeouts.get(1));
    limit(volume, "1M");
    assertFull(installation.runHere("export"), SOME_FAILED, installation.export());
    limit(volume, "none");
    wholeness.finishAndAssert();
  }

  @Test
  @Covers({"F7", "F53"})
  void aVaultWhoseQuotaIsUsedUpTakesTheRestWhenItIsRaised() throws Exception {
    Path volume = volumeWithQuota();
    installation.moveVaultTo(volume.resolve("Vault"));
    limit(volume, "400K");
    assertFull(installation.runHere(takeouts.get(0).importArguments()), STORE_REFUSED, installation.vault());
    assertThat(installation.runHere("verify", "--read-data").words()).contains("all is well");
    limit(volume, "none");
    wholeness.finishAndAssert();
  }

  @Test
  @Covers("F6")
  void aVaultOnADiskWithoutInodesIsFull() throws Exception {
    mounts.mount(disk, "mount", mounts.device("600M", "mkfs.ext4", "-q", "-F", "-N", "64"), disk.toString());
    installation.moveVaultTo(disk.resolve("Vault"));
    assertFull(installation.runHere(takeouts.get(0).importArguments()), STORE_REFUSED, installation.vault());
    assertThat(installation.runHere("verify", "--read-data").words()).contains("all is well");
    Path larger = mounts.directory("larger");
    installation.moveVaultTo(larger.resolve("Vault"));
    wholeness.finishAndAssert();
  }

  private Path volumeWithQuota() throws Exception {
    Mounts.needPrograms("btrfs");
    mounts.mount(disk, "mount", mounts.device("700M", "mkfs.btrfs", "-q", "-f"), disk.toString());
    mounts.run("btrfs", "quota", "enable", disk.toString());
    Path volume = disk.resolve("volume");
    mounts.run("btrfs", "subvolume", "create", volume.toString());
    return volume;
  }

  private void limit(Path volume, String size) throws Exception {
    mounts.run("sync", "-f", disk.toString());
    mounts.run("btrfs", "qgroup", "limit", size, volume.toString());
  }

  private static void assertFull(Ended ended, int exitCode, Path folder) {
    assertThat(ended.exitCode()).as(ended.words()).isEqualTo(exitCode);
    assertThat(ended.err()).contains(folder.toString()).containsAnyOf("quota", "room", "space", "full", "too many files").doesNotContain("unexpected");
  }
}
