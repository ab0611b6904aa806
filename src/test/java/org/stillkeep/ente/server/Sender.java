package org.stillkeep.ente.server;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Sends the answer to one request, or breaks off. */
final class Sender {

  private static final int BUFFER_BYTES = 64 * 1024;

  private final HttpExchange exchange;

  Sender(HttpExchange exchange) {
    this.exchange = exchange;
  }

  void send(Answer answer) throws IOException {
    sendHead(answer);
    try (InputStream in = answer.body();
        OutputStream out = exchange.getResponseBody()) {
      copy(in, out, Long.MAX_VALUE);
    }
  }

  /** Announces all of it and breaks off after so many bytes. */
  void sendCut(Answer answer, long afterBytes) throws IOException {
    sendHead(answer);
    try (InputStream in = answer.body()) {
      OutputStream out = exchange.getResponseBody();
      copy(in, out, afterBytes);
      out.flush();
    }
    drop();
  }

  /** Closes the connection. */
  void drop() {
    exchange.close();
  }

  private void sendHead(Answer answer) throws IOException {
    // A client that is still sending would find the connection broken instead of the answer.
    exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
    answer.headers().forEach(exchange.getResponseHeaders()::set);
    // To the JDK's server 0 means chunks, and -1 nothing.
    long length = answer.length() < 0 ? 0 : answer.length() == 0 ? -1 : answer.length();
    exchange.sendResponseHeaders(answer.status(), length);
  }

  private static void copy(InputStream in, OutputStream out, long limit) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    long left = limit;
    int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
    while (read > 0) {
      out.write(buffer, 0, read);
      left -= read;
      read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
    }
  }
}
