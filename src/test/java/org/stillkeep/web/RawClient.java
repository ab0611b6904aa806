package org.stillkeep.web;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** A client that sends whatever it likes, byte by byte. */
final class RawClient implements Closeable {

  private static final int TIMEOUT_MILLIS = 20_000;

  private final Socket socket;

  RawClient(int port) throws IOException {
    this(new Socket(InetAddress.getLoopbackAddress(), port));
  }

  RawClient(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(TIMEOUT_MILLIS);
  }

  RawClient send(String text) throws IOException {
    return send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  RawClient send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    return this;
  }

  /** Sends as much as the other side takes before it cuts the connection. */
  RawClient sendWhileItLasts(byte[] bytes, int times) {
    try {
      for (int i = 0; i < times; i++) {
        socket.getOutputStream().write(bytes);
      }
    } catch (IOException e) {
      // That is what it is for: the answer may still be read.
      assert !socket.isClosed() : e;
    }
    return this;
  }

  /** All that comes until the server ends the connection. */
  String receive() throws IOException {
    ByteArrayOutputStream received = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    InputStream in = socket.getInputStream();
    try {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        received.write(buffer, 0, read);
      }
    } catch (SocketException e) {
      received.write("\n(reset)".getBytes(StandardCharsets.ISO_8859_1));
    }
    return received.toString(StandardCharsets.ISO_8859_1);
  }

  /** Reads until the text has come; false when the connection ends before. */
  boolean receiveUntil(String text) throws IOException {
    StringBuilder received = new StringBuilder();
    InputStream in = socket.getInputStream();
    for (int c = in.read(); c >= 0; c = in.read()) {
      received.append((char) c);
      if (c == text.charAt(text.length() - 1) && received.indexOf(text, Math.max(0, received.length() - text.length())) >= 0) {
        return true;
      }
    }
    return false;
  }

  Socket socket() {
    return socket;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
