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

  SessionBus session() {
    return SessionBus.of(Map.of("DBUS_SESSION_BUS_ADDRESS", "unix:path=" + socket));
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
