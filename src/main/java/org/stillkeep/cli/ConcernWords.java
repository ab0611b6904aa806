package org.stillkeep.cli;

import org.stillkeep.catalog.Concern;

/** Says what a concern means, and what to do about it. */
final class ConcernWords {

  private ConcernWords() {}

  /** Goes behind a count, as in {@code 3 not imported}. */
  static String meaning(Concern concern) {
    return switch (concern) {
      case FAILED -> "not imported";
      case PENDING -> "waiting to be read";
      case AMBIGUOUS -> "without a sidecar because several are equally likely";
      case UNSURE -> "with a sidecar that may be another photo's";
      case WITHOUT_SIDECAR -> "without a sidecar";
      case UNDATED -> "without a date, or with no more than that of folder or archive";
      case WAITING -> "left over: sidecars whose photo or video is not there";
      case LEFT_OUT -> "left out: from Google's bin or locked folder";
    };
  }

  static String remedy(Concern concern) {
    return switch (concern) {
      case FAILED -> "download the archive again and drop it into the inbox; what is in the library already is not read again";
      case PENDING -> "put the archive back into the inbox, or download it again if it cannot be read";
      case AMBIGUOUS -> "look at the candidates below and set date and place by hand; the bytes are safe either way";
      case UNSURE -> "look at these photos: date, place or description may belong to a photo of a similar name";
      case WITHOUT_SIDECAR -> "drop the missing parts into the inbox; with all parts there, Google has exported none";
      case UNDATED -> "drop the missing parts into the inbox, or set the date by hand";
      case WAITING -> "drop the missing parts into the inbox; otherwise Google has not exported these photos";
      case LEFT_OUT -> "to have them, set import_trashed or import_locked in the configuration and import the archives again";
    };
  }
}
