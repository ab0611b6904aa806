package org.stillkeep.cli;

import org.stillkeep.inbox.ArchiveException;

/** Says what to do about an archive that cannot be read. */
final class ArchiveWords {

  private ArchiveWords() {}

  static String remedy(ArchiveException.State state) {
    return switch (state) {
      case EMPTY, ZERO_FILLED, GROWING -> "wait until it is complete, or download it again";
      case DAMAGED -> "download it again";
      case ENCRYPTED -> "unpack it with its password and name the folder";
      case SPLIT -> "join its pieces first";
      case WEB_PAGE -> "the download was not an archive: log in to Google and download it again";
      case PACKED_TWICE -> "unpack the archive that it lies in, and name what comes out";
      case NOT_AN_ARCHIVE -> "name ZIP or TGZ files or folders from Google Takeout";
    };
  }
}
