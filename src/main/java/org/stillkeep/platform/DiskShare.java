package org.stillkeep.platform;

/** How much of a disk a process takes while others want it, too. */
public enum DiskShare {

  /** As much as anybody. */
  NORMAL,

  /** The least that still goes on. */
  LOW,

  /** Nothing: on a disk that is never at rest, work may not come to its end. */
  IDLE
}
