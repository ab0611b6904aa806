package org.stillkeep.agent;

import org.stillkeep.inbox.InboxProblem;
import org.stillkeep.inbox.WaitingArchive;

/** Says what the inbox room found, and what to do. */
final class InboxWords {

  private InboxWords() {}

  /** Why an archive is not read yet. */
  static String why(WaitingArchive.Reason reason) {
    return switch (reason) {
      case GROWING -> "it changed a moment ago";
      case INCOMPLETE -> "it has no end: still being copied, or a download that broke off";
      case EMPTY -> "it is empty: a download that has just begun, or failed";
      case ZERO_FILLED -> "it is all zeros so far: still being copied";
      case BYTES_ELSEWHERE ->
          "waiting for its bytes: its sync program keeps them online; have it keep the file on this device";
      case TEMPORARY_NAME -> "its program will rename it when it is complete";
      case NO_PERMISSION -> "it may not be read: check its permissions";
    };
  }

  /** What to do about a problem. */
  static String remedy(InboxProblem.Kind kind) {
    return switch (kind) {
      case MISSING, NOT_A_FOLDER -> "create the folder, mount its disk, or change inbox in the configuration";
      case UNREADABLE -> "check its permissions and its disk";
      case REPLACED -> "nothing, if that was meant";
      case OURS -> "take it out of the inbox";
      case DAMAGED -> "download that archive again";
      case ENCRYPTED -> "unpack it with its password and drop the folder";
      case SPLIT -> "join its pieces and drop the whole";
      case WEB_PAGE -> "the download was not an archive: log in to Google and download it again";
      case PACKED_TWICE -> "unpack the archive that it lies in into the inbox";
      case NOT_AN_ARCHIVE, NOT_A_FILE -> "take it out of the inbox";
      case TOO_MANY -> "move some of it elsewhere";
    };
  }

  /** Whether it can only heal if somebody does something. */
  static boolean needsSomebody(InboxProblem.Kind kind) {
    return switch (kind) {
      case MISSING, NOT_A_FOLDER, UNREADABLE, DAMAGED, ENCRYPTED, SPLIT, WEB_PAGE, PACKED_TWICE, TOO_MANY -> true;
      case REPLACED, OURS, NOT_AN_ARCHIVE, NOT_A_FILE -> false;
    };
  }
}
