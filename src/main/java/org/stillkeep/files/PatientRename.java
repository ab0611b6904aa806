package org.stillkeep.files;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * Renames over a file that somebody may hold open. SMB and Windows refuse that with <em>access denied</em> until the viewer,
 * indexer or virus scanner lets go: wait and try again. Never deletes the target to make room, since a crash in between would
 * leave neither version.
 */
final class PatientRename {

  private static final long FIRST_PAUSE_MILLIS = 50;
  private static final long LONGEST_PAUSE_MILLIS = 5_000;

  /** How long to wait for one file before the caller has to come back later. */
  static final long PATIENCE_MILLIS = 60_000;

  /** How often to ask whether to stop. */
  private static final long SLICE_MILLIS = 100;

  private final Disk disk;

  PatientRename(Disk disk) {
    this.disk = disk;
  }

  void rename(Path source, Path target, BooleanSupplier stopRequested) throws IOException {
    long pause = FIRST_PAUSE_MILLIS;
    long waited = 0;
    while (true) {
      try {
        disk.rename(source, target);
        return;
      } catch (FileSystemException e) {
        if (!mayPass(e, target) || waited >= PATIENCE_MILLIS) {
          throw e;
        }
      }
      pause(pause, stopRequested);
      waited += pause;
      pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
    }
  }

  /** A sharing violation of Windows comes as the bare {@code FileSystemException}. */
  private static boolean mayPass(FileSystemException e, Path target) {
    boolean sharingViolation =
        e.getClass() == FileSystemException.class && target.getFileSystem().getSeparator().equals("\\");
    return (e instanceof AccessDeniedException || sharingViolation)
        && !Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS);
  }

  private void pause(long millis, BooleanSupplier stopRequested) throws IOException {
    try {
      for (long left = millis; left > 0; left -= SLICE_MILLIS) {
        if (stopRequested.getAsBoolean()) {
          throw new CancellationException("stopped while waiting for a file that is held open");
        }
        disk.pause(Math.min(left, SLICE_MILLIS));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for a file that is held open");
    }
  }
}
