package org.stillkeep.files;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.util.Locale;
import java.util.Set;

/** The calls that change a disk, and the waiting between them, in one place so that a test can make each of them fail. */
class Disk {

  /**
   * What Linux answers where a directory cannot be forced: EINVAL, ENOTSUP, EBADF, ENOSYS. The C library translates these
   * texts; the launcher sets a locale without translations. An unknown text counts as a failure, which is the safe side.
   */
  private static final Set<String> CANNOT_FORCE_DIRECTORIES =
      Set.of("invalid argument", "operation not supported", "bad file descriptor", "function not implemented", "not supported");

  FileChannel create(Path file, FileAttribute<?>... attributes) throws IOException {
    return FileChannel.open(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes);
  }

  void force(FileChannel channel) throws IOException {
    channel.force(true);
  }

  void setModifiedTime(Path file, FileTime time) throws IOException {
    Files.setLastModifiedTime(file, time);
  }

  void rename(Path source, Path target) throws IOException {
    // The JDK replaces on every atomic move; other providers want to be told.
    Files.move(source, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  void link(Path link, Path existing) throws IOException {
    Files.createLink(link, existing);
  }

  void delete(Path file) throws IOException {
    Files.deleteIfExists(file);
  }

  void forceDirectory(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      throw new NotDirectoryException(directory.toString());
    }
    try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
      force(names);
    } catch (IOException e) {
      if (!refusesDirectories(directory, e)) {
        throw e;
      }
    }
  }

  void pause(long millis) throws InterruptedException {
    Thread.sleep(millis);
  }

  /** For files that are held open: waits as {@link #pause}. */
  final Patience patience() {
    return new Patience(
        millis -> {
          try {
            pause(millis);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for a file that is held open");
          }
        });
  }

  private static boolean refusesDirectories(Path directory, IOException e) {
    if (e instanceof NoSuchFileException) {
      return false;
    }
    boolean unopened = e instanceof FileSystemException && directory.getFileSystem() != FileSystems.getDefault();
    if (e instanceof AccessDeniedException || unopened) {
      return true; // Neither Windows nor a file system in memory opens a directory.
    }
    String reason = e instanceof FileSystemException at ? at.getReason() : e.getMessage();
    return reason != null && CANNOT_FORCE_DIRECTORIES.contains(reason.toLowerCase(Locale.ROOT));
  }
}
