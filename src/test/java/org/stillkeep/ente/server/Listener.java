package org.stillkeep.ente.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP server on loopback that can go away and come back under the same port. It writes down all requests. */
final class Listener {

  static {
    // Head and body of an answer are written apart; without this each would wait for the other's acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  /** Does the work of one request. */
  @FunctionalInterface
  interface Work {
    Answer answer(HttpExchange exchange) throws IOException;
  }

  private final Requests requests;
  private final Faults faults;
  private final Work work;
  private HttpServer server;
  private ExecutorService threads;
  private int port;

  Listener(int port, Requests requests, Faults faults, Work work) {
    this.port = port;
    this.requests = requests;
    this.faults = faults;
    this.work = work;
  }

  /** The port, which stays the same once it was chosen. */
  int port() {
    return port;
  }

  void start() throws IOException {
    threads = Executors.newCachedThreadPool(Listener::daemon);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
    port = server.getAddress().getPort();
  }

  /** Breaks off what is under way. */
  void stop() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    SeenRequest seen = seen(exchange);
    requests.add(seen);
    Sender sender = new Sender(exchange);
    try {
      Faults.Work plain = () -> work.answer(exchange);
      faults.next(seen.line()).orElse((doing, sending) -> sending.send(doing.run())).happen(plain, sender);
    } finally {
      sender.drop();
    }
  }

  private static SeenRequest seen(HttpExchange exchange) {
    String length = exchange.getRequestHeaders().getFirst("Content-Length");
    String query = exchange.getRequestURI().getRawQuery();
    return new SeenRequest(
        exchange.getRequestMethod(), exchange.getRequestURI().getPath(), query == null ? "" : query, headers(exchange),
        length == null ? 0 : Long.parseLong(length));
  }

  /** By lower-case name; of several values the first. */
  static Map<String, String> headers(HttpExchange exchange) {
    Map<String, String> headers = new TreeMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.isEmpty() ? "" : values.get(0)));
    return headers;
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "ente-server-for-tests");
    thread.setDaemon(true);
    return thread;
  }
}
