package org.stillkeep.export;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.stillkeep.files.PortableNames;

/** Paths inside an export as the ledger has them: segments joined by {@code /}, on every platform. */
final class ExportPath {

  private static final String SUPPLEMENT = ".supplemental-metadata";

  private ExportPath() {}

  /** The file system's path. IllegalArgumentException if it would leave the root. */
  static Path under(Path root, String path) {
    return PortableNames.underRoot(root, segments(path));
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

  /**
   * Where the sidecar of a file lies. {@code .supplemental-metadata} is cut as Takeout cuts it when the name gets too long;
   * a photo's name leaves room for {@code .json} in any case.
   */
  static String sidecar(String mediaPath, SidecarPlace place) {
    return switch (place) {
      case METADATA_FOLDER -> parent(mediaPath) + "/" + FolderListing.METADATA + "/" + name(mediaPath) + ".json";
      case BESIDE -> mediaPath + SUPPLEMENT.substring(0, Math.min(SUPPLEMENT.length(), room(mediaPath))) + ".json";
    };
  }

  private static int room(String mediaPath) {
    return Math.max(0, PortableNames.MAX_BYTES - name(mediaPath).getBytes(StandardCharsets.UTF_8).length);
  }
}
