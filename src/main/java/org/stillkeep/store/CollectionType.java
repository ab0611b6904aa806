package org.stillkeep.store;

/** Type of a collection, in clear on the wire. */
public enum CollectionType {
  ALBUM("album"),
  /** A phone's folder, made by other clients; treated as an album. */
  FOLDER("folder"),
  /** At most one per owner. */
  FAVORITES("favorites"),
  /** At most one per owner: holds files that are in no other collection. */
  UNCATEGORIZED("uncategorized");

  private final String wireName;

  CollectionType(String wireName) {
    this.wireName = wireName;
  }

  /** The word on the wire and in the vault. */
  public String wireName() {
    return wireName;
  }

  /** Whether an owner has at most one collection of this type, which cannot be deleted. */
  public boolean isOnceOnly() {
    return this == FAVORITES || this == UNCATEGORIZED;
  }

  /** The type for a word; words that we do not know are albums to us. */
  public static CollectionType ofWireName(String wireName) {
    for (CollectionType type : values()) {
      if (type.wireName.equals(wireName)) {
        return type;
      }
    }
    return ALBUM;
  }
}
