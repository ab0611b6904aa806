package org.stillkeep.importer;

/** What happens to an archive once everything in it is safely in the library and was read back. */
public enum AfterImport {
  /** It stays where it is. */
  KEEP,
  /** It is moved aside. */
  MOVE,
  /** It is deleted. */
  DELETE;

  /** The folder beside an archive into which it is moved aside. */
  public static final String MOVED_FOLDER = ".stillkeep-imported";
}
