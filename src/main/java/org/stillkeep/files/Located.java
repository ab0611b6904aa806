package org.stillkeep.files;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.stillkeep.files.DisjointFolders.Folder;

/**
 * A folder, and where it really is.
 *
 * @param named its absolute path as configured, without dots
 * @param existing the real path of its nearest existing ancestor; of itself if it exists
 * @param real {@code existing} and the names that are not there yet
 */
record Located(Folder folder, Path named, Path existing, Path real) {

  /** As many links as Linux follows. */
  private static final int MOST_LINKS = 40;

  static Located of(Folder folder) throws IOException {
    Path nearest = folder.path().toAbsolutePath();
    Deque<Path> missing = new ArrayDeque<>();
    for (int links = 0; ; ) {
      try {
        return located(folder, nearest.toRealPath(), missing);
      } catch (NoSuchFileException e) {
        if (Files.isSymbolicLink(nearest)) { // to where nothing is yet
          if (++links > MOST_LINKS) {
            throw new FileSystemLoopException(folder.path().toString());
          }
          nearest = nearest.resolveSibling(Files.readSymbolicLink(nearest));
        } else {
          Path parent = nearest.getParent();
          if (parent == null) { // a drive that is not there
            return located(folder, nearest, missing);
          }
          missing.push(nearest.getFileName());
          nearest = parent;
        }
      }
    }
  }

  boolean exists() {
    return existing.equals(real);
  }

  /** The folded names below {@code ancestor}, which is {@code existing} or above it. */
  List<String> foldedBelow(Path ancestor) {
    return Nesting.folded(Nesting.segments(real).subList(Nesting.segments(ancestor).size(), Nesting.segments(real).size()));
  }

  private static Located located(Folder folder, Path existing, Deque<Path> missing) {
    Path real = existing;
    for (Path each : missing) {
      real = real.resolve(each);
    }
    return new Located(folder, folder.path().toAbsolutePath().normalize(), existing, real.normalize());
  }
}
