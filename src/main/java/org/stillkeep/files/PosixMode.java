package org.stillkeep.files;

/** With which permissions a new file is created. */
public enum PosixMode {
  /** What the platform gives: on POSIX 0666 less the umask. */
  DEFAULT,
  /**
   * On POSIX 0600 from the first moment; on Windows an access list of the owner alone. Several network file systems accept
   * this and ignore it: {@link DurableFiles#readBackOwnerOnly} tells.
   */
  OWNER_ONLY
}
