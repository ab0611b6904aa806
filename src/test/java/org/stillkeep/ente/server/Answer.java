package org.stillkeep.ente.server;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What goes back to the client.
 *
 * @param headers names and values
 * @param body closed by whoever sends it
 * @param length of the body; negative when it is not known
 */
record Answer(int status, Map<String, String> headers, InputStream body, long length) {

  /** 200 with nothing in it. */
  static Answer empty() {
    return text(200, "");
  }

  static Answer json(JsonNode body) {
    return json(200, body);
  }

  static Answer json(int status, JsonNode body) {
    return text(status, body.toString());
  }

  static Answer text(int status, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    Map<String, String> headers = bytes.length == 0 ? Map.of() : Map.of("Content-Type", "application/json; charset=utf-8");
    return new Answer(status, headers, new ByteArrayInputStream(bytes), bytes.length);
  }

  /** Sends the client on, with its method. */
  static Answer redirect(URI location) {
    return new Answer(307, Map.of("Location", location.toString()), InputStream.nullInputStream(), 0);
  }
}
