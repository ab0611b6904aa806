package org.stillkeep.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.faults.Covers;
import org.stillkeep.files.DurableFiles;
import org.stillkeep.store.Ciphertexts;
import org.stillkeep.store.StoreException.Reason;
import org.stillkeep.store.StoreException;

/** Full and read-only disks, on small real ones (F53). */
@Covers("F53")
class VaultDiskTest {

  private static final int DISK_BYTES = 1024 * 1024;

  @TempDir Path folder;

  @Test
  void aFullDiskRefusesAnObjectAndLeavesNoTrace() throws IOException, InterruptedException {
    onASmallDisk(
        disk -> {
          SmallVault vault = SmallVault.filled(disk);
          long filesBefore = files(vault.folder);
          try (VaultStore store = vault.open()) {
            assertReason(Reason.FULL, () -> Ciphertexts.put(store, new byte[2 * DISK_BYTES]));
            assertThat(files(vault.folder)).isEqualTo(filesBefore);
            assertThat(Ciphertexts.put(store, new byte[1000]).ciphertextBytes()).isEqualTo(1000);
            assertThat(store.registerFiles(List.of(SmallVault.newFile(store, 1, 1000)))).hasSize(1);
          }
        });
  }

  @Test
  void aFullDiskRefusesAChangeAndKeepsTheHistoryWhole() throws IOException, InterruptedException {
    onASmallDisk(
        disk -> {
          SmallVault vault = SmallVault.filled(disk);
          try (VaultStore store = vault.open()) {
            Path ballast = fill(disk);
            assertReason(Reason.FULL, () -> SmallVault.album(store));
            assertThat(store.collectionsSince(0)).hasSize(2);
            assertThat(temporaries(vault.folder)).isZero();
            Files.delete(ballast);
            SmallVault.album(store);
          }
          assertThat(vault.head().number()).isEqualTo(6);
        });
  }

  @Test
  void aReadOnlyDiskIsReadAndNotWritten() throws IOException, InterruptedException {
    onASmallDisk(
        disk -> {
          SmallVault vault = SmallVault.filled(disk);
          run("mount", "-o", "remount,ro", disk.toString());
          assertReason(Reason.READ_ONLY, () -> vault.open().close());
          try (VaultStore store = vault.openReadOnly(Optional.of(vault.head()))) {
            assertThat(store.filesSince(1, 0).files()).hasSize(2);
          }
          assertReason(
              Reason.READ_ONLY, () -> VaultStore.create(disk.resolve("new"), vault.keyAttributes, vault.key));
        });
  }

  /** Something done on a disk of 1 MB. */
  @FunctionalInterface
  private interface DiskWork {
    void run(Path disk) throws IOException, InterruptedException;
  }

  private void onASmallDisk(DiskWork work) throws IOException, InterruptedException {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=" + DISK_BYTES, "tmpfs", disk.toString()) == 0,
        "mounting a small disk needs root");
    try {
      work.run(disk);
    } finally {
      assertThat(run("umount", disk.toString())).isZero();
    }
  }

  /** Leaves not one byte. */
  private static Path fill(Path disk) throws IOException {
    Path ballast = disk.resolve("ballast");
    try (var out = Files.newOutputStream(ballast)) {
      while (true) {
        out.write(new byte[4096]);
      }
    } catch (IOException e) {
      assertThat(Files.getFileStore(disk).getUsableSpace()).isZero();
      return ballast;
    }
  }

  private static long files(Path vault) throws IOException {
    try (Stream<Path> files = Files.walk(vault)) {
      return files.filter(Files::isRegularFile).count();
    }
  }

  private static long temporaries(Path vault) throws IOException {
    try (Stream<Path> files = Files.walk(vault)) {
      return files.filter(each -> DurableFiles.isTemporaryName(each.getFileName().toString())).count();
    }
  }

  private static int run(String... command) throws IOException, InterruptedException {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getInputStream().readAllBytes();
      return process.waitFor();
    } catch (IOException e) {
      assumeTrue(false, "no command " + command[0] + " here");
      throw e;
    }
  }

  private static void assertReason(Reason reason, ThrowingCallable call) {
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(call)
        .satisfies(e -> assertThat(e.reason()).isEqualTo(reason));
  }
}
