package org.stillkeep.importer;

/** What happens to an archive once everything in it is safely in the library and was read back. */
public enum AfterImport {
  /** It stays where it is. */
  KEEP,
  /** It is moved aside. */
  MOVE,
  /** It is deleted. */
  DELETE
}
