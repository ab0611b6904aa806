package org.stillkeep.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.stillkeep.files.Mounts;

/**
 * A small disk for root on Linux, whose sectors cannot be read or written as long as a test wants: an image behind {@code nbdkit} and
 * its filters, a loop device over that, ext4 on it. Errors come from where they come from in the world: beneath the file system.
 * All of it is gone with its {@link Mounts}.
 */
final class FailingDisk {

  /** How many writes fail. Where it is many, the first of them end the file system's journal, and nothing wrong comes to stand at all. */
  static final List<String> RATES = List.of("1%", "2%", "1%", "16%");

  private static final int BLOCK = 4096;
  private static final int SECTOR = 512;
  private static final long PATIENCE_SECONDS = 60;

  private final Mounts mounts;
  private final Path image;
  private final Path network;
  private final Path folder;
  private final Path writesFail;
  private final Path readsFail;
  private Process server;
  private String device;
  private boolean pluggedIn;

  private FailingDisk(Mounts mounts, Path below) throws IOException {
    this.mounts = mounts;
    this.image = below.resolve("disk.img");
    this.network = Files.createDirectories(below.resolve("nbd"));
    this.folder = Files.createDirectories(below.resolve("disk"));
    this.writesFail = below.resolve("writes-fail");
    this.readsFail = below.resolve("reads-fail");
  }

  /** Skips the test unless this tier is wanted and the machine has all of it. */
  static void require() throws IOException {
    Tier.needs(2);
    Mounts.needPrograms("nbdkit", "nbdfuse", "losetup", "fusermount3", "mkfs.ext4", "e2fsck", "filefrag");
    assumeTrue(Files.isWritable(Path.of("/dev/fuse")) && Files.isWritable(Path.of("/dev/loop-control")), "needs /dev/fuse and /dev/loop-control");
  }

  /** A new one, plugged in. */
  static FailingDisk in(Mounts mounts, Path below, String size) throws IOException {
    FailingDisk disk = new FailingDisk(mounts, below);
    mounts.run("truncate", "-s", size, disk.image.toString());
    // What is left for later by default would be written, and fail, at moments that no test chose.
    mounts.run("mkfs.ext4", "-q", "-F", "-b", Integer.toString(BLOCK), "-E", "lazy_itable_init=0,lazy_journal_init=0", disk.image.toString());
    disk.plugIn();
    return disk;
  }

  /** Where it is mounted. */
  Path folder() {
    return folder;
  }

  /**
   * Pulls it out if need be, repairs its file system as a computer does at its start, and mounts it.
   *
   * @param parameters of nbdkit's filters {@code error} and {@code delay}
   */
  void plugIn(String... parameters) throws IOException {
    start(List.of(), List.of(parameters));
  }

  /** Plugs it in with blocks that cannot be read until they are written. What is written meanwhile is gone at the end of it. */
  void plugInWithBadBlocks(List<Long> firstBytes) throws IOException {
    Path map = image.resolveSibling("map");
    Files.write(map, rescueMap(firstBytes));
    start(List.of("--filter=cow", "--filter=ddrescue"), List.of("ddrescue-mapfile=" + map, "cow-block-size=" + BLOCK));
  }

  /** Plugs it in as one that keeps in its own memory what it was not told to flush. A {@link #snapshot} has nothing of that. */
  void plugInForgetful() throws IOException {
    start(List.of("--filter=cache"), List.of("cache=writeback", "cache-on-read=false"));
  }

  /** What would be on it if the power failed now: all that it was told to write or, if it is forgetful, to flush. */
  Path snapshot(String name) throws IOException {
    Path snapshot = image.resolveSibling(name);
    mounts.run("cp", "--reflink=always", image.toString(), snapshot.toString());
    return snapshot;
  }

  /** While it is pulled out: has what a snapshot has, which is gone then. */
  void become(Path snapshot) throws IOException {
    Files.move(snapshot, image, StandardCopyOption.REPLACE_EXISTING);
  }

