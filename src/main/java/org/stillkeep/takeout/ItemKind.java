package org.stillkeep.takeout;

/** What an item is, judged by the names of its files; the bytes may know better. */
public enum ItemKind {
  PHOTO,
  VIDEO,
  /** A still and its moving half. */
  LIVE
}
