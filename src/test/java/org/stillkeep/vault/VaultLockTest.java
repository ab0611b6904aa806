package org.stillkeep.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.faults.Covers;
import org.stillkeep.store.StoreException.Reason;
import org.stillkeep.store.StoreException;

/** One writer, any number of readers. */
class VaultLockTest {

  @TempDir Path folder;

  private SmallVault vault;

  @BeforeEach
  void makeAVault() throws IOException {
    vault = SmallVault.filled(folder);
  }

  @Test
  @Covers("P3")
  void aSecondWriterIsRefusedAndTheFirstKeepsItsLock() throws IOException, InterruptedException {
    try (VaultStore first = vault.open()) {
      assertInUse();
      assertInUse();
      assertThat(lockFromAnotherProcess()).isEqualTo("held");
      SmallVault.album(first);
    }
    assertThat(lockFromAnotherProcess()).isEqualTo("free");
    vault.open().close();
  }

  @Test
  @Covers("P3")
  void aWriterInAnotherProcessIsRespected() throws IOException, InterruptedException {
    Process holder = startHolder("hold");
    try {
      assertThat((char) holder.getInputStream().read()).isEqualTo('f');
      assertInUse();
    } finally {
      holder.destroy();
      holder.waitFor();
    }
    vault.open().close();
  }

  @Test
  void aPipeInTheLocksPlaceKeepsNobodyWaiting() throws IOException, InterruptedException {
    Path lock = vault.folder.resolve("lock");
    Files.delete(lock);
    assumeTrue(isMade("mkfifo", lock.toString()), "no mkfifo here");
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> vault.open().close())
        .withMessageContaining("\"lock\" is not a file")
        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.DAMAGED));
    Files.delete(lock);
    vault.open().close();
  }

  static boolean isMade(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command).start().waitFor() == 0;
    } catch (IOException noSuchCommand) {
      return false;
    }
  }

  @Test
  void aReaderStandsBesideAWriterAndSeesWhatThereWasWhenItOpened() throws IOException {
    try (VaultStore writer = vault.open();
        VaultStore reader = vault.openReadOnly()) {
      SmallVault.album(writer);
      assertThat(reader.collectionsSince(0)).hasSize(2);
      assertThat(writer.collectionsSince(0)).hasSize(3);
    }
  }

  @Test
  void aReaderWritesNothing() throws IOException {
    try (VaultStore reader = vault.openReadOnly()) {
      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> SmallVault.album(reader))
          .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.READ_ONLY));
      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> reader.putObject(1).close())
          .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.READ_ONLY));
    }
  }

  private void assertInUse() {
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> vault.open().close())
        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.IN_USE));
  }

  private String lockFromAnotherProcess() throws IOException, InterruptedException {
    Process process = startHolder("try");
    String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    process.waitFor();
    return answer;
  }

  private Process startHolder(String mode) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp", System.getProperty("java.class.path"), Holder.class.getName(),
            vault.folder.resolve("lock").toString(), mode)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** Another program: says whether the lock is "free" or "held", and in mode "hold" keeps it until it is killed. */
  static final class Holder {

    private Holder() {}

    public static void main(String[] arguments) throws IOException {
      try (FileChannel channel = FileChannel.open(Path.of(arguments[0]), StandardOpenOption.WRITE, StandardOpenOption.CREATE)) {
        System.out.print(channel.tryLock() == null ? "held" : "free");
        System.out.flush();
        if (arguments[1].equals("hold")) {
          // Blocks until the parent goes or kills us.
          System.in.read();
        }
      }
    }
  }
}
