package org.stillkeep.files;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Writes files so that a crash or a power cut leaves the old content or the new, never half of one.
 *
 * <p>The order is: temporary in the target's directory, content, force, modified time, atomic rename, force of the directory.
 * Directories are never created on the way to a file: a missing one may be an unmounted disk. Network file systems report a
 * full disk only at the force, so nothing counts as written before {@link Pending#commit} or {@link #replace} returned.
 */
public final class DurableFiles {

  private static final Disk DISK = new Disk();

  private DurableFiles() {}

  /** Replaces or creates {@code target} with what {@code writer} writes; if that fails, the target stays as it was. */
  public static void replace(Path target, ContentWriter writer) throws IOException {
    try (Pending pending = begin(target)) {
      writer.write(pending.body());
      pending.commit();
    }
  }

  /** As {@link #replace(Path, ContentWriter)}, with the whole content at hand. */
  public static void replace(Path target, byte[] content) throws IOException {
    replace(target, (OutputStream body) -> body.write(content));
  }

  /** Starts a file that will stand at {@code target} when it is committed. Close it in any case. */
  public static Pending begin(Path target) throws IOException {
    return begin(target, PosixMode.DEFAULT);
  }

  /**
   * As {@link #begin(Path)}.
   *
   * @param left told of the temporary when its disk may not have deleted it, as one on a network does not when its server is gone
   */
  public static Pending begin(Path target, Consumer<Path> left) throws IOException {
    return new Pending(target, PosixMode.DEFAULT, DISK, left);
  }

  /** As {@link #begin(Path)}, with the permissions of the new file. */
  public static Pending begin(Path target, PosixMode mode) throws IOException {
    return new Pending(target, mode, DISK);
  }

  /**
   * Makes {@code target} a second name (a hard link) of another file, in place of what is there; if that fails, the target stays
   * as it was.
   *
   * @param left told of the temporary when its disk may not have deleted it
   * @throws UnsupportedOperationException when the file system has no links
   * @throws HeldOpenException when somebody holds the target open for longer than the patience lasts
   */
  public static void replaceByLink(Path target, Path existing, Patience patience, Consumer<Path> left) throws IOException {
    Path temporary = Pending.temporaryBeside(target);
    boolean deleted = false;
    try {
      DISK.link(temporary, existing);
      try {
        patience.insist(target, () -> DISK.rename(temporary, target));
      } finally {
        // Renamed, it is gone from here; of two names of one file, a rename leaves both.
        DISK.delete(temporary);
        deleted = true;
      }
    } finally {
      if (!deleted) {
        left.accept(temporary);
      }
    }
    forceDirectory(target.toAbsolutePath().getParent());
  }

  /**
   * Makes the name of a file durable that may not be, by giving it anew: a disk that has failed to force a directory may claim at the
   * next force that there is nothing to do. A crash in between leaves the file as a temporary.
   */
  public static void nameAnew(Path file, Patience patience) throws IOException {
    Path aside = Pending.temporaryBeside(file);
    patience.insistOnMove(file, aside);
    patience.insistOnMove(aside, file);
    forceDirectory(file.toAbsolutePath().getParent());
  }

  /** Makes the names in a directory durable. File systems that cannot do this for directories are tolerated. */
  public static void forceDirectory(Path directory) throws IOException {
    DISK.forceDirectory(directory);
  }

  /** Creates what is missing of this path and makes each new name durable. */
  public static void createDirectories(Path directory) throws IOException {
    createMissing(directory);
  }

  /**
   * As {@link #createDirectories}, the new ones for the owner alone from the first moment. What exists is left as it is.
   *
   * @return {@link #readBackOwnerOnly} of the directory
   */
  public static boolean createPrivateDirectories(Path directory) throws IOException {
    for (Path created : createMissing(directory, OwnerOnly.forNewDirectory(directory.getFileSystem()))) {
      OwnerOnly.set(created);
    }
    return readBackOwnerOnly(directory);
  }

  /**
   * Takes everyone's rights but the owner's, from a file or a directory.
   *
   * @return {@link #readBackOwnerOnly}, since SMB, FAT and others accept this and do nothing
   */
  public static boolean setOwnerOnly(Path path) throws IOException {
    return OwnerOnly.set(path);
  }

  /** Whether the file system says that nobody but the owner has rights; false where it cannot say. */
  public static boolean readBackOwnerOnly(Path path) throws IOException {
    return OwnerOnly.readBack(path);
  }

  /**
   * Whether the file system of this path could keep others out, if its owner wanted: SMB shares and FAT show permissions and keep
   * none.
   */
  public static boolean keepsPermissions(Path path) throws IOException {
    return OwnerOnly.canBeKept(path);
  }

  /** Whether a file of this name is a temporary of ours. */
  public static boolean isTemporaryName(String fileName) {
    return Pending.isTemporaryName(fileName);
  }

  /**
   * Deletes the temporaries that a crash left in this one directory; nothing that another program made. Only for whoever holds
   * the lock under which files are written there, since a file that is being written looks the same.
   *
   * @return how many were deleted
   */
  public static int sweepTemporaries(Path directory) throws IOException {
    return sweep(directory, DurableFiles::isTemporaryName);
  }

  /** Deletes the plain files whose names are ours. */
  static int sweep(Path directory, Predicate<String> isOurs) throws IOException {
    int swept = 0;
    try (DirectoryStream<Path> ours = Files.newDirectoryStream(directory, each -> isOurs.test(each.getFileName().toString()))) {
      for (Path each : ours) {
        if (Files.isRegularFile(each, LinkOption.NOFOLLOW_LINKS) && Files.deleteIfExists(each)) {
          swept++;
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return swept;
  }

  /** From the top down; each parent is forced before anything is put into the child. */
  private static Deque<Path> createMissing(Path directory, FileAttribute<?>... attributes) throws IOException {
    Deque<Path> missing = new ArrayDeque<>();
    for (Path each = directory.toAbsolutePath(); each != null && !Files.isDirectory(each); each = each.getParent()) {
      missing.push(each);
    }
    for (Path each : missing) {
      createOne(each, attributes);
    }
    return missing;
  }

  private static void createOne(Path directory, FileAttribute<?>... attributes) throws IOException {
    try {
      Files.createDirectory(directory, attributes);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(directory)) { // otherwise another process was quicker
        throw e;
      }
    }
    forceDirectory(directory.getParent());
  }
}
