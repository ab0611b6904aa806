package org.stillkeep.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.faults.Covers;

/** As Linux shows a process that was killed while one of its threads waits for a disk that hangs. */
@Covers("F17")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "needs links")
class LockHolderTest {

  private static final String MOUNTS =
      """
      22 1 8:1 / / rw,relatime - ext4 /dev/sda1 rw
      31 22 0:50 / /mnt rw,relatime shared:9 - nfs4 nas:/ rw
      32 31 0:51 / /mnt/my\\040nas rw,relatime shared:10 - cifs //nas/photos rw
      """;

  @TempDir private Path proc;
  private Path thread;

  @BeforeEach
  void show() throws IOException {
    thread = Files.createDirectories(proc.resolve("123/task/140"));
    Files.writeString(proc.resolve("123/stat"), "123 (java) Z 1 123 123 0 -1");
    Files.writeString(thread.resolve("stat"), "140 (look (1) D) D 1 123 123 0 -1");
    Files.writeString(thread.resolve("mountinfo"), MOUNTS);
    Files.createDirectory(thread.resolve("fd"));
    Files.createSymbolicLink(thread.resolve("fd/1"), Path.of("/home/ada/.local/state/stillkeep/agent.lock"));
    Files.createSymbolicLink(thread.resolve("fd/2"), Path.of("/mnt/my nas/Export/.stillkeep-export"));
  }

  @Test
  void aProcessThatWasEndedIsSaidToWaitForItsDisk() {
    assertThat(LockHolder.inWords("process 123", proc)).isEqualTo("process 123, which was ended and still waits for the disk at /mnt/my nas");
  }

  @Test
  void whereNoOpenFileTellsTheDiskAllAreNamedThatItMayBe() throws IOException {
    Files.delete(thread.resolve("fd/2"));
    assertThat(LockHolder.inWords("process 123", proc)).endsWith("which was ended and still waits for one of the disks at /mnt, /mnt/my nas");
    Files.writeString(thread.resolve("mountinfo"), "50 22 0:60 / /run/user/1000/doc rw - fuse.portal portal rw\n51 22 0:61 / /mnt/far rw - fuse.sshfs nas: rw\n");
    assertThat(LockHolder.inWords("process 123", proc)).endsWith("still waits for the disk at /mnt/far");
    Files.writeString(thread.resolve("mountinfo"), "60 22 0:70 / /sys/fs/fuse/connections rw - fusectl fusectl rw\n");
    assertThat(LockHolder.inWords("process 123", proc)).endsWith("still waits for a disk that does not answer");
  }

  @Test
  void ofAProcessThatIsOnlyEndingNoDiskIsSaid() throws IOException {
    Files.writeString(thread.resolve("stat"), "140 (look (1) D) R 1 123 123 0 -1");
    assertThat(LockHolder.inWords("process 123", proc)).isEqualTo("process 123");
  }

  @Test
  void ofAProcessThatRunsOnlyItsNumberIsSaid() throws IOException {
    Files.writeString(proc.resolve("123/stat"), "123 (java) S 1 123 123 0 -1");
    assertThat(LockHolder.inWords("process 123", proc)).isEqualTo("process 123");
    assertThat(LockHolder.inWords("process 456", proc)).isEqualTo("process 456");
    assertThat(LockHolder.inWords("another process", proc)).isEqualTo("another process");
  }
}
