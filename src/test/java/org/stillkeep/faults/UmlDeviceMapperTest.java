package org.stillkeep.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Disks that fail, vanish, or lose power, by the kernel's device mapper. */
class UmlDeviceMapperTest {

  /** A disk at /run/m/disk that turns, at a word, into one that refuses all writes, or loses them, or fails at everything. */
  private static final String DISK =
      """
      mod loop dm-mod dm-flakey
      truncate -s 700M /run/disk.img
      mkfs.ext4 -q -F /run/disk.img
      DEVICE=$(losetup -f --show /run/disk.img)
      SECTORS=$(blockdev --getsz $DEVICE)
      GOOD="0 $SECTORS flakey $DEVICE 0 180 0"
      dmsetup create disk --table "$GOOD"
      dmsetup mknodes
      mkdir -p /run/m/disk
      mount /dev/mapper/disk /run/m/disk
      becomes() { dmsetup suspend --noflush --nolockfs disk; dmsetup load disk --table "$1"; dmsetup resume disk; }
      failing() { becomes "0 $SECTORS flakey $DEVICE 0 0 180 1 error_writes"; }
      losing() { becomes "0 $SECTORS flakey $DEVICE 0 0 180 1 drop_writes"; }
      vanished() { becomes "0 $SECTORS error"; }
      # What the disk has, and not what the kernel remembers of it.
      again() { umount -l /run/m/disk; becomes "$GOOD"; await 30 mount /dev/mapper/disk /run/m/disk; }
      """;

  @TempDir private static Path temp;

  private static UserModeLinux linux;

  @BeforeAll
  static void prepare() throws Exception {
    linux = UserModeLinux.in(temp, "dmsetup", "losetup", "blockdev");
  }

  @Test
  @Covers({"F9", "F10"})
  void whatADiskThatRefusesWritesHasLostIsWrittenAgain() throws Exception {
    Outcome outcome = exportMeanwhile("failing");
    assertThat(outcome.exit("during")).as(outcome.words("during")).isIn(3, 6);
    assertThat(outcome.exit("after")).as(outcome.words("after")).isZero();
    linux.home().assertAllIn(outcome.list("export"));
  }

  @Test
  @Covers("F11")
  void aDeviceThatVanishesEndsThePassAndTheNextOneIsComplete() throws Exception {
    Outcome outcome = exportMeanwhile("vanished");
    assertThat(outcome.exit("during")).as(outcome.words("during")).isIn(3, 6);
    assertThat(outcome.exit("after")).as(outcome.words("after")).isZero();
    linux.home().assertAllIn(outcome.list("export"));
  }

  private static Outcome exportMeanwhile(String trouble) throws Exception {
    return run(
        """
        mkdir /run/m/disk/Export
        home /run/m/disk/Export
        stillkeep during export &
        await 120 at_least 1 /run/m/disk/Export
        TROUBLE
        wait %%
        again
        stillkeep after export
        stillkeep full export --full
        again
        list export /run/m/disk/Export
        """
            .replace("TROUBLE", trouble));
  }

  @Test
  @Covers("F51")
  void afterAPowerCutEverythingThatWasSaidToBeImportedCanBeRead() throws Exception {
    Outcome outcome =
        run(
            """
            home /run/home/Export
            mv /run/home /run/m/disk/home
            ln -s /run/m/disk/home /run/home
            sync
            stillkeep said import "$template"/later/*.zip
            losing
            again
            stillkeep verify verify --read-data
            stillkeep export export
            list export /run/home/Export
            """);
    assertThat(outcome.exit("said")).as(outcome.words("said")).isZero();
    assertThat(outcome.exit("verify")).as(outcome.words("verify")).isZero();
    assertThat(outcome.list("export").keySet()).anyMatch(path -> path.endsWith(PreparedHome.NEW_PHOTO));
  }

  @Test
  @Covers("F51")
  void afterPowerCutsInTheMiddleOfAnImportNothingIsDamagedOrDoubled() throws Exception {
    Outcome outcome =
        run(
            """
            home /run/home/Export
            cp -a /run/home /run/m/disk/home
            rm -rf /run/home
            ln -s /run/m/disk/home /run/home
            zip=$(echo "$template"/later/*.zip)
            # So many files of the vault are new, or the import is at its end.
            written() { [ "$(find /run/m/disk/home/Vault -type f -newer /run/tmp/before | wc -l)" -ge "$1" ] || gone $JOB; }
            for files in 1 2 3 4 5; do
              sync
              touch /run/tmp/before
              exec_stillkeep import "$zip" > /run/out/cut.out 2>&1 & JOB=$!
              until written $files; do :; done
              gone $JOB || echo $files >> /run/out/cuts
              losing
              kill -KILL $JOB
              wait $JOB
              again
              stillkeep verify.$files verify --read-data
            done
            stillkeep import import "$zip"
            stillkeep verify verify --read-data
            stillkeep export export
            list export /run/home/Export
            """);
    assertThat(outcome.text("cuts").lines()).as("cuts in the middle of an import").isNotEmpty();
    for (int files = 1; files <= 5; files++) {
      assertThat(outcome.exit("verify." + files)).as(files + ": " + outcome.words("verify." + files)).isZero();
    }
    assertThat(outcome.exit("import")).as(outcome.words("import")).isZero();
    assertThat(outcome.exit("verify")).as(outcome.words("verify")).isZero();
    assertThat(outcome.list("export").keySet().stream().filter(PreparedHome::isMedia).toList()).hasSize(33).doesNotHaveDuplicates();
  }

  private static Outcome run(String scenario) throws Exception {
    return linux.run(DISK + scenario);
  }
}
