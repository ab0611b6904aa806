package org.stillkeep.web;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepts connections, each served on a thread of its own, and bounds their number: when all places are taken, the oldest that does not
 * serve a valid token gives way. So a crowd of slow clients displaces itself, and whoever comes next is served at once. Without a
 * connection there is one thread, which sleeps in {@code accept}.
 */
final class Listener implements Closeable {

  private static final Logger log = LoggerFactory.getLogger(Listener.class);
  private static final int MAX_CONNECTIONS = 64;

  /** Connections that the system keeps while this one thread has not come to them: more than one browser's, by far. */
  private static final int BACKLOG = 512;

  private static final long PAUSE_AFTER_FAILURE_NANOS = 1_000_000_000L;

  private final ServerSocket server;
  private final Optional<TlsKeeper> tls;
  private final Patience patience;
  private final Watchdog watchdog = new Watchdog();

  /** Oldest first; guarded by itself. */
  private final Set<Connection> open = new LinkedHashSet<>();

  private Listener(ServerSocket server, Optional<TlsKeeper> tls, Patience patience) {
    this.server = server;
    this.tls = tls;
    this.patience = patience;
  }

  /** Binds the address. Nothing is answered before {@link #start}. */
  static Listener bind(InetSocketAddress address, Optional<TlsKeeper> tls, Patience patience) throws IOException {
    ServerSocket server = new ServerSocket();
    try {
      server.bind(address, BACKLOG);
      return new Listener(server, tls, patience);
    } catch (IOException e) {
      server.close();
      throw e;
    }
  }

  int port() {
    return server.getLocalPort();
  }

  void start(Handler handler) {
    Thread thread = new Thread(() -> accept(handler), "stillkeep-page");
    thread.setDaemon(true);
    thread.start();
  }

  /** Ends all connections at once, whatever they are at, and waits for none. */
  @Override
  public void close() throws IOException {
    server.close();
    synchronized (open) {
      for (Connection each : List.copyOf(open)) {
        drop(each);
      }
    }
    watchdog.close();
  }

  private void accept(Handler handler) {
    while (!server.isClosed()) {
      try {
        admit(server.accept(), handler);
      } catch (IOException e) {
        if (!server.isClosed()) {
          log.warn("the status page cannot be connected to: {}", e.toString());
          // Out of file descriptors, for one: that lasts, and must not be asked about in a hot loop.
          LockSupport.parkNanos(PAUSE_AFTER_FAILURE_NANOS);
        }
      }
    }
  }

  private void admit(Socket socket, Handler handler) throws IOException {
    Connection connection = new Connection(socket, tls, handler, watchdog, patience, this::ended);
    synchronized (open) {
      if (server.isClosed() || (open.size() >= MAX_CONNECTIONS && !makeRoom())) {
        socket.close();
        return;
      }
      open.add(connection);
    }
    Thread thread = new Thread(connection, "stillkeep-page-connection");
    thread.setDaemon(true);
    try {
      thread.start();
    } catch (OutOfMemoryError e) {
      // Containers bound the number of threads. This client goes; the thread that accepts the next ones must not.
      ended(connection);
      connection.close();
      throw new IOException("no thread can be started for a connection", e);
    }
  }

  private boolean makeRoom() {
    for (Connection each : open) {
      if (!each.trusted()) {
        drop(each);
        return true;
      }
    }
    return false;
  }

  private void drop(Connection connection) {
    open.remove(connection);
    try {
      connection.close();
    } catch (IOException e) {
      log.debug("a connection to the status page could not be closed: {}", e.toString());
    }
  }

  private void ended(Connection connection) {
    synchronized (open) {
      open.remove(connection);
    }
  }
}
