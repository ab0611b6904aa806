package org.stillkeep.inbox;

import java.io.IOException;
import java.nio.file.Path;

/** Opens archives of every kind. */
public final class Archives {

  private Archives() {}

  /**
   * Opens a ZIP, an unpacked folder, or a loose media file. Symbolic links are not followed.
   *
   * @throws ArchiveException when it cannot be read as a whole; one broken entry is no reason
   */
  public static Archive open(Path path) throws IOException {
    if (SettledArchive.fileNameOf(path).isEmpty()) {
      throw new ArchiveException(ArchiveException.State.NOT_AN_ARCHIVE, path, "a root");
    }
    throw new UnsupportedOperationException(path.toString());
  }
}