  /** In the words of ddrescue: what was read (+), and what could not be (-). */
  private List<String> rescueMap(List<Long> firstBytes) throws IOException {
    List<String> lines = new ArrayList<>(List.of("0 + 1"));
    long position = 0;
    for (long bad : firstBytes.stream().sorted().distinct().toList()) {
      if (bad > position) {
        lines.add(String.format("0x%x 0x%x +", position, bad - position));
      }
      lines.add(String.format("0x%x 0x%x -", bad, BLOCK));
      position = bad + BLOCK;
    }
    lines.add(String.format("0x%x 0x%x +", position, Files.size(image) - position));
    return lines;
  }

  private void start(List<String> filters, List<String> parameters) throws IOException {
    pullOut();
    assertThat(repair()).as("whether the file system could be repaired").isLessThanOrEqualTo(1);
    List<String> command = new ArrayList<>(List.of("nbdfuse", network.toString(), "[", "nbdkit", "--exit-with-parent"));
    command.addAll(List.of("--filter=error", "--filter=delay"));
    command.addAll(filters);
    command.addAll(List.of("file", image.toString()));
    command.addAll(List.of("error-pwrite=EIO", "error-pwrite-rate=100%", "error-pwrite-file=" + writesFail));
    command.addAll(List.of("error-pread=EIO", "error-pread-rate=100%", "error-pread-file=" + readsFail));
    command.addAll(parameters);
    command.add("]");
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    server = builder.redirectOutput(ProcessBuilder.Redirect.appendTo(image.resolveSibling("log").toFile())).start();
    await().atMost(Duration.ofSeconds(PATIENCE_SECONDS)).until(() -> !server.isAlive() || Files.exists(network.resolve("nbd")));
    assumeTrue(server.isAlive(), () -> "cannot be set up here: " + String.join(" ", command));
    mounts.atTheEnd("fusermount3", "-u", "-z", network.toString());
    device = mounts.run("losetup", "-f", "--show", "--direct-io=on", network.resolve("nbd").toString()).strip();
    mounts.atTheEnd("losetup", "-d", device);
    mounts.mount(folder, "mount", device, folder.toString());
    pluggedIn = true;
  }

  private int repair() throws IOException {
    try {
      Process check = new ProcessBuilder("e2fsck", "-p", image.toString()).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
      return check.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** Unmounts it and forgets what the kernel knows of it, if it is plugged in. */
  void pullOut() throws IOException {
    if (!pluggedIn) {
      return;
    }
    pluggedIn = false;
    heal();
    mounts.unmount(folder);
    mounts.undo("losetup", "-d", device);
    // The loop device lets go of its file a moment later, and the server ends with that.
    mounts.undo("fusermount3", "-u", "-z", network.toString());
    try {
      assertThat(server.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("nbdfuse has ended").isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** From now on nothing can be written, or so often as was said when it was plugged in. */
  void failWrites() throws IOException {
    Files.createFile(writesFail);
  }

  /** From now on nothing can be read that the kernel does not remember. */
  void failReads() throws IOException {
    Files.createFile(readsFail);
  }

  /** It vanishes but for its mount. */
  void vanish() throws IOException {
    failWrites();
    failReads();
  }

  private void heal() throws IOException {
    Files.deleteIfExists(writesFail);
    Files.deleteIfExists(readsFail);
  }

  /** Where a file's blocks lie on the disk, in its order. */
  List<Long> blocksOf(Path file) throws IOException {
    mounts.run("sync", file.toString());
    List<Long> blocks = new ArrayList<>();
    for (String line : mounts.run("filefrag", "-v", "-b" + SECTOR, file.toString()).lines().toList()) {
      String[] columns = line.strip().split("[ .:]+", -1);
      if (columns.length > 5 && columns[0].matches("\\d+")) {
        long first = Long.parseLong(columns[3]) * SECTOR;
        long end = (Long.parseLong(columns[4]) + 1) * SECTOR;
        for (long block = first; block < end; block += BLOCK) {
          blocks.add(block);
        }
      }
    }
    assertThat(blocks).as("blocks of %s", file).hasSize((int) ((Files.size(file) + BLOCK - 1) / BLOCK));
    return blocks;
  }
}
