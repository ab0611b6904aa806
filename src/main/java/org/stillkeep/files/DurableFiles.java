package org.stillkeep.files;

import java.io.IOException;
import java.nio.file.Path;

/** Writes files so that a crash or a power cut leaves the old content or the new, never half of one. */
@SuppressWarnings("DoNotCallSuggester")
public final class DurableFiles {

  private DurableFiles() {}

  /** Replaces or creates {@code target}; its directory must exist. */
  public static void replace(Path target, ContentWriter writer) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** As {@link #replace(Path, ContentWriter)}, with the whole content at hand. */
  public static void replace(Path target, byte[] content) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** Starts a file that will stand at {@code target} when it is committed. Close it in any case. */
  public static Pending begin(Path target) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** As {@link #begin(Path)}, with the permissions of the new file. */
  public static Pending begin(Path target, PosixMode mode) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** Makes the names in a directory durable. A file system that cannot do this for directories is tolerated. */
  public static void forceDirectory(Path directory) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** Creates the missing directories of this path and makes their names durable. */
  public static void createDirectories(Path directory) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** As {@link #createDirectories}, the new ones for the owner alone. Gives back {@link #readBackOwnerOnly} of the directory. */
  public static boolean createPrivateDirectories(Path directory) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** Takes everyone's rights but the owner's. Gives back {@link #readBackOwnerOnly}. */
  public static boolean setOwnerOnly(Path path) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** Whether the file system says that only the owner may use this file or directory. */
  public static boolean readBackOwnerOnly(Path path) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** Whether a file of this name is a temporary of ours. */
  public static boolean isTemporaryName(String fileName) {
    throw new UnsupportedOperationException();
  }

  /** Deletes our temporaries in this one directory and says how many. For whoever holds the lock: nobody may be writing there. */
  public static int sweepTemporaries(Path directory) throws IOException {
    throw new UnsupportedOperationException();
  }
}
