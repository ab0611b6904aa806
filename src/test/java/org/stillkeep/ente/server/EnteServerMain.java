package org.stillkeep.ente.server;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A server for tests in a process of its own, to be killed: {@code FOLDER API_PORT OBJECTS_PORT}, where a port of 0 is any.
 * It says in one line where it listens, and goes when its input ends. What it has answered is in the folder.
 */
public final class EnteServerMain {

  private EnteServerMain() {}

  public static void main(String[] args) throws IOException {
    EnteServerForTests.Ports ports =
        new EnteServerForTests.Ports(Integer.parseInt(args[1]), Integer.parseInt(args[2]));
    try (EnteServerForTests server = EnteServerForTests.start(Path.of(args[0]), ports)) {
      System.out.println(server.uri().getPort() + " " + server.objectsUri().getPort());
      while (System.in.read() >= 0) {
        // Only its end matters.
      }
    }
  }
}
