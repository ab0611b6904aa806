package org.stillkeep.media;

/** This file's metadata cannot be changed by us without risk to what it holds already. It is left as it is. */
final class UnwritableException extends Exception {

  private static final long serialVersionUID = 1L;

  UnwritableException(String why) {
    super(why);
  }
}
