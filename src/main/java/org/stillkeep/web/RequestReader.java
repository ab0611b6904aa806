package org.stillkeep.web;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads the requests of one connection: the small part of HTTP/1.1 (RFC 9112) that browsers and reverse proxies need for this page. What
 * two programs could read in two ways is refused: line ends other than CR LF, folded headers, bodies without a plain {@code
 * Content-Length}, headers that come twice. After a {@link Refusal} nothing more can be read.
 */
final class RequestReader {

  /** Request line and headers together. */
  static final int MAX_HEAD_BYTES = 16 * 1024;

  /** A body; passphrases and folder names are far smaller. */
  static final int MAX_BODY_BYTES = 64 * 1024;

  private static final byte[] END_OF_HEAD = {'\r', '\n', '\r', '\n'};

  private final InputStream in;
  private final InetAddress local;
  private final byte[] buffer = new byte[MAX_HEAD_BYTES];

  /** Bytes in the buffer that have been received and belong to no request yet. */
  private int filled;

  RequestReader(InputStream in, InetAddress local) {
    this.in = in;
    this.local = local;
  }

  /** Waits for the first byte of a request; false when the client has ended the connection instead. */
  boolean awaitRequest() throws IOException {
    return filled > 0 || fill();
  }

  /**
   * Reads a request, of which the first byte is there.
   *
   * @throws Refusal when it is not one that this page answers
   * @throws EOFException when it ends within
   */
  RequestHead readHead() throws IOException, Refusal {
    int searched = 0;
    int end = endOfHead(searched);
    while (end < 0) {
      if (filled == buffer.length) {
        throw new Refusal(431, "the request's headers are too large", "");
      }
      searched = Math.max(0, filled - END_OF_HEAD.length + 1);
      if (!fill()) {
        throw new EOFException("a request ended within its headers");
      }
      end = endOfHead(searched);
    }
    String head = new String(buffer, 0, end, StandardCharsets.ISO_8859_1);
    take(end + END_OF_HEAD.length);
    return RequestHead.parse(head);
  }

  /** Reads the body that belongs to a head. */
  Request readBody(RequestHead head) throws IOException {
    byte[] body = new byte[head.bodyBytes()];
    int there = Math.min(filled, body.length);
    System.arraycopy(buffer, 0, body, 0, there);
    take(there);
    if (in.readNBytes(body, there, body.length - there) < body.length - there) {
      throw new EOFException("a request ended within its body");
    }
    return new Request(head.method(), head.path(), head.headers(), body, local);
  }

  private boolean fill() throws IOException {
    int read = in.read(buffer, filled, buffer.length - filled);
    filled += Math.max(0, read);
    return read > 0;
  }

  /** Removes bytes from the front of the buffer and leaves no copy of them: they may hold a token or a passphrase. */
  private void take(int bytes) {
    System.arraycopy(buffer, bytes, buffer, 0, filled - bytes);
    Arrays.fill(buffer, filled - bytes, filled, (byte) 0);
    filled -= bytes;
  }

  private int endOfHead(int from) {
    for (int i = from; i + END_OF_HEAD.length <= filled; i++) {
      if (Arrays.equals(buffer, i, i + END_OF_HEAD.length, END_OF_HEAD, 0, END_OF_HEAD.length)) {
        return i;
      }
    }
    return -1;
  }
}
