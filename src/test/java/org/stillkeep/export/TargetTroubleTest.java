package org.stillkeep.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.stillkeep.faults.Covers;

@Covers("F8")
class TargetTroubleTest {

  /** A disk that says 0 of 0. */
  private static final Path UNKNOWN = Path.of("/proc");

  private final IOException odd = new IOException("Input/output error");

  @Test
  void aDiskThatDoesNotKnowItsRoomIsTried() throws IOException {
    assumeTrue(Files.isDirectory(UNKNOWN) && Files.getFileStore(UNKNOWN).getTotalSpace() == 0, "needs a disk of unknown size");
    assertThatCode(() -> TargetTrouble.requireRoom(UNKNOWN, Long.MAX_VALUE / 2)).doesNotThrowAnyException();
    assertThat(TargetTrouble.of(odd, UNKNOWN, 1_000)).isEmpty();
  }

  @Test
  void aDiskThatPromisesAPetabyteIsBelievedUntilItSaysThatItIsFull() throws IOException {
    Configuration.Builder petabyte = Configuration.unix().toBuilder().setBlockSize(1 << 20).setMaxSize(1L << 50).setMaxCacheSize(0);
    try (FileSystem huge = Jimfs.newFileSystem(petabyte.build())) {
      Path root = Files.createDirectory(huge.getPath("/nas"));
      assertThatCode(() -> TargetTrouble.requireRoom(root, 1L << 49)).doesNotThrowAnyException();
      assertThat(TargetTrouble.of(odd, root, 1_000)).isEmpty();
      assertThat(TargetTrouble.of(new IOException("No space left on device"), root, 1_000)).isPresent();
    }
  }

  @Test
  void aDiskThatHasTooLittleIsNotTried() throws IOException {
    try (FileSystem small = Jimfs.newFileSystem(Configuration.unix().toBuilder().setMaxSize(1 << 20).build())) {
      Path root = Files.createDirectory(small.getPath("/nas"));
      assertThatThrownBy(() -> TargetTrouble.requireRoom(root, 2 << 20)).isInstanceOf(ExportException.class);
    }
  }

  /** What was written since the disk was asked counts, and it is asked again before anything is refused. */
  @Test
  void theRoomThatItHadIsUsedUpByWhatIsWritten() throws IOException {
    try (FileSystem small = Jimfs.newFileSystem(Configuration.unix().toBuilder().setMaxSize(1 << 20).build())) {
      Path root = Files.createDirectory(small.getPath("/nas"));
      Path first = Files.write(root.resolve("first"), new byte[600 << 10]);
      Room room = new Room(root);
      room.take(400 << 10);
      Files.write(root.resolve("second"), new byte[400 << 10]);
      assertThatThrownBy(() -> room.take(400 << 10)).isInstanceOf(ExportException.class);
      Files.delete(first);
      assertThatCode(() -> room.take(400 << 10)).doesNotThrowAnyException();
    }
  }
}
