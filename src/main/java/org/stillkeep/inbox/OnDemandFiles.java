package org.stillkeep.inbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Set;

/**
 * Tells files that a sync program only shows: their bytes are fetched when somebody reads them, which nobody but their owner
 * should decide.
 *
 * <p>On Windows an attribute says so. On macOS a flag does that Java cannot ask for, and mounts such as rclone's say nothing
 * at all; there only stubs are recognised, by their names, and reading any other file may fetch it.
 */
final class OnDemandFiles {

  private static final int OFFLINE = 0x1000;
  private static final int RECALL_ON_OPEN = 0x40000;
  private static final int RECALL_ON_DATA_ACCESS = 0x400000;

  private OnDemandFiles() {}

  /** Whether the bytes of a file are elsewhere. Asks for attributes only, and follows no link. */
  static boolean isElsewhere(Path file) throws IOException {
    if (InboxNames.isStub(SettledArchive.fileNameOf(file))) {
      return true;
    }
    Set<String> views = file.getFileSystem().supportedFileAttributeViews();
    // Linux has the attributes of DOS too, out of what Samba notes; to ask there would open the file.
    if (!views.contains("dos") || views.contains("posix")) {
      return false;
    }
    Object attributes = Files.readAttributes(file, "dos:*", LinkOption.NOFOLLOW_LINKS).get("attributes");
    return attributes instanceof Integer bits && (bits & (OFFLINE | RECALL_ON_OPEN | RECALL_ON_DATA_ACCESS)) != 0;
  }
}
