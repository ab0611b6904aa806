package org.stillkeep.inbox;

/** What can be done with an entry, as far as the archive's directory tells. */
public enum EntryState {
  /** A file whose bytes can be asked for. */
  READABLE,
  /** A file without a single byte: what an export or download that failed leaves behind. */
  EMPTY,
  DIRECTORY,
  /** Never followed, and never made from an archive. */
  SYMLINK,
  /** Protected by a password. */
  ENCRYPTED,
  /** Packed in a way other than stored and deflated. */
  UNSUPPORTED_METHOD,
  /** The directory says impossible things about it, or it cannot be read. */
  DAMAGED
}
