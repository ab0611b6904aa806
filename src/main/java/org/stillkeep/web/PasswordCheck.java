package org.stillkeep.web;

/** Tells the page's password from others. There may be none yet, in which case nothing matches. */
@FunctionalInterface
public interface PasswordCheck {

  /**
   * Whether this is the password. Takes a second or so, by intent; the page asks for one at a time.
   *
   * @param password wiped by the caller
   */
  boolean matches(char[] password);
}
