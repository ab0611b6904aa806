package org.stillkeep.export;

/** Which assets go into {@code Photos from YYYY}, in the layout {@link Layout#ALBUMS}. */
public enum YearFolders {
  /** Those in no album. An asset whose only album is a favourites album that is not exported counts as one of them. */
  UNFILED,
  /** Every asset, whatever albums it is in. */
  ALL,
  /** None: what is in no album is not exported. */
  NONE
}
