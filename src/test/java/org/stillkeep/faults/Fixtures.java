package org.stillkeep.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Files as released programs wrote them, in {@code src/test/resources/fixtures/KIND/vN}, for ever: each later program has to read them.
 * A new version gets its folder by a run with {@code -Dstillkeep.regenerate=true}, which never touches one that is there.
 */
public final class Fixtures {

  private static final Path SOURCE = Path.of("src", "test", "resources", "fixtures");

  private Fixtures() {}

  /** Makes the files of one version. */
  @FunctionalInterface
  public interface Maker {
    void makeIn(Path folder) throws Exception;
  }

  /** The folder of one version, made now if it is missing and the run was asked to. */
  public static Path of(String kind, int version, Maker maker) throws Exception {
    Path folder = SOURCE.resolve(kind).resolve("v" + version);
    if (!Files.isDirectory(folder) && Boolean.getBoolean("stillkeep.regenerate")) {
      Files.createDirectories(folder);
      maker.makeIn(folder);
    }
    if (!Files.isDirectory(folder)) {
      throw new AssertionError(
          "version " + version + " of " + kind + " has no fixture: make it by -Dstillkeep.regenerate=true, and never change it again");
    }
    return folder;
  }

  /** All versions that there ever were of a kind, with their folders. */
  public static Map<Integer, Path> all(String kind) throws IOException {
    Map<Integer, Path> versions = new TreeMap<>();
    try (Stream<Path> folders = Files.list(SOURCE.resolve(kind))) {
      folders
          .filter(each -> each.getFileName().toString().matches("v\\d+"))
          .forEach(each -> versions.put(Integer.parseInt(each.getFileName().toString().substring(1)), each));
    }
    return versions;
  }

  /** Copies a fixture, for a test that opens it: whoever opens may write. */
  public static void copy(Path fixture, Path into) throws IOException {
    Files.createDirectories(into);
    try (Stream<Path> files = Files.walk(fixture)) {
      files.filter(Files::isRegularFile).forEach(each -> copyOne(fixture, each, into));
    }
  }

  private static void copyOne(Path fixture, Path file, Path into) {
    try {
      Path copy = into.resolve(fixture.relativize(file).toString());
      Files.createDirectories(copy.getParent());
      Files.copy(file, copy);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
