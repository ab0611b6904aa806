package org.stillkeep.ente.server;

import com.sun.net.httpserver.HttpExchange;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Stands before the object store: hands each request on as it came and its answer back, so that requests can be written
 * down and faults can happen. HTTP/1.0 spares it chunks.
 */
final class ObjectGate implements Listener.Work {

  private static final Set<String> OWN_TO_ONE_CONNECTION = Set.of("connection", "keep-alive", "date");

  private final int storePort;

  ObjectGate(int storePort) {
    this.storePort = storePort;
  }

  @Override
  public Answer answer(HttpExchange exchange) throws IOException {
    Map<String, String> headers = Listener.headers(exchange);
    if (exchange.getRequestMethod().equals("PUT") && !headers.containsKey("content-length")) {
      return Answer.text(411, "<Error><Code>MissingContentLength</Code></Error>");
    }
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), storePort);
    try {
      OutputStream out = socket.getOutputStream();
      out.write(head(exchange, headers).getBytes(StandardCharsets.ISO_8859_1));
      exchange.getRequestBody().transferTo(out);
      out.flush();
      return read(socket);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private static String head(HttpExchange exchange, Map<String, String> headers) {
    StringBuilder head = new StringBuilder();
    head.append(exchange.getRequestMethod()).append(' ').append(exchange.getRequestURI()).append(" HTTP/1.0\r\n");
    headers.forEach(
        (name, value) -> {
          if (!OWN_TO_ONE_CONNECTION.contains(name)) {
            head.append(name).append(": ").append(value).append("\r\n");
          }
        });
    return head.append("\r\n").toString();
  }

  private static Answer read(Socket socket) throws IOException {
    InputStream in = new BufferedInputStream(socket.getInputStream());
    int status = Integer.parseInt(line(in).split(" ", -1)[1]);
    Map<String, String> headers = new HashMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.put(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    String length = headers.remove("content-length");
    headers.keySet().removeAll(OWN_TO_ONE_CONNECTION);
    return new Answer(status, headers, closing(in, socket), length == null ? -1 : Long.parseLong(length));
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new IOException("the object store broke off");
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  private static InputStream closing(InputStream in, Socket socket) {
    return new FilterInputStream(in) {
      @Override
      public void close() throws IOException {
        socket.close();
      }
    };
  }
}
