package org.stillkeep.web;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a request is answered with. Every response bears the headers that keep a browser from doing anything else with it than this page
 * asks for.
 *
 * @param status of HTTP
 * @param headers beside length and connection
 * @param body what is sent, unless there is a stream
 * @param stream writes the body piece by piece, and is the last on its connection
 */
record Response(int status, Map<String, String> headers, byte[] body, Optional<Stream> stream) {

  /** Writes a body of unknown length. Runs on the connection's thread; an exception ends the connection. */
  interface Stream {
    void writeTo(Sink sink) throws IOException;
  }

  /** Takes the pieces of a streamed body. */
  interface Sink {
    /** Sends a piece now. Fails when the client is gone or does not read. */
    void send(byte[] piece) throws IOException;
  }

  static final String HTML = "text/html; charset=utf-8";
  private static final String JSON = "application/json";

  private static final String PAGE_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; base-uri 'none'; "
          + "form-action 'none'; frame-ancestors 'none'";

  /** A report is a document of its own: inline styles and drawings, no script, no origin. */
  private static final String REPORT_POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";

  static Response of(int status, String contentType, byte[] body) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", contentType);
    headers.put("Content-Security-Policy", PAGE_POLICY);
    headers.put("X-Frame-Options", "DENY");
    headers.put("X-Content-Type-Options", "nosniff");
    headers.put("Referrer-Policy", "no-referrer");
    headers.put("Cross-Origin-Opener-Policy", "same-origin");
    headers.put("Cross-Origin-Resource-Policy", "same-origin");
    headers.put("Cache-Control", "no-store");
    return new Response(status, headers, body, Optional.empty());
  }

  static Response json(JsonNode node) {
    return json(200, node);
  }

  private static Response json(int status, JsonNode node) {
    return of(status, JSON, Json.bytes(node));
  }

  /** Nothing more to say than that it is done. */
  static Response done() {
    return json(Json.object());
  }

  static Response refusal(Refusal refusal) {
    return error(refusal.status(), refusal.getMessage(), refusal.hint());
  }

  static Response error(int status, String error, String hint) {
    return json(status, Json.object().put("error", error).put("hint", hint));
  }

  /** A conflict that the page shows beside the fields it is about. */
  static Response conflict(JsonNode node) {
    return json(409, node);
  }

  static Response report(String html) {
    return of(200, HTML, html.getBytes(StandardCharsets.UTF_8)).with("Content-Security-Policy", REPORT_POLICY);
  }

  static Response image(byte[] jpeg) {
    return of(200, "image/jpeg", jpeg).with("Cache-Control", "private, no-store");
  }

  /** Server-sent events. Reverse proxies are asked not to hold them back. */
  static Response events(Stream stream) {
    Response plain = of(200, "text/event-stream", new byte[0]).with("X-Accel-Buffering", "no");
    return new Response(plain.status, plain.headers, plain.body, Optional.of(stream));
  }

  Response with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Response(status, more, body, stream);
  }
}
