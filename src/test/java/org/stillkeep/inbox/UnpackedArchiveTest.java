package org.stillkeep.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.faults.Covers;

class UnpackedArchiveTest {

  private static final byte[] PHOTO = "pixels".repeat(1000).getBytes(StandardCharsets.US_ASCII);

  @TempDir Path folder;

  private Path takeout(String name) throws IOException {
    Path root = folder.resolve(name);
    Path inside = Files.createDirectories(root.resolve("Google Photos/Photos from 2019"));
    Files.write(inside.resolve("b.jpg"), PHOTO);
    Files.write(inside.resolve("a.jpg"), PHOTO);
    return root;
  }

  private static List<String> paths(Archive archive) throws IOException {
    List<String> paths = new ArrayList<>();
    for (int i = 0; i < archive.size(); i++) {
      paths.add(archive.entry(i).path());
    }
    return paths;
  }

  private static long crcOf(byte[] content) {
    CRC32 crc = new CRC32();
    crc.update(content);
    return crc.getValue();
  }

  @Test
  void pathsAreThoseOfTheZipItCameFrom() throws IOException {
    for (String name : List.of("Takeout", "Takeout 2")) {
      try (Archive archive = Archives.open(takeout(name))) {
        assertThat(paths(archive))
            .containsExactly(
                "Takeout/Google Photos/Photos from 2019/a.jpg", "Takeout/Google Photos/Photos from 2019/b.jpg");
      }
    }
    try (Archive archive = Archives.open(takeout("x/Takeout").getParent())) {
      assertThat(paths(archive)).first().isEqualTo("Takeout/Google Photos/Photos from 2019/a.jpg");
    }
  }

  @Test
  void contentIsReadOnlyWhenAskedFor() throws IOException {
    try (Archive archive = Archives.open(takeout("Takeout"))) {
      assertThat(archive.bytesRead()).isZero();
      assertThat(archive.entry(0).crc32()).isEqualTo(crcOf(PHOTO));
      assertThat(archive.entry(0).state()).isEqualTo(EntryState.READABLE);
      assertThat(archive.bytesRead()).as("once").isEqualTo(PHOTO.length);
      try (InputStream in = archive.open(1)) {
        assertThat(in.readAllBytes()).isEqualTo(PHOTO);
      }
    }
  }

  @Test
  @Covers({"F49", "Z2"})
  void linksAreListedAndNeverFollowed() throws IOException {
    Path root = takeout("Takeout");
    Path secret = Files.createDirectories(folder.resolve("secret"));
    Files.write(secret.resolve("s.jpg"), PHOTO);
    Files.createSymbolicLink(root.resolve("1.jpg"), secret.resolve("s.jpg"));
    Files.createSymbolicLink(root.resolve("2"), secret);
    try (Archive archive = Archives.open(root)) {
      assertThat(paths(archive)).hasSize(4).startsWith("Takeout/1.jpg", "Takeout/2");
      assertThat(archive.entry(0).state()).isEqualTo(EntryState.SYMLINK);
      assertThatThrownBy(() -> archive.open(0))
          .isInstanceOfSatisfying(
              EntryException.class, e -> assertThat(e.reason()).isEqualTo(EntryException.Reason.NOT_A_FILE));
    }
  }

  @Test
  @Covers("F35")
  void aFileThatChangedSinceTheListingIsReported() throws IOException {
    Path root = takeout("Takeout");
    try (Archive archive = Archives.open(root)) {
      Files.write(root.resolve("Google Photos/Photos from 2019/a.jpg"), new byte[3]);
      assertThat(archive.entry(0).state()).isEqualTo(EntryState.DAMAGED);
      assertThatThrownBy(() -> archive.open(0))
          .isInstanceOfSatisfying(
              EntryException.class, e -> assertThat(e.reason()).isEqualTo(EntryException.Reason.CHANGED));
      assertThat(archive.entry(1).state()).isEqualTo(EntryState.READABLE);
    }
  }

  @Test
  void exportsOfOursInsideAreLeftOut() throws IOException {
    Path root = takeout("Takeout");
    Files.write(root.resolve("Google Photos/Photos from 2019/.stillkeep-export"), PHOTO);
    try (Archive archive = Archives.open(root)) {
      assertThat(archive.size()).isZero();
      assertThat(archive.problems()).singleElement().asString().contains("Google Photos/Photos from 2019");
    }
  }

  @Test
  void anExportOfOursThatIsNamedIsReadWithoutWhatItNotesOfItself() throws IOException {
    Path export = Files.createDirectories(folder.resolve("Export/Sardinia")).getParent();
    Files.write(export.resolve("Sardinia/a.jpg"), PHOTO);
    Files.write(export.resolve(".stillkeep-export"), PHOTO);
    Files.write(export.resolve(".stillkeep-ledger"), PHOTO);
    try (Archive archive = Archives.open(export)) {
      assertThat(paths(archive)).containsExactly("Sardinia/a.jpg");
      assertThat(archive.problems()).isEmpty();
    }
  }

  @Test
  void aVaultIsNeverRead() throws IOException {
    Path vault = Files.createDirectories(folder.resolve("Vault/objects")).getParent();
    Files.write(vault.resolve("objects/ab3f"), PHOTO);
    Files.write(vault.resolve("vault.json"), PHOTO);
    try (Archive archive = Archives.open(vault)) {
      assertThat(archive.size()).isZero();
      assertThat(archive.problems()).hasSize(1);
    }
  }

  @Test
  void aSingleAlbumKeepsItsName() throws IOException {
    Path album = Files.createDirectories(folder.resolve("Sardinia"));
    Files.write(album.resolve("a.jpg"), PHOTO);
    try (Archive archive = Archives.open(album)) {
      assertThat(paths(archive)).as("pictures without sidecars are no album of Google's").containsExactly("a.jpg");
    }
    Files.write(album.resolve("a.jpg.json"), PHOTO);
    try (Archive archive = Archives.open(album)) {
      assertThat(paths(archive)).containsExactly("Sardinia/a.jpg", "Sardinia/a.jpg.json");
    }
  }

  @Test
  void theFingerprintTellsWhenAnythingInsideChanges() throws IOException {
    Path root = takeout("Takeout");
    ArchiveFingerprint before = fingerprint(root);
    assertThat(fingerprint(root)).isEqualTo(before);
    Files.write(root.resolve("c.jpg"), PHOTO);
    assertThat(fingerprint(root)).isNotEqualTo(before);
  }

  private static ArchiveFingerprint fingerprint(Path path) throws IOException {
    try (Archive archive = Archives.open(path)) {
      return archive.fingerprint();
    }
  }

  @Test
  void aLooseFileIsAnArchiveWithOneEntry() throws IOException {
    Path file = Files.write(folder.resolve("VID-002.mp4"), PHOTO);
    try (Archive archive = Archives.open(file);
        InputStream in = archive.open(0)) {
      assertThat(archive.kind()).isEqualTo(ArchiveKind.FILE);
      assertThat(paths(archive)).containsExactly("VID-002.mp4");
      assertThat(in.readAllBytes()).isEqualTo(PHOTO);
    }
  }
}
