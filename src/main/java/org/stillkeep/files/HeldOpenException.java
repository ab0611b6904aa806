package org.stillkeep.files;

import java.nio.file.FileSystemException;
import java.nio.file.Path;

/**
 * A file could not be replaced, moved or deleted, since somebody holds it open or it is not ours to change: Windows and SMB say
 * the same of both. It is as it was.
 */
public final class HeldOpenException extends FileSystemException {

  private static final long serialVersionUID = 1L;

  HeldOpenException(Path file, FileSystemException cause) {
    super(file.toString(), null, cause.getReason());
    initCause(cause);
  }
}
