package org.stillkeep.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MountTableTest {

  private final MountTable table =
      table(
          """
          21 1 8:1 / / rw - ext4 /dev/sda1 rw
          22 21 0:5 / /proc rw - proc proc rw
          30 21 8:17 / /mnt/nas rw shared:1 - ext4 /dev/sdb1 rw
          31 30 8:1 /home/me/photos /mnt/nas/in rw - ext4 /dev/sda1 rw
          32 21 8:33 /sub\\040dir /mnt/with\\040blank\\134 rw - ext4 /dev/sdc1 rw
          33 21 8:49 / /mnt/caf\u00e9 rw - ext4 /dev/sdd1 rw
          """);

  @BeforeAll
  static void pathsAreUnix() {
    assumeTrue(File.separatorChar == '/', "the table is Linux' own, with paths as Unix has them");
  }

  @Test
  void aPathIsPlacedByTheDeepestMountOnItsWay() {
    assertPlace(table, "/home/me", "8:1", "/home/me");
    assertPlace(table, "/mnt/nas/album", "8:17", "/album");
    assertPlace(table, "/mnt/nas/in/2024", "8:1", "/home/me/photos/2024");
    assertPlace(table, "/mnt/nasty", "8:1", "/mnt/nasty");
  }

  @Test
  void escapedAndForeignNamesAreRead() {
    assertPlace(table, "/mnt/with blank\\/x", "8:33", "/sub dir/x");
    assertPlace(table, "/mnt/caf\u00e9/x", "8:49", "/x");
  }

  @Test
  void theMountPointsBelowAreListed() {
    assertThat(table.pointsBelow(Path.of("/mnt/nas"))).containsExactly(Path.of("/mnt/nas/in"));
    assertThat(table.pointsBelow(Path.of("/mnt/nas/in"))).isEmpty();
  }

  @Test
  void ofTwoMountsAtOnePointTheUpperCounts() {
    MountTable stacked =
        table(
            """
            21 1 8:1 / / rw - ext4 /dev/sda1 rw
            30 21 0:40 / /mnt/nas rw - autofs auto rw
            31 30 0:41 / /mnt/nas rw - cifs //nas/photos rw
            """);
    assertPlace(stacked, "/mnt/nas/x", "0:41", "/x");
    assertThat(stacked.pointsBelow(Path.of("/mnt"))).containsExactly(Path.of("/mnt/nas"));
  }

  @Test
  void aMountThatIsCoveredByALaterOneAboveItDoesNotCount() {
    MountTable covered =
        table(
            """
            21 1 8:1 / / rw - ext4 /dev/sda1 rw
            30 21 8:17 / /a/b/c rw - ext4 /dev/sdb1 rw
            31 21 8:33 / /a/b rw - ext4 /dev/sdc1 rw
            """);
    assertPlace(covered, "/a/b/c", "8:33", "/c");
    assertThat(covered.pointsBelow(Path.of("/a"))).containsExactly(Path.of("/a/b"));
  }

  @Test
  void aRootThatIsNoMountIsUnknown() {
    MountTable jail = table("30 21 8:17 / /data rw - ext4 /dev/sdb1 rw\n");
    assertThat(jail.placeOf(Path.of("/home"))).isEmpty();
    assertPlace(jail, "/data/x", "8:17", "/x");
  }

  @Test
  void withoutATableNothingIsKnown() {
    assertThat(table("").placeOf(Path.of("/home"))).isEmpty();
    assertThat(table("").pointsBelow(Path.of("/"))).isEmpty();
  }

  private static MountTable table(String text) {
    return MountTable.of(text.getBytes(UTF_8));
  }

  private static void assertPlace(MountTable table, String path, String device, String there) {
    assertThat(table.placeOf(Path.of(path))).isEqualTo(Optional.of(new MountTable.Place(device, Path.of(there))));
  }
}
