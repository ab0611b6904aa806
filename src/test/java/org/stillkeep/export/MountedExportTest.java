package org.stillkeep.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.asset.Album;
import org.stillkeep.export.ExportException.Reason;
import org.stillkeep.faults.Covers;

/** With real mounts, where the machine lets us: a disk that goes away in mid pass, and one that is full. */
class MountedExportTest {

  @TempDir Path temp;
  private Household home;
  private Path mountPoint;
  private boolean mounted;

  @AfterEach
  void tearDown() throws IOException {
    if (home != null) {
      home.close();
    }
    if (mounted) {
      run("umount", "-l", mountPoint.toString());
    }
  }

  @Test
  @Covers("F1")
  void afterALazyUnmountNoFileLandsInTheBareMountPoint_F1() throws IOException {
    mount("size=16m");
    // The hole has a folder of the same name, so that nothing but the marker tells that the disk is gone.
    Path other = Files.createDirectory(temp.resolve("other"));
    assumeThat(run("mount", "--bind", mountPoint.toString(), other.toString()))
        .as("needs bind mounts")
        .isTrue();
    home = Household.withExportAt(mountPoint);
    Album album = home.album("Sardinia");
    for (int i = 0; i < 40; i++) {
      home.photo("beach" + i + ".jpg", "beach " + i, album);
    }
    ExportListener unmounter =
        new ExportListener() {
          @Override
          public void progressed(long filesDone, long bytesDone) {
            if (filesDone == 10 && mounted) {
              mounted = !MountedExportTest.this.run("umount", "-l", mountPoint.toString());
              prepareHole();
            }
          }
        };
    assertThatThrownBy(() -> home.exporter().run(false, unmounter, Household.NEVER))
        .isInstanceOfSatisfying(ExportException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NOT_CONNECTED));
    assertThat(home.files()).isEmpty();
    assertThat(run("mount", "--bind", other.toString(), mountPoint.toString())).isTrue();
    mounted = true;
    assertThat(run("umount", "-l", other.toString())).isTrue();
    assertThat(home.export().isClean()).isTrue();
    assertThat(home.media()).hasSize(40);
    assertThat(home.exportFully()).isEqualTo(ExportSummary.NOTHING);
  }

  @Test
  @Covers("F5")
  void aFullDiskStopsThePassWithNumbersAndLeavesNoHalfFile_F5() throws IOException {
    mount("size=8m");
    home = Household.withExportAt(mountPoint);
    home.video("small.mp4", new byte[1_000_000]);
    home.video("large.mp4", new byte[12_000_000]);
    assertThatThrownBy(() -> home.export())
        .isInstanceOfSatisfying(
            ExportException.class,
            e -> {
              assertThat(e.reason()).isEqualTo(Reason.FULL);
              assertThat(e.neededBytes()).isGreaterThanOrEqualTo(12_000_000);
              assertThat(e.freeBytes()).isBetween(1L, 8L << 20);
            });
    assertThat(home.media()).containsExactly("Photos from 2019/small.mp4");
    assertThat(home.snapshot().keySet()).noneMatch(name -> name.contains(".stillkeep-tmp"));
    assertThat(run("mount", "-o", "remount,size=64m", mountPoint.toString())).isTrue();
    assertThat(home.export().written()).isEqualTo(1);
  }

  @Test
  @Covers("F6")
  void aDiskWithoutInodesIsFullToo_F6() throws IOException {
    mount("size=8m,nr_inodes=12");
    home = Household.withExportAt(mountPoint);
    Album album = home.album("Sardinia");
    for (int i = 0; i < 20; i++) {
      home.photo("beach" + i + ".jpg", "beach " + i, album);
    }
    assertThatThrownBy(() -> home.export())
        .hasMessageContaining("too many files")
        .isInstanceOfSatisfying(ExportException.class, e -> assertThat(e.reason()).isEqualTo(Reason.FULL));
    assertThat(home.files().keySet()).noneMatch(name -> name.contains(".stillkeep-tmp"));
  }

  @Test
  @Covers("F4")
  void anImmutableMountPointIsLeftInPeaceUntilTheDiskIsBack() throws IOException {
    mountPoint = Files.createDirectory(temp.resolve("mnt"));
    assumeThat(run("chattr", "+i", mountPoint.toString())).as("needs the right to make a folder immutable").isTrue();
    try {
      assumeThat(run("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", mountPoint.toString())).as("needs the right to mount").isTrue();
      home = Household.withExportAt(mountPoint);
      home.photo("beach.jpg", "beach");
      assertThat(run("umount", mountPoint.toString())).isTrue();
      assertThatThrownBy(() -> home.export())
          .isInstanceOfSatisfying(ExportException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NOT_CONNECTED));
      assertThat(mountPoint).isEmptyDirectory();
    } finally {
      assertThat(run("chattr", "-i", mountPoint.toString())).isTrue();
    }
  }

  @Test
  @Covers("F19")
  void aMountWhoseProgramHasDiedIsNotConnected() throws Exception {
    mountPoint = Files.createDirectory(temp.resolve("mnt"));
    Path disk = Files.createDirectory(temp.resolve("disk"));
    Process program = mirror(disk);
    home = Household.withExportAt(mountPoint);
    home.photo("beach.jpg", "beach");
    home.export();
    home.photo("dune.jpg", "dune");
    program.destroyForcibly().waitFor();
    assertThatThrownBy(() -> home.export())
        .isInstanceOfSatisfying(ExportException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NOT_CONNECTED));
    assertThat(run("umount", "-l", mountPoint.toString())).isTrue();
    mirror(disk);
    assertThat(home.export().written()).isEqualTo(1);
    assertThat(home.media()).hasSize(2);
  }

  /** Shows a folder at the mount point, until its process ends. */
  private Process mirror(Path disk) throws IOException {
    assumeThat(Path.of("/usr/bin/bindfs")).as("needs bindfs, a file system that can die").isExecutable();
    assumeThat(Path.of("/dev/fuse")).as("needs to be allowed FUSE").isWritable();
    ProcessBuilder bindfs = new ProcessBuilder("/usr/bin/bindfs", "-f", disk.toString(), mountPoint.toString());
    Process program = bindfs.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    await().atMost(Duration.ofMinutes(1)).until(() -> !program.isAlive() || !Files.getFileStore(mountPoint).equals(Files.getFileStore(disk)));
    mounted = program.isAlive();
    assumeThat(mounted).as("needs to be allowed FUSE").isTrue();
    return program;
  }

  @Test
  @Covers("F12")
  void aReadOnlyDiskIsSaidToBeSo_F12() throws IOException {
    mount("size=8m");
    home = Household.withExportAt(mountPoint);
    home.photo("beach.jpg", "beach");
    assumeThat(run("mount", "-o", "remount,ro", mountPoint.toString())).as("needs the right to remount").isTrue();
    assertThatThrownBy(() -> home.export())
        .isInstanceOfSatisfying(ExportException.class, e -> assertThat(e.reason()).isEqualTo(Reason.READ_ONLY));
  }

  private void prepareHole() {
    try {
      Files.createDirectories(mountPoint.resolve("Sardinia/metadata"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void mount(String options) throws IOException {
    mountPoint = Files.createDirectory(temp.resolve("mnt"));
    mounted = run("mount", "-t", "tmpfs", "-o", options, "tmpfs", mountPoint.toString());
    assumeThat(mounted).as("needs the right to mount a tmpfs").isTrue();
  }

  private boolean run(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getInputStream().readAllBytes();
      return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
