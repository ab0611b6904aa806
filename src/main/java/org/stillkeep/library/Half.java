package org.stillkeep.library;

/** Which of an asset's files is meant. */
public enum Half {
  /** The photo, the video, or the still of a live photo. */
  STILL_OR_WHOLE,
  /** The moving half of a live photo. */
  LIVE_VIDEO
}
