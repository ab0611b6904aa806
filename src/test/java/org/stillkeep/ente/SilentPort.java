package org.stillkeep.ente;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/** A port that has as many callers waiting as it may: Linux drops what further ones send, as a firewall does. */
final class SilentPort implements Closeable {

  private static final int MOST_CALLERS = 8;
  private static final int ANSWER_MILLIS = 200;

  private final ServerSocket server;
  private final List<Socket> callers = new ArrayList<>();
  private boolean swallows;

  private SilentPort(ServerSocket server) {
    this.server = server;
  }

  /** @param port 0 for any */
  static SilentPort at(InetAddress address, int port) throws IOException {
    SilentPort silent = new SilentPort(new ServerSocket(port, 1, address));
    while (!silent.swallows && silent.callers.size() < MOST_CALLERS) {
      silent.call();
    }
    return silent;
  }

  private void call() throws IOException {
    Socket caller = new Socket();
    callers.add(caller);
    try {
      caller.connect(new InetSocketAddress(server.getInetAddress(), server.getLocalPort()), ANSWER_MILLIS);
    } catch (SocketTimeoutException e) {
      swallows = true;
    }
  }

  /** Whether it is silent: some systems refuse instead. */
  boolean swallows() {
    return swallows;
  }

  int port() {
    return server.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    for (Socket caller : callers) {
      caller.close();
    }
    server.close();
  }
}
