package org.stillkeep.takeout;

/** How sure a pairing is. */
public enum Confidence {
  /** The names leave no other reading. */
  HIGH,
  /** Names and times together leave no other reading. */
  MEDIUM,
  /** The best of what there is; shown in the report. */
  LOW
}
