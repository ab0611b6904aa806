package org.stillkeep.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.stillkeep.faults.Covers;
import org.stillkeep.store.StoreException;

class DiskErrorsTest {

  /** A disk that says 0 of 0. */
  private static final Path UNKNOWN = Path.of("/proc");

  @Test
  @Covers("F8")
  void aDiskThatDoesNotKnowItsRoomIsNotTakenForAFullOne() throws IOException {
    assumeTrue(Files.isDirectory(UNKNOWN) && Files.getFileStore(UNKNOWN).getTotalSpace() == 0, "needs a disk of unknown size");
    IOException failure = new IOException("Input/output error");
    assertThat(DiskErrors.translate(failure, UNKNOWN)).isNotInstanceOf(StoreException.class).hasCause(failure);
    assertThat(VaultFolder.freeBytes(UNKNOWN)).isEmpty();
  }

  @Test
  @Covers("F8")
  void aDiskThatCannotBeAskedForItsRoomKeepsNobodyFromTrying() {
    assertThat(VaultFolder.freeBytes(Path.of("/nowhere/at/all"))).isEmpty();
  }
}
