package org.stillkeep.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stillkeep.faults.Covers;

@Covers({"P6", "P17"})
class NetworkDisksTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"nfs", "nfs4", "cifs", "smb3", "9p", "smbfs", "AFPFS", "fuse.sshfs"})
  void theseAreOnANetwork(String type) {
    assertThat(NetworkDisks.isNetwork(type)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ext4", "btrfs", "xfs", "zfs", "apfs", "NTFS", "fuseblk", "fuse.gocryptfs", "ecryptfs", "overlay", "tmpfs"})
  void theseAreNot(String type) {
    assertThat(NetworkDisks.isNetwork(type)).isFalse();
  }

  @Test
  void whatIsNotThereYetIsWhereItWillBe() {
    assertThat(NetworkDisks.typeOf(folder.resolve("not/there/yet"))).isEqualTo(NetworkDisks.typeOf(folder));
  }
}
