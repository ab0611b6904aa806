package org.stillkeep.platform;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * A connection to a D-Bus message bus over a Unix socket, for a few calls, one after another. All of it runs on the caller's
 * thread and shares one time limit; whatever is not answered by then fails. Not thread-safe.
 *
 * @see <a href="https://dbus.freedesktop.org/doc/dbus-specification.html">D-Bus Specification</a>
 */
final class BusConnection implements Closeable {

  private static final String THE_BUS = "org.freedesktop.DBus";
  private static final int MAX_AUTH_LINE = 1024;

  private final SocketChannel channel;
  private final Selector selector;
  private final long deadlineNanos;
  private int lastSerial;

  private BusConnection(SocketChannel channel, Selector selector, long deadlineNanos) {
    this.channel = channel;
    this.selector = selector;
    this.deadlineNanos = deadlineNanos;
  }

  /**
   * Connects, proves who we are, and says hello.
   *
   * @param patience how long this and all calls may take together
   */
  static BusConnection open(Path socket, Duration patience) throws IOException {
    long deadlineNanos = System.nanoTime() + patience.toNanos();
    Selector selector = Selector.open();
    SocketChannel channel = null;
    try {
      channel = SocketChannel.open(StandardProtocolFamily.UNIX);
      channel.configureBlocking(false);
      BusConnection bus = new BusConnection(channel, selector, deadlineNanos);
      bus.connect(socket);
      bus.authenticate();
      bus.call(THE_BUS, "/org/freedesktop/DBus", THE_BUS, "Hello", "");
      channel = null;
      return bus;
    } catch (UnsupportedOperationException | IllegalArgumentException e) {
      throw new IOException("no bus can be reached at " + socket, e);
    } finally {
      if (channel != null) {
        channel.close();
        selector.close();
      }
    }
  }

  /**
   * Calls a method and waits for its answer.
   *
   * @param signature types of the arguments, as D-Bus writes them, e.g. {@code su}
   * @param arguments in the Java types of {@link BusWriter}
   * @return what it answers, in the Java types of {@link BusReader}
   * @throws BusException if the answer is an error
   * @throws IOException if the bus does not answer in time, or goes away
   */
  List<Object> call(
      String destination, String path, String interfaceName, String member, String signature, Object... arguments)
      throws IOException {
    int serial = ++lastSerial;
    byte[] call = BusMessage.call(serial, destination, path, interfaceName, member, signature, arguments);
    try {
      write(ByteBuffer.wrap(call));
    } finally {
      // It may hold a secret.
      Arrays.fill(call, (byte) 0);
    }
    while (true) {
      BusMessage message = read();
      if (message.answers(serial)) {
        return message.result();
      }
    }
  }

  /** Closes at once; what was not answered is forgotten. */
  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      selector.close();
    }
  }

  private void connect(Path socket) throws IOException {
    channel.register(selector, 0);
    if (!channel.connect(UnixDomainSocketAddress.of(socket))) {
      await(SelectionKey.OP_CONNECT);
      channel.finishConnect();
    }
  }

  /** EXTERNAL without an identity: the bus asks the kernel who is at the other end of the socket. */
  private void authenticate() throws IOException {
    write(ascii("\0AUTH EXTERNAL\r\nDATA\r\n"));
    String answer = line();
    if (answer.startsWith("DATA")) {
      answer = line();
    }
    if (!answer.startsWith("OK ")) {
      throw new IOException("the session bus refuses us");
    }
    write(ascii("BEGIN\r\n"));
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    ByteBuffer one = ByteBuffer.allocate(1);
    while (line.length() < MAX_AUTH_LINE) {
      fill(one.clear());
      char next = (char) one.get(0);
      if (next == '\n') {
        return line.toString().trim();
      }
      line.append(next);
    }
    throw new IOException("what is at the session bus's address is no bus");
  }

  private BusMessage read() throws IOException {
    ByteBuffer start = ByteBuffer.allocate(BusMessage.START_BYTES);
    fill(start);
    ByteBuffer rest = ByteBuffer.allocate(BusMessage.bytesAfter(start.flip()));
    fill(rest);
    return BusMessage.parse(start, rest.flip());
  }

  private void fill(ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      int count = channel.read(buffer);
      if (count < 0) {
        throw new EOFException("the session bus hung up");
      }
      if (count == 0) {
        await(SelectionKey.OP_READ);
      }
    }
  }

  private void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      if (channel.write(bytes) == 0) {
        await(SelectionKey.OP_WRITE);
      }
    }
  }

  private void await(int operation) throws IOException {
    long millis = (deadlineNanos - System.nanoTime()) / 1_000_000;
    channel.keyFor(selector).interestOps(operation);
    if (millis <= 0 || selector.select(millis) == 0) {
      throw new IOException("the session bus does not answer");
    }
    selector.selectedKeys().clear();
  }

  private static ByteBuffer ascii(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
  }
}
