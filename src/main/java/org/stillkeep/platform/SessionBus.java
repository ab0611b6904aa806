package org.stillkeep.platform;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The D-Bus session bus of whoever runs this program, if there is one. It holds no connection: each question opens its own
 * and closes it, on the caller's thread and within a second, so that nothing stays behind where a bus is gone or does not
 * answer. Thread-safe.
 *
 * <p>The wire is ours ({@link BusConnection}) and not dbus-java's: that library cannot give up a call (its disconnect
 * fails while one waits, and leaves a thread that keeps the program from ending), and costs 16 MB of memory.
 */
public final class SessionBus {

  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final String THE_BUS = "org.freedesktop.DBus";

  private final Optional<Path> socket;

  private SessionBus(Optional<Path> socket) {
    this.socket = socket;
  }

  /** Whether somebody offers this service on the session bus; no bus, or one that does not answer, is a no. */
  public static boolean hasOwner(String busName) {
    return of(System.getenv()).isOwned(busName);
  }

  /** The bus that the environment names; else the one at its usual place below {@code XDG_RUNTIME_DIR}. */
  static SessionBus of(Map<String, String> environment) {
    String address = environment.getOrDefault("DBUS_SESSION_BUS_ADDRESS", "");
    if (!address.isEmpty()) {
      return new SessionBus(socketOf(address));
    }
    String runtimeFolder = environment.getOrDefault("XDG_RUNTIME_DIR", "");
    return new SessionBus(
        runtimeFolder.isEmpty() ? Optional.empty() : Optional.of(Path.of(runtimeFolder, "bus")).filter(Files::exists));
  }

  /** Whether somebody offers this service; no bus, or one that does not answer as it should, is a no. */
  boolean isOwned(String busName) {
    try (BusConnection bus = connect(PATIENCE)) {
      return BusReader.at(Boolean.class, bus.call(THE_BUS, "/org/freedesktop/DBus", THE_BUS, "NameHasOwner", "s", busName), 0);
    } catch (IOException noAnswerOrNonsense) {
      return false;
    }
  }

  /**
   * Connects.
   *
   * @param patience how long all calls of this connection may take together
   * @throws IOException if there is no bus, or none that answers
   */
  BusConnection connect(Duration patience) throws IOException {
    if (socket.isEmpty()) {
      throw new IOException("there is no session bus");
    }
    return BusConnection.open(socket.get(), patience);
  }

  /**
   * The first address of the list that is a socket with a path. Java cannot reach those with an abstract name, which
   * dbus-launch made until 2019.
   *
   * @see <a href="https://dbus.freedesktop.org/doc/dbus-specification.html#addresses">Server Addresses</a>
   */
  private static Optional<Path> socketOf(String addresses) {
    for (String address : addresses.split(";", -1)) {
      if (address.startsWith("unix:")) {
        for (String pair : address.substring("unix:".length()).split(",", -1)) {
          if (pair.startsWith("path=")) {
            return pathOf(pair.substring("path=".length()));
          }
        }
      }
    }
    return Optional.empty();
  }

  /** Bytes are escaped as in URLs, but a plus sign is one. */
  private static Optional<Path> pathOf(String escaped) {
    try {
      return Optional.of(Path.of(URLDecoder.decode(escaped.replace("+", "%2B"), StandardCharsets.UTF_8)));
    } catch (IllegalArgumentException noPath) {
      return Optional.empty();
    }
  }
}
