package org.stillkeep.export;

/** Counts bytes of content on their way. */
interface ByteCount {

  /** So many more have come by. */
  void wrote(long bytes);

  /** So many that were counted came to nothing. */
  void takeBack(long bytes);
}
