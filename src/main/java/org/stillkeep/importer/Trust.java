package org.stillkeep.importer;

/** What tells that an entry's content is in the library already. */
public enum Trust {
  /** The archive's directory: an entry whose name, size, CRC-32 and capture time are all known is not read again. */
  DIRECTORY,
  /** Its bytes alone: every new entry is read and hashed. */
  CONTENT
}
