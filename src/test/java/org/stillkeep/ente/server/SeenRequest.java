package org.stillkeep.ente.server;

import java.util.Map;

/**
 * A request that arrived, whatever became of it.
 *
 * @param method in capitals
 * @param path without query
 * @param query as it came; "" when there was none
 * @param headers by lower-case name
 * @param bodyBytes length of the body as announced
 */
public record SeenRequest(String method, String path, String query, Map<String, String> headers, long bodyBytes) {

  /** Method and path, as {@link Faults} and {@link Requests} name it. */
  public String line() {
    return method + " " + path;
  }
}
