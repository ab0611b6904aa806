package org.stillkeep.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import org.stillkeep.files.DisjointFolders.Relation;

/**
 * By identity: each folder against the other and all its ancestors, device and inode. Sees bind mounts and disks that are
 * mounted twice; knows nothing on Windows, where the JDK gives no identity.
 */
final class FileKeyProof {

  private FileKeyProof() {}

  static Optional<Finding> between(Located first, Located second) throws IOException {
    Optional<Finding> found = containing(first, second);
    return found.isPresent() ? found : containing(second, first).map(Finding::turned);
  }

  private static Optional<Finding> containing(Located outer, Located inner) throws IOException {
    Object key = key(outer.existing());
    if (key == null) {
      return Optional.empty();
    }
    List<String> missing = outer.foldedBelow(outer.existing());
    for (Path ancestor = inner.existing(); ancestor != null; ancestor = ancestor.getParent()) {
      List<String> below = inner.foldedBelow(ancestor);
      if (key.equals(key(ancestor)) && Nesting.startsWith(below, missing)) {
        Relation relation = below.size() == missing.size() ? Relation.SAME : Relation.FIRST_CONTAINS_SECOND;
        String identity = outer.existing() + " and " + ancestor + " are one directory " + key;
        return Optional.of(
            new Finding(relation, identity + ": " + Finding.words(relation, outer.folder().path(), inner.folder().path())));
      }
    }
    return Optional.empty();
  }

  private static Object key(Path path) throws IOException {
    try {
      return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    } catch (NoSuchFileException e) {
      return null; // A drive that is not there.
    }
  }
}
