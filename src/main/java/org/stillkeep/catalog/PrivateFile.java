package org.stillkeep.catalog;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Creates a file that only its owner may read, before anything is written into it: SQLite gives its log beside it the same
 * permissions. Where a file system has other means than POSIX's, its folder's own rules hold.
 */
final class PrivateFile {

  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");

  private PrivateFile() {}

  /** Creates the file and the folders above it as far as they are missing, and closes an existing file to others. */
  static void create(Path file) throws IOException {
    Files.createDirectories(file.getParent(), permissions(file, FOLDER));
    try {
      Files.createFile(file, permissions(file, FILE));
    } catch (FileAlreadyExistsException e) {
      if (isPosix(file) && !isOwnerOnly(file)) {
        Files.setPosixFilePermissions(file, FILE);
      }
    }
  }

  static boolean isOwnerOnly(Path file) throws IOException {
    return isPosix(file) && FILE.containsAll(Files.getPosixFilePermissions(file));
  }

  private static boolean isPosix(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  private static FileAttribute<?>[] permissions(Path file, Set<PosixFilePermission> permissions) {
    return isPosix(file)
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
        : new FileAttribute<?>[0];
  }
}
