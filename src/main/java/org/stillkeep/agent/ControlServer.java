package org.stillkeep.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers commands that come over the control socket: one line of JSON in, one line of JSON out. Only the socket's
 * owner can connect. The state folder's {@link InstanceLock} must be held.
 */
public final class ControlServer implements Closeable {

  private static final Logger log = LoggerFactory.getLogger(ControlServer.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_REQUEST_CHARACTERS = 4096;
  private static final long PAUSE_AFTER_FAILURE_NANOS = 1_000_000_000L;

  private final Path socket;
  private final ServerSocketChannel server;
  private final Thread thread;

  private ControlServer(Path socket, ServerSocketChannel server, UnaryOperator<JsonNode> answer) {
    this.socket = socket;
    this.server = server;
    this.thread = new Thread(() -> serve(answer), "stillkeep-control");
    this.thread.setDaemon(true);
  }

  /**
   * Begins to listen. A socket left over from a crash is replaced.
   *
   * @param answer called on threads of the server's own; must not wait for the worker
   */
  public static ControlServer start(Path socket, UnaryOperator<JsonNode> answer) throws IOException {
    Files.deleteIfExists(socket);
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    if (socket.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
    }
    ControlServer started = new ControlServer(socket, server, answer);
    started.thread.start();
    return started;
  }

  @Override
  public void close() throws IOException {
    server.close();
    Files.deleteIfExists(socket);
  }

  private void serve(UnaryOperator<JsonNode> answer) {
    while (server.isOpen()) {
      try {
        answerOnItsOwn(server.accept(), answer);
      } catch (ClosedChannelException e) {
        return;
      } catch (IOException e) {
        log.warn("the control socket failed: {}", e.toString());
        // Out of file descriptors, for one: that lasts, and must not be asked about in a hot loop.
        LockSupport.parkNanos(PAUSE_AFTER_FAILURE_NANOS);
      }
    }
  }

  /** On a thread of its own: a client that says nothing must not keep the others waiting. */
  private static void answerOnItsOwn(SocketChannel client, UnaryOperator<JsonNode> answer) throws IOException {
    Thread answering = new Thread(() -> answerAndClose(client, answer), "stillkeep-command");
    answering.setDaemon(true);
    try {
      answering.start();
    } catch (OutOfMemoryError e) {
      // Containers bound the number of threads. This client goes; the thread that accepts the next ones must not.
      client.close();
      throw new IOException("no thread can be started for a command", e);
    }
  }

  private static void answerAndClose(SocketChannel client, UnaryOperator<JsonNode> answer) {
    try (client) {
      answerOne(client, answer);
    } catch (IOException | RuntimeException e) {
      log.warn("a command over the control socket failed: {}", e.toString());
    }
  }

  private static void answerOne(SocketChannel client, UnaryOperator<JsonNode> answer) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(Channels.newInputStream(client), StandardCharsets.UTF_8));
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\n' && line.length() < MAX_REQUEST_CHARACTERS; c = in.read()) {
      line.append((char) c);
    }
    JsonNode reply = answer.apply(JSON.readTree(line.toString()));
    Channels.newOutputStream(client).write((reply + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
