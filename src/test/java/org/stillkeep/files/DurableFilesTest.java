package org.stillkeep.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.stillkeep.faults.Covers;

class DurableFilesTest {

  @TempDir Path folder;

  static Stream<Configuration> platforms() {
    return Stream.of(Configuration.unix(), Configuration.osX(), Configuration.windows());
  }

  @ParameterizedTest
  @MethodSource("platforms")
  @Covers("P10")
  void aFileIsReplacedOnEveryPlatform(Configuration platform) throws IOException {
    try (FileSystem fileSystem = Jimfs.newFileSystem(platform)) {
      Path deep = fileSystem.getPath("a").resolve("b").resolve("c");
      DurableFiles.createDirectories(deep);
      Path target = deep.resolve("state.json");
      DurableFiles.replace(target, "one".getBytes(UTF_8));
      DurableFiles.replace(target, body -> body.write("two".getBytes(UTF_8)));
      assertThat(Files.readString(target)).isEqualTo("two");
      try (Stream<Path> all = Files.list(deep)) {
        assertThat(all).hasSize(1);
      }
    }
  }

  @Test
  void aWriterThatFailsLeavesTheOldVersion() throws IOException {
    Path target = folder.resolve("state.json");
    DurableFiles.replace(target, "old".getBytes(UTF_8));
    IOException sourceGone = new IOException("source vanished");
    assertThatThrownBy(
            () ->
                DurableFiles.replace(
                    target,
                    body -> {
                      body.write(1);
                      throw sourceGone;
                    }))
        .isSameAs(sourceGone);
    assertThat(target).hasContent("old");
    assertThat(folder).isDirectoryNotContaining(each -> !each.equals(target));
  }

  @Test
  void onlyOurOwnTemporariesOfThisDirectoryAreSwept() throws IOException {
    Path ours = Files.createFile(folder.resolve(".stillkeep-tmp-" + UUID.randomUUID()));
    Path user = Files.createFile(folder.resolve(".stillkeep-tmp-notes"));
    Path photo = Files.createFile(folder.resolve("photo.jpg"));
    Path directory = Files.createDirectory(folder.resolve(".stillkeep-tmp-" + UUID.randomUUID()));
    Path below = Files.createFile(directory.resolve(".stillkeep-tmp-" + UUID.randomUUID()));
    assertThat(DurableFiles.sweepTemporaries(folder)).isEqualTo(1);
    assertThat(ours).doesNotExist();
    assertThat(Set.of(user, photo, directory, below)).allMatch(Files::exists);
  }

  @Test
  void forcingSomethingThatIsNoDirectoryIsRefused() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertThatThrownBy(() -> DurableFiles.forceDirectory(file)).isInstanceOf(NotDirectoryException.class);
    assertThatThrownBy(() -> DurableFiles.forceDirectory(folder.resolve("missing")))
        .isInstanceOf(NotDirectoryException.class);
  }

  @Test
  @Covers({"F24", "P6"})
  void f24OnlyARefusalToForceDirectoriesIsTolerated() throws IOException {
    new FaultyDisk().failing("force", 1, new IOException("Invalid argument")).reallyForceDirectory(folder);
    IOException broken = new IOException("Input/output error");
    assertThatThrownBy(() -> new FaultyDisk().failing("force", 1, broken).reallyForceDirectory(folder)).isSameAs(broken);
  }

  @Test
  void aFileInTheWayOfADirectoryIsRefused() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertThatThrownBy(() -> DurableFiles.createDirectories(file)).isInstanceOf(FileAlreadyExistsException.class);
  }

  @Test
  @Covers("F25")
  void whatOnlyShowsPermissionsIsToldByItsName() throws IOException {
    assertThat(Stream.of("vfat", "exfat", "ntfs", "fuseblk", "cifs", "smb3")).allMatch(OwnerOnly::isWithoutOwners);
    assertThat(Stream.of("ext4", "xfs", "btrfs", "nfs4", "tmpfs", "ecryptfs", "apfs")).noneMatch(OwnerOnly::isWithoutOwners);
    try (FileSystem fat = Jimfs.newFileSystem(Configuration.unix())) {
      assertThat(DurableFiles.keepsPermissions(Files.createFile(fat.getPath("key")))).isFalse();
    }
  }

  @Test
  void anOwnerOnlyFileIsSoFromItsFirstMoment() throws IOException {
    assumePosix();
    Path key = folder.resolve("key");
    try (Pending pending = DurableFiles.begin(key, PosixMode.OWNER_ONLY)) {
      try (Stream<Path> all = Files.list(folder)) {
        assertThat(all).hasSize(1).allMatch(each -> permissions(each).equals(PosixFilePermissions.fromString("rw-------")));
      }
      pending.commit();
    }
    assertThat(permissions(key)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(DurableFiles.readBackOwnerOnly(key)).isTrue();
  }

  @Test
  void privateDirectoriesArePrivateAndExistingOnesAreLeftAlone() throws IOException {
    assumePosix();
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    assertThat(DurableFiles.createPrivateDirectories(folder.resolve("state").resolve("keys"))).isTrue();
    assertThat(permissions(folder.resolve("state"))).isEqualTo(PosixFilePermissions.fromString("rwx------"));
    assertThat(DurableFiles.createPrivateDirectories(folder)).isFalse();
    assertThat(permissions(folder)).isEqualTo(PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @Test
  void readingBackSeesTheRightsOfOthers() throws IOException {
    assumePosix();
    Path file = Files.createFile(folder.resolve("file"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    assertThat(DurableFiles.readBackOwnerOnly(file)).isFalse();
    assertThat(DurableFiles.setOwnerOnly(file)).isTrue();
  }

  @Test
  void onWindowsTheAccessListNamesTheOwnerAlone() throws IOException {
    Configuration windows = Configuration.windows().toBuilder().setAttributeViews("basic", "owner", "dos", "acl").build();
    try (FileSystem fileSystem = Jimfs.newFileSystem(windows)) {
      Path state = fileSystem.getPath("C:\\state");
      assertThat(DurableFiles.createPrivateDirectories(state)).isTrue();
      Path key = state.resolve("key");
      try (Pending pending = DurableFiles.begin(key, PosixMode.OWNER_ONLY)) {
        pending.commit();
      }
      assertThat(DurableFiles.readBackOwnerOnly(key)).isTrue();
      assertThat(DurableFiles.readBackOwnerOnly(Files.createFile(state.resolve("other")))).isFalse();
    }
  }

  @Test
  @Covers("F25")
  void aFileSystemWithoutRightsSaysSo() throws IOException {
    try (FileSystem fileSystem = Jimfs.newFileSystem(Configuration.unix())) {
      assertThat(DurableFiles.createPrivateDirectories(fileSystem.getPath("/state"))).isFalse();
    }
  }

  private static Set<PosixFilePermission> permissions(Path path) {
    try {
      return Files.getPosixFilePermissions(path);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void assumePosix() {
    assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"), "no POSIX permissions here");
  }
}
