package org.stillkeep.cli;

import org.stillkeep.catalog.Outcome;

/** Says what the outcome of an entry means. */
final class OutcomeWords {

  private OutcomeWords() {}

  /** Goes behind the outcome's own word, as in {@code copy: the same content as another entry of its set}. */
  static String meaning(Outcome outcome) {
    return switch (outcome) {
      case PENDING -> "waits to be read";
      case IMPORTED -> "became a photo or video of the library";
      case ALREADY_THERE -> "its content was in the library before";
      case COPY -> "the same content as another entry of its set, as in a year folder and an album";
      case LIVE_HALF -> "the moving half of a live photo";
      case SIDECAR_USED -> "metadata that a photo or video of the library has";
      case SIDECAR_WAITING -> "metadata whose photo or video has not been seen yet";
      case ALBUM_DATA -> "describes an album";
      case OTHER_DATA -> "other data of Google Photos";
      case IGNORED -> "neither photo, video nor metadata";
      case TRASHED_SKIPPED -> "in Google's bin, and so left out";
      case LOCKED_SKIPPED -> "in Google's locked folder, and so left out";
      case EMPTY -> "has not a single byte";
      case DAMAGED -> "has not the bytes that its archive declares";
      case ENCRYPTED -> "protected by a password";
      case UNSUPPORTED -> "packed in a way that is not read";
    };
  }
}
