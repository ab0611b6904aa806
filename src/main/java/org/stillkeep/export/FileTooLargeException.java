package org.stillkeep.export;

import java.io.IOException;

/** The export's file system has no files of this size, so that trying again is of no use. FAT32 ends at 4 GiB. */
final class FileTooLargeException extends IOException {

  private static final long serialVersionUID = 1L;

  FileTooLargeException(long bytes, Throwable cause) {
    super("the disk of the export cannot hold files of " + bytes + " bytes (FAT32 holds none of 4 GiB or more)", cause);
  }
}
