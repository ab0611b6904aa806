package org.stillkeep.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** What the owner of an export does in it, which nobody else may undo. */
final class OwnersFiles {

  private final Path export;
  private final Household family;
  private final Random random;
  private final Map<String, byte[]> contents = new TreeMap<>();
  private final Map<String, FileTime> times = new TreeMap<>();
  private Optional<Set<String>> inBackup = Optional.empty();
  private int number;

  OwnersFiles(Path export, Household family, Random random) {
    this.export = export;
    this.family = family;
    this.random = random;
  }

  /**
   * A backup of the catalog is made, which will be put back. Only what it knows is edited from now on: an edited copy that it does
   * not know is nobody's, and the photo would be written once more beside it.
   */
  void backedUp() {
    inBackup = Optional.of(family.exported().keySet());
  }

  /** Puts a file of one's own beside the photos. */
  void adds() throws IOException {
    keep(anyFolder() + "/my notes " + ++number + ".txt", ("notes " + number).getBytes(StandardCharsets.UTF_8));
  }

  /** Works on an exported photo. */
  void edits() throws IOException {
    String path = anyPhotoInAnAlbum();
    keep(path, ("edited " + ++number).getBytes(StandardCharsets.UTF_8));
  }

  /** Deletes an exported photo, which comes back. */
  void deletes() throws IOException {
    String path = anyPhotoInAnAlbum();
    Files.delete(export.resolve(path));
  }

  /** Takes a photo into a folder of one's own. */
  void collects() throws IOException {
    byte[] photo = Files.readAllBytes(export.resolve(anyPhotoInAnAlbum()));
    Files.createDirectories(export.resolve("For the wall"));
    keep("For the wall/" + ++number + ".jpg", photo);
  }

  /** Whether a copy of it was worked on: that one stays, whatever becomes of the photo. */
  boolean hasEdited(Snap snap) {
    return contents.keySet().stream().anyMatch(path -> path.endsWith("/" + snap.name));
  }

  /** The owner's files, by path; some of them in the place of exported ones. */
  Map<String, byte[]> expected() {
    return contents;
  }

  void assertUntouched() throws IOException {
    for (Map.Entry<String, byte[]> file : contents.entrySet()) {
      Path path = export.resolve(file.getKey());
      assertThat(path).hasBinaryContent(file.getValue());
      assertThat(Files.getLastModifiedTime(path)).as("time of %s", path).isEqualTo(times.get(file.getKey()));
    }
  }

  private void keep(String path, byte[] content) throws IOException {
    Files.write(export.resolve(path), content);
    remember(path, content);
  }

  private void remember(String path, byte[] content) throws IOException {
    contents.put(path, content);
    times.put(path, Files.getLastModifiedTime(export.resolve(path)));
  }

  private String anyFolder() {
    String photo = anyPhotoInAnAlbum();
    return photo.substring(0, photo.indexOf('/'));
  }

  /** One that is there, as it was exported. */
  private String anyPhotoInAnAlbum() {
    List<String> paths =
        family.there().stream()
            .filter(snap -> !snap.albumsThere.isEmpty())
            .map(snap -> snap.albumsThere.iterator().next() + "/" + snap.name)
            .filter(path -> inBackup.isEmpty() || inBackup.get().contains(path))
            .filter(path -> !contents.containsKey(path) && Files.exists(export.resolve(path)))
            .toList();
    return paths.get(random.nextInt(paths.size()));
  }
}
