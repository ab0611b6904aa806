package org.stillkeep.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stillkeep.faults.Covers;
import org.stillkeep.files.DisjointFolders.Folder;
import org.stillkeep.files.DisjointFolders.Overlap;
import org.stillkeep.files.DisjointFolders.Relation;

@Covers("P12")
class DisjointFoldersTest {

  @TempDir Path folder;

  @Test
  void everyPairIsRefusedWhateverTheRoles() throws IOException {
    Folder inbox = new Folder("inbox", "inbox[0]", folder.resolve("a"));
    Folder secondInbox = new Folder("inbox", "inbox[1]", folder.resolve("a"));
    Folder export = new Folder("export", "export[0].path", folder.resolve("b"));
    Folder secondExport = new Folder("export", "export[1].path", folder.resolve("b/c"));
    Folder vault = new Folder("vault", "library.path", folder.resolve("v"));
    Folder state = new Folder("state", "state", folder.resolve("v/state"));
    assertThat(DisjointFolders.check(List.of(inbox, secondInbox, export, secondExport, vault, state)))
        .extracting(Overlap::first, Overlap::second, Overlap::relation)
        .containsExactly(
            tuple(inbox, secondInbox, Relation.SAME),
            tuple(export, secondExport, Relation.FIRST_CONTAINS_SECOND),
            tuple(vault, state, Relation.FIRST_CONTAINS_SECOND));
  }

  @Test
  void oneAndTheSameFolderTwiceInTheListIsNoOverlap() throws IOException {
    Folder inbox = new Folder("inbox", "inbox[0]", folder);
    assertThat(DisjointFolders.check(List.of(inbox, new Folder("inbox", "inbox[0]", folder)))).isEmpty();
  }

  @Test
  void theProofNamesBothPaths() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), Files.createDirectory(folder.resolve("photos")));
    Folder inbox = new Folder("inbox", "inbox[0]", folder.resolve("photos/in"));
    assertThat(DisjointFolders.check(List.of(inbox, new Folder("vault", "library.path", link))))
        .singleElement()
        .extracting(Overlap::proof)
        .isEqualTo(
            "with all links followed: " + folder.toRealPath().resolve("photos/in") + " lies in " + folder.toRealPath().resolve("photos"));
  }

  @Test
  void foldersThatOverlapAreNotWrittenTo() throws IOException {
    Path inbox = Files.createDirectory(folder.resolve("a"));
    Path export = Files.createDirectory(inbox.resolve("b"));
    FileTime before = Files.getLastModifiedTime(export);
    assertThat(DisjointFolders.check(List.of(new Folder("inbox", "inbox[0]", inbox), new Folder("export", "export[0].path", export))))
        .hasSize(1);
    assertThat(Files.getLastModifiedTime(export)).isEqualTo(before);
  }

  @Test
  void theCheckWithoutWritingWritesNothing() throws IOException {
    Path inbox = Files.createDirectory(folder.resolve("a"));
    Path export = Files.createDirectory(folder.resolve("b"));
    FileTime longAgo = FileTime.fromMillis(0);
    Files.setLastModifiedTime(inbox, longAgo);
    assertThat(
            DisjointFolders.checkWithoutWriting(
                List.of(new Folder("inbox", "inbox[0]", inbox), new Folder("export", "export[0].path", export))))
        .isEmpty();
    assertThat(Files.getLastModifiedTime(inbox)).isEqualTo(longAgo);
  }

  @Test
  void windowsNamesAreComparedAsWindowsDoes() throws IOException {
    try (FileSystem windows = Jimfs.newFileSystem(Configuration.windows())) {
      Path photos = Files.createDirectories(windows.getPath("C:\\Users\\me\\Photos"));
      Folder inbox = new Folder("inbox", "inbox[0]", photos);
      Folder export = new Folder("export", "export[0].path", windows.getPath("c:\\USERS\\Me\\photos\\Export"));
      Folder sibling = new Folder("export", "export[0].path", windows.getPath("c:\\USERS\\Me\\photos2"));
      assertThat(DisjointFolders.check(List.of(inbox, export)))
          .singleElement()
          .extracting(Overlap::relation)
          .isEqualTo(Relation.FIRST_CONTAINS_SECOND);
      assertThat(DisjointFolders.check(List.of(inbox, sibling))).isEmpty();
    }
  }

  @Test
  void aFolderOfTheUserMayBeUsed() throws IOException {
    assertThat(DisjointFolders.unsuitable(folder)).isEmpty();
    assertThat(DisjointFolders.unsuitable(folder.resolve("not/there/yet"))).isEmpty();
  }

  @Test
  void aLinkToTheHomeFolderIsTheHomeFolder() throws IOException {
    Path home = Path.of(System.getProperty("user.home"));
    assertThat(DisjointFolders.unsuitable(home)).contains("it is your home folder itself");
    assertThat(DisjointFolders.unsuitable(Files.createSymbolicLink(folder.resolve("link"), home)))
        .contains("it is your home folder itself");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/home", "/home/me", "/home/me/Desktop", "/tmp", "/var/tmp", "/scratch", "/etc", "/etc/stillkeep", "/usr", "/usr/lib/x", "/proc/1", "/dev/shm", "/Users", "/System/Volumes"})
  void foldersOfTheSystemAreUnsuitable(String path) throws IOException {
    try (FileSystem unix = Jimfs.newFileSystem(Configuration.unix())) {
      assertThat(unsuitable(unix, "/home/me", "/scratch", path)).isPresent();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/home/me/Stillkeep", "/home/other/photos", "/mnt", "/mnt/nas", "/srv/photos", "/media/me/usb", "/tmp/x", "/Volumes/NAS", "/volume1/photos", "/usr/local/share/photos"})
  void otherFoldersAreSuitable(String path) throws IOException {
    try (FileSystem unix = Jimfs.newFileSystem(Configuration.unix())) {
      assertThat(unsuitable(unix, "/home/me", "/scratch", path)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"C:\\", "C:\\Windows", "c:\\windows\\system32", "C:\\Program Files\\Stillkeep", "C:\\Users", "C:\\Users\\me", "C:\\Users\\me\\Desktop"})
  void foldersOfWindowsAreUnsuitable(String path) throws IOException {
    try (FileSystem windows = Jimfs.newFileSystem(Configuration.windows())) {
      assertThat(unsuitable(windows, "C:\\Users\\me", "C:\\Users\\me\\AppData\\Local\\Temp", path)).isPresent();
      assertThat(unsuitable(windows, "C:\\Users\\me", "C:\\Temp", "C:\\Users\\me\\Stillkeep")).isEmpty();
    }
  }

  private static Optional<String> unsuitable(FileSystem fileSystem, String home, String temporary, String path) {
    return new UnsuitableFolders(fileSystem.getPath(home), fileSystem.getPath(temporary)).reason(fileSystem.getPath(path));
  }
}
