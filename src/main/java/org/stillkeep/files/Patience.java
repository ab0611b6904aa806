package org.stillkeep.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Waits for files that somebody holds open. SMB and Windows refuse to replace, move or delete them with <em>access denied</em>
 * until the viewer, indexer or virus scanner lets go: wait and try again. Never deletes a target to make room, since a crash in
 * between would leave neither version.
 *
 * <p>One patience serves many files: a minute is waited in vain for all of them together, and then for each further one only as
 * long as a virus scanner looks at a photo. Thread-safe if its pause is.
 */
public final class Patience {

  /** Waits, or ends the waiting by an exception. */
  public interface Pause {
    void pause(long millis) throws IOException;
  }

  /** What a file that is held open may refuse. */
  public interface Attempt {
    void run() throws IOException;
  }

  private static final long FIRST_PAUSE_MILLIS = 50;
  private static final long LONGEST_PAUSE_MILLIS = 5_000;

  /** How long to wait in vain, for all files together. */
  static final long MOST_MILLIS = 60_000;

  /** How long to wait for each, whatever the others have taken. */
  static final long LEAST_MILLIS = 300;

  private final Pause pause;
  private final AtomicLong leftMillis = new AtomicLong(MOST_MILLIS);

  public Patience(Pause pause) {
    this.pause = pause;
  }

  /**
   * Tries until it succeeds, or fails for another reason than that the file is held open.
   *
   * @param file what may be held open; a directory that is there already is not
   * @throws HeldOpenException when the patience is at its end
   */
  public void insist(Path file, Attempt attempt) throws IOException {
    insist(file, file, attempt);
  }

  /**
   * The same for a move, of a file or of a folder with all that is in it.
   *
   * @throws HeldOpenException which names the source: that is what somebody sees open
   */
  public void insistOnMove(Path source, Path target) throws IOException {
    insist(target, source, () -> Files.move(source, target));
  }

  private void insist(Path file, Path held, Attempt attempt) throws IOException {
    long next = FIRST_PAUSE_MILLIS;
    long waited = 0;
    while (true) {
      try {
        attempt.run();
        return;
      } catch (FileSystemException e) {
        if (!mayPass(e, file)) {
          throw e;
        }
        if (waited >= Math.max(leftMillis.get(), LEAST_MILLIS)) {
          leftMillis.addAndGet(-waited);
          throw new HeldOpenException(held, e);
        }
      }
      pause.pause(next);
      waited += next;
      next = Math.min(next * 2, LONGEST_PAUSE_MILLIS);
    }
  }

  /**
   * A sharing violation of Windows comes as the bare {@code FileSystemException}, and so does a network that has failed, in the
   * words of any language; but then the file's folder cannot be looked at either.
   */
  private static boolean mayPass(FileSystemException e, Path file) {
    boolean sharingViolation = e.getClass() == FileSystemException.class && file.getFileSystem().getSeparator().equals("\\");
    return (e instanceof AccessDeniedException || sharingViolation)
        && !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)
        && Files.isDirectory(file.toAbsolutePath().getParent());
  }
}
