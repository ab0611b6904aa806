package org.stillkeep.inbox;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The path of an archive that lies in another one, as folders that are downloaded from Google Drive have them: {@code
 * inbox/drive-download-1.zip!/Takeout/takeout-20240525T201456Z-001.zip}.
 *
 * @param outer the archive on disk
 * @param entry the path of the entry in it
 */
record NestedPath(Path outer, String entry) {

  private static final String MARK = "!";

  /** The path under which an entry goes as an archive; empty when its name is not fit for one. */
  static Optional<Path> of(Path outer, String entry) {
    try {
      Path folder = outer.resolveSibling(SettledArchive.fileNameOf(outer) + MARK);
      Path path = folder.resolve(entry);
      boolean plain = path.equals(path.normalize()) && path.startsWith(folder) && !path.equals(folder);
      return plain && parse(path).filter(new NestedPath(outer, entry)::equals).isPresent() ? Optional.of(path) : Optional.empty();
    } catch (InvalidPathException e) {
      // A name that no file system has cannot be that of a Takeout.
      return Optional.empty();
    }
  }

  /** What a path means; empty for a path on disk. */
  static Optional<NestedPath> parse(Path path) {
    Path entry = path.getFileName();
    for (Path folder = path.getParent(); folder != null && folder.getFileName() != null; folder = folder.getParent()) {
      String name = folder.getFileName().toString();
      if (name.endsWith(MARK) && InboxNames.isArchive(name.substring(0, name.length() - 1)) && !isThere(folder)) {
        Path outer = folder.resolveSibling(name.substring(0, name.length() - 1));
        return Optional.of(new NestedPath(outer, entry.toString().replace(path.getFileSystem().getSeparator(), "/")));
      }
      entry = folder.getFileName().resolve(entry);
    }
    return Optional.empty();
  }

  private static boolean isThere(Path folder) {
    return Files.exists(folder, LinkOption.NOFOLLOW_LINKS);
  }
}
