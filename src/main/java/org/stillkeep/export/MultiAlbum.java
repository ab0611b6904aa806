package org.stillkeep.export;

/** What an asset in several albums costs. */
public enum MultiAlbum {
  /** One full copy in each album. */
  COPY,
  /** One copy, and hard links to it where the folder's file system can; copies where it cannot. */
  HARDLINK
}
