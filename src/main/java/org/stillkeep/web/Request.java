package org.stillkeep.web;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * One request, read to its end. It tells nothing of itself in {@link #toString}, since it may hold tokens and passphrases.
 *
 * @param method e.g. {@code GET}
 * @param path letters, digits and {@code / . _ -}, beginning with one slash; never a query
 * @param headers by their names in small letters; of those that come twice, the first
 * @param body at most {@link RequestReader#MAX_BODY_BYTES}; empty when there is none
 * @param local the address of this computer that the client has connected to
 */
record Request(String method, String path, Map<String, String> headers, byte[] body, InetAddress local) {

  Request {
    headers = Map.copyOf(headers);
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /** Overwrites the body. */
  void wipe() {
    Arrays.fill(body, (byte) 0);
  }

  @Override
  public String toString() {
    return "request";
  }
}
