package org.stillkeep.export;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.stillkeep.files.PortableNames;

/** Paths inside an export as the ledger has them: segments joined by {@code /}, on every platform. */
final class ExportPath {

  private ExportPath() {}

  /** The file system's path. IllegalArgumentException if it would leave the root. */
  static Path under(Path root, String path) {
    return PortableNames.underRoot(root, segments(path));
  }

  /** The same way back. */
  static String within(Path root, Path path) {
    return root.relativize(path).toString().replace(root.getFileSystem().getSeparator(), "/");
  }

  static List<String> segments(String path) {
    return Arrays.asList(path.split("/", -1));
  }

  static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "" : path.substring(0, slash);
  }

  static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
