package org.stillkeep.platform;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Accepts whoever comes, says its text, and then hangs up or stays silent. */
record FakeBus(Path socket, ServerSocketChannel server, Thread thread) implements AutoCloseable {

  static FakeBus that(Path socket, String says, boolean hangsUp) throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    Thread thread = new Thread(() -> serve(server, says, hangsUp), "fake service");
    thread.setDaemon(true);
    thread.start();
    return new FakeBus(socket, server, thread);
  }

  /** What a bus says that lets us in and greets us, which is the answer to the first call. */
  static String welcome() {
    return "OK 12\r\n" + answer(1, "s", ":1.1");
  }

  /** The answer to the call of this serial, as it goes over the wire. */
  static String answer(long serial, String signature, Object... values) {
    BusWriter body = new BusWriter();
    body.writeAll(signature, values);
    byte[] bodyBytes = body.takeBytes();
    List<Object> fields =
        List.of(List.of((byte) 5, new BusVariant("u", serial)), List.of((byte) 8, new BusVariant("g", signature)));
    BusWriter message = new BusWriter();
    message.writeAll("yyyyuua(yv)", (byte) 'l', (byte) 2, (byte) 0, (byte) 1, (long) bodyBytes.length, serial, fields);
    message.align(8);
    message.append(bodyBytes);
    return new String(message.takeBytes(), StandardCharsets.ISO_8859_1);
  }

  SessionBus session() {
    return SessionBus.of(environment());
  }

  /** What programs have in their environment that shall find it. */
  Map<String, String> environment() {
    return Map.of("DBUS_SESSION_BUS_ADDRESS", "unix:path=" + socket);
  }

  private static void serve(ServerSocketChannel server, String says, boolean hangsUp) {
    try (SocketChannel client = server.accept()) {
      client.write(ByteBuffer.wrap(says.getBytes(StandardCharsets.ISO_8859_1)));
      ByteBuffer heard = ByteBuffer.allocate(4096);
      while (!hangsUp && client.read(heard.clear()) >= 0) {
        heard.flip();
      }
    } catch (IOException e) {
      return; // The other end is gone, or the test is over.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    Files.delete(socket);
  }
}
