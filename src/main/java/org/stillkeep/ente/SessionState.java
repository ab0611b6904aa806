package org.stillkeep.ente;

/** What a server says of a session. */
public enum SessionState {
  /** It goes on. */
  VALID,
  /** It was ended elsewhere, or was not used for a year: log in again. */
  ENDED,
  /** It goes on, but the password is another one: the wrapped keys that we have are out of date. */
  PASSWORD_CHANGED
}
