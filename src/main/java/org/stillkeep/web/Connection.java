package org.stillkeep.web;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's connection, served on a thread of its own: request after request until somebody ends it. Whatever waits for the client is
 * watched: who neither sends nor reads is dropped. {@link #close} may be called by any thread and never waits.
 */
final class Connection implements Runnable, Handler.Client, Closeable {

  private static final Logger log = LoggerFactory.getLogger(Connection.class);

  /** As RFC 9110 wants it, in section 5.6.7. */
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  /** What is sent in one go, and must be taken in the time there is for it. */
  private static final int PIECE_BYTES = 16 * 1024;

  private final Socket raw;
  private final Optional<TlsKeeper> tls;
  private final Handler handler;
  private final Watchdog watchdog;
  private final Patience patience;
  private final Consumer<Connection> ended;

  /** Set by the connection's thread, read by the listener's. */
  private volatile boolean trusted;

  /** Of the connection's thread alone. */
  private InputStream in = InputStream.nullInputStream();

  private OutputStream out = OutputStream.nullOutputStream();
  /** Whether the client wants nothing more after this answer, or gets nothing more. */
  private boolean last;

  /** Whether the client understands a body in chunks; else its end is that of the connection. */
  private boolean chunks;

  /** Whether the client takes what follows the head of an answer for the next answer, as it does after {@code HEAD}. */
  private boolean headOnly;

  /**
   * @param raw what was accepted; TLS goes on top where there are keys
   * @param ended called on the connection's thread at its end
   */
  Connection(
      Socket raw, Optional<TlsKeeper> tls, Handler handler, Watchdog watchdog, Patience patience, Consumer<Connection> ended) {
    this.raw = raw;
    this.tls = tls;
    this.handler = handler;
    this.watchdog = watchdog;
    this.patience = patience;
    this.ended = ended;
  }

  @Override
  public void run() {
    try (this) {
      serve();
    } catch (IOException e) {
      // Clients come and go, in browsers more than anywhere; there is nothing to be done about it.
      log.debug("a connection to the status page ended: {}", e.toString());
    } catch (RuntimeException e) {
      log.warn("a connection to the status page was given up", e);
    } finally {
      ended.accept(this);
    }
  }

  /** Whether a request that bears a valid token is being served. */
  boolean trusted() {
    return trusted;
  }

  @Override
  public InetAddress address() {
    return raw.getInetAddress();
  }

  @Override
  public InetSocketAddress there() {
    return new InetSocketAddress(raw.getInetAddress(), raw.getPort());
  }

  @Override
  public InetSocketAddress here() {
    return new InetSocketAddress(raw.getLocalAddress(), raw.getLocalPort());
  }

  @Override
  public void trust() {
    trusted = true;
  }

  @Override
  public BooleanSupplier gone() {
    last = true;
    Departure departure = new Departure(in);
    departure.start();
    return departure::seen;
  }

  @Override
  public void close() throws IOException {
    raw.close();
  }

  private void serve() throws IOException {
    raw.setTcpNoDelay(true);
    Socket socket = raw;
    if (tls.isPresent()) {
      try (Watchdog.Watch watch = watchdog.watch(this, patience.arriving())) {
        socket = tls.get().now().accept(raw);
      }
    }
    in = socket.getInputStream();
    out = socket.getOutputStream();
    RequestReader reader = new RequestReader(in, raw.getLocalAddress());
    while (!last && await(reader)) {
      serveOne(reader);
      trusted = false;
    }
    farewell(socket);
  }

  private boolean await(RequestReader reader) throws IOException {
    try (Watchdog.Watch watch = watchdog.watch(this, patience.idle())) {
      return reader.awaitRequest();
    }
  }

  private void serveOne(RequestReader reader) throws IOException {
    Response response;
    try {
      response = answer(read(reader));
    } catch (Refusal e) {
      last = true;
      response = Response.refusal(e);
    }
    write(response);
  }

  private Response answer(Request request) {
    try {
      return handler.answer(request, this);
    } finally {
      request.wipe();
    }
  }

  private Request read(RequestReader reader) throws IOException, Refusal {
    try (Watchdog.Watch watch = watchdog.watch(this, patience.arriving())) {
      // Of what cannot be read nothing is known, least of all what was asked before it.
      headOnly = false;
      RequestHead head = reader.readHead();
      last = head.last();
      chunks = head.chunks();
      headOnly = head.method().equals("HEAD");
      return reader.readBody(head);
    }
  }

  private void write(Response response) throws IOException {
    Optional<Response.Stream> stream = response.stream();
    last |= stream.isPresent();
    send(head(response).getBytes(StandardCharsets.ISO_8859_1));
    if (headOnly) {
      return;
    }
    if (stream.isEmpty()) {
      send(response.body());
    } else if (chunks) {
      stream.get().writeTo(this::sendChunk);
      send("0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
    } else {
      stream.get().writeTo(this::send);
    }
  }

  private String head(Response response) {
    StringBuilder head = new StringBuilder(1024).append("HTTP/1.1 ").append(response.status()).append(" \r\n");
    head.append("Date: ").append(DATE.format(Instant.now())).append("\r\n");
    for (Map.Entry<String, String> header : response.headers().entrySet()) {
      head.append(header.getKey()).append(": ").append(header.getValue()).append("\r\n");
    }
    if (response.stream().isEmpty()) {
      head.append("Content-Length: ").append(response.body().length).append("\r\n");
    } else if (chunks) {
      head.append("Transfer-Encoding: chunked\r\n");
    }
    return head.append("Connection: ").append(last ? "close" : "keep-alive").append("\r\n\r\n").toString();
  }

  private void sendChunk(byte[] piece) throws IOException {
    byte[] start = (Integer.toHexString(piece.length) + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    byte[] chunk = new byte[start.length + piece.length + 2];
    System.arraycopy(start, 0, chunk, 0, start.length);
    System.arraycopy(piece, 0, chunk, start.length, piece.length);
    chunk[chunk.length - 2] = '\r';
    chunk[chunk.length - 1] = '\n';
    send(chunk);
  }

  private void send(byte[] bytes) throws IOException {
    for (int from = 0; from < bytes.length; from += PIECE_BYTES) {
      try (Watchdog.Watch watch = watchdog.watch(this, patience.leaving())) {
        out.write(bytes, from, Math.min(PIECE_BYTES, bytes.length - from));
      }
    }
  }

  /** Reads what is still coming before it closes: else the client's system may throw away the answer that it has not read yet. */
  private void farewell(Socket socket) throws IOException {
    try (Watchdog.Watch watch = watchdog.watch(this, patience.farewell())) {
      socket.shutdownOutput();
      in.transferTo(OutputStream.nullOutputStream());
    }
  }
}
