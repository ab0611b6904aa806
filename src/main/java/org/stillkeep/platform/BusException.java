package org.stillkeep.platform;

import java.io.IOException;

/** A service on the session bus answered with an error. */
final class BusException extends IOException {

  private static final long serialVersionUID = 1L;

  private final String name;

  BusException(String name, String words) {
    super(name + (words.isEmpty() ? "" : ": " + words));
    this.name = name;
  }

  /** The error's name, e.g. {@code org.freedesktop.DBus.Error.ServiceUnknown}. */
  String name() {
    return name;
  }
}
