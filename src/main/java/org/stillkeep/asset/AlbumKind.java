package org.stillkeep.asset;

/** What an album is for. */
public enum AlbumKind {
  /** An album the owner made. */
  ALBUM,
  /** The one album of favourites. */
  FAVORITES,
  /** The one holder of assets that are in no other album; exported as year folders, never as an album. */
  UNCATEGORIZED
}
