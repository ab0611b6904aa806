package org.stillkeep.vault;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.stillkeep.store.StoreException;
import org.stillkeep.store.StoreException.Reason;

/**
 * Tells a full and a read-only disk from other failures. Java passes on the C library's words, which follow LC_MESSAGES;
 * the launcher sets it to C, and where it did not, the free space decides whether a disk is full.
 */
final class DiskErrors {

  private static final List<String> FULL =
      List.of("no space left", "quota exceeded", "not enough space on the disk", "disk is full");
  private static final List<String> READ_ONLY = List.of("read-only file system", "write protected");

  /** Less than this is room for nothing. */
  private static final long NO_ROOM_BYTES = 64 * 1024;

  private DiskErrors() {}

  /** The failure as the store says it, when the store has a word for it; else the failure itself, which then names a path. */
  static IOException translate(IOException failure, Path folder) {
    if (failure instanceof StoreException) {
      return failure;
    }
    String reason = reason(failure);
    if (FULL.stream().anyMatch(reason::contains)) {
      return new StoreException(Reason.FULL, "no space left in " + folder, failure);
    }
    if (failure instanceof AccessDeniedException || READ_ONLY.stream().anyMatch(reason::contains)) {
      return new StoreException(Reason.READ_ONLY, folder + " cannot be written", failure);
    }
    if (hasNoRoom(folder)) {
      return new StoreException(Reason.FULL, "no space left in " + folder, failure);
    }
    return failure.getClass() == IOException.class ? named(failure, folder) : failure;
  }

  /** Of a file that is open, Java says only what happened, and not to which. */
  private static IOException named(IOException failure, Path folder) {
    IOException named = new FileSystemException(folder.toString(), null, failure.getMessage());
    named.initCause(failure);
    return named;
  }

  /** What a disk said, for people. */
  static String words(IOException failure) {
    String reason = failure instanceof FileSystemException e ? e.getReason() : failure.getMessage();
    return reason == null ? failure.getClass().getSimpleName() : reason;
  }

  private static String reason(IOException failure) {
    String reason = failure instanceof FileSystemException e ? e.getReason() : failure.getMessage();
    return reason == null ? "" : reason.toLowerCase(Locale.ROOT);
  }

  private static boolean hasNoRoom(Path folder) {
    try {
      FileStore disk = Files.getFileStore(folder);
      // Some network file systems say 0 of 0, which means that they do not know.
      return disk.getTotalSpace() > 0 && disk.getUsableSpace() < NO_ROOM_BYTES;
    } catch (IOException e) {
      // The disk cannot even be asked: then the first failure is the better story.
      return false;
    }
  }
}
