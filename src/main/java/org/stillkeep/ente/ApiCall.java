package org.stillkeep.ente;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One question to the server.
 *
 * @param method GET, POST, PUT or DELETE
 * @param path from the root, as {@code /users/ott}; its parts are escaped, its query is not in it
 * @param query never part of a message or a log, since e-mail addresses are in it
 * @param body JSON, unless it is a GET
 * @param token whose question it is
 * @param repeatable whether it may be sent again when the answer is lost
 */
record ApiCall(
    String method,
    String path,
    Map<String, String> query,
    Optional<ObjectNode> body,
    Optional<AuthToken> token,
    boolean repeatable) {

  /** A question that changes nothing, and so may be repeated. */
  static ApiCall get(String path) {
    return new ApiCall("GET", path, Map.of(), Optional.empty(), Optional.empty(), true);
  }

  /** A change that is sent once, unless it says {@link #repeating}. */
  static ApiCall post(String path, ObjectNode body) {
    return new ApiCall("POST", path, Map.of(), Optional.of(body), Optional.empty(), false);
  }

  /** A change that is sent once, unless it says {@link #repeating}. */
  static ApiCall put(String path, ObjectNode body) {
    return new ApiCall("PUT", path, Map.of(), Optional.of(body), Optional.empty(), false);
  }

  /** A change that is sent once, unless it says {@link #repeating}. */
  static ApiCall delete(String path) {
    return new ApiCall("DELETE", path, Map.of(), Optional.empty(), Optional.empty(), false);
  }

  ApiCall with(String name, String value) {
    Map<String, String> extended = new LinkedHashMap<>(query);
    extended.put(name, value);
    return new ApiCall(method, path, extended, body, token, repeatable);
  }

  ApiCall with(String name, long value) {
    return with(name, Long.toString(value));
  }

  /** In the name of the account whose session this is. */
  ApiCall by(AuthToken owner) {
    return new ApiCall(method, path, query, body, Optional.of(owner), repeatable);
  }

  /** May be sent again when it failed or when its answer was lost: doing it twice is doing it once. */
  ApiCall repeating() {
    return new ApiCall(method, path, query, body, token, true);
  }

  @Override
  public String toString() {
    return method + " " + path;
  }
}
