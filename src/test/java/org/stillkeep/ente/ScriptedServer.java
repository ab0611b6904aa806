package org.stillkeep.ente;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A real HTTP server on loopback that answers as it was told, and remembers what it was asked. */
final class ScriptedServer implements AutoCloseable {

  /** Waits that are long enough to be a wait. */
  static final Patience QUICK =
      new Patience(
          List.of(Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofMillis(1)), Duration.ofMillis(1), Duration.ofMillis(1));

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, Handler> handlers = new ConcurrentHashMap<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final List<Received> received = new CopyOnWriteArrayList<>();

  /** What came in. */
  record Received(String method, String path, String query, Headers headers, byte[] body) {

    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }

    String header(String name) {
      return headers.getFirst(name);
    }
  }

  /** What goes out. */
  interface Reply {
    void send(HttpExchange exchange) throws IOException;
  }

  /** Decides what goes out. */
  interface Handler {
    Reply answer(Received received) throws IOException;
  }

  ScriptedServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  EnteServer address() {
    return EnteServer.parse(url(""), false);
  }

  String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  List<Received> received() {
    return received;
  }

  /** What was asked for, in order. */
  List<String> calls() {
    return received.stream().map(each -> each.method() + " " + each.path()).toList();
  }

  /** Answers one after the other; the last one stays. */
  void on(String methodAndPath, Reply... replies) {
    Deque<Reply> left = new ArrayDeque<>(List.of(replies));
    decide(
        methodAndPath,
        request -> {
          synchronized (left) {
            return left.size() > 1 ? left.poll() : left.element();
          }
        });
  }

  void decide(String methodAndPath, Handler handler) {
    handlers.put(methodAndPath, handler);
  }

  static Reply json(int status, String body) {
    return body(status, body.getBytes(StandardCharsets.UTF_8));
  }

  static Reply body(int status, byte[] body, String... headers) {
    return exchange -> {
      for (int i = 0; i < headers.length; i += 2) {
        exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
      }
      exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(body);
      }
    };
  }

  /** The beginning of an answer, and then silence. */
  Reply beginsAndHangs(int announced, byte[] beginning) {
    return exchange -> {
      exchange.sendResponseHeaders(200, announced);
      exchange.getResponseBody().write(beginning);
      exchange.getResponseBody().flush();
      awaitClosing();
    };
  }

  /** No answer at all. */
  Reply hangs() {
    return exchange -> awaitClosing();
  }

  /** The work is done, the answer lost. */
  static Reply cut() {
    return HttpExchange::close;
  }

  private void awaitClosing() throws IOException {
    try {
      if (!closing.await(1, TimeUnit.MINUTES)) {
        throw new IOException("nobody closed the server");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Received request =
          new Received(
              exchange.getRequestMethod(),
              exchange.getRequestURI().getPath(),
              exchange.getRequestURI().getQuery(),
              exchange.getRequestHeaders(),
              exchange.getRequestBody().readAllBytes());
      received.add(request);
      Handler handler = handlers.get(request.method() + " " + request.path());
      (handler == null ? json(404, "{}") : handler.answer(request)).send(exchange);
    }
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
