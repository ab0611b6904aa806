package org.stillkeep.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** A browser's part, played by a well-behaved client. */
final class Visitor {

  static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client;
  private final URI base;
  private String token = "";

  Visitor(URI base) {
    this(base, HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());
  }

  Visitor(URI base, HttpClient client) {
    this.base = base;
    this.client = client;
  }

  /** One who has come in by a link. */
  static Visitor of(StatusPage page) throws Exception {
    URI link = page.link();
    Visitor visitor = new Visitor(link.resolve("/"));
    visitor.enter(link);
    return visitor;
  }

  void enter(URI link) throws Exception {
    HttpResponse<String> entered = post("/api/enter", JSON.createObjectNode().put("code", link.getFragment()).toString());
    if (entered.statusCode() != 200) {
      throw new IOException("not let in: " + entered.body());
    }
    token = JSON.readTree(entered.body()).path("token").asText();
  }

  String token() {
    return token;
  }

  URI base() {
    return base;
  }

  HttpResponse<String> get(String path) throws Exception {
    return client.send(request(path).GET().build(), BodyHandlers.ofString());
  }

  HttpResponse<byte[]> bytes(String path) throws Exception {
    return client.send(request(path).GET().build(), BodyHandlers.ofByteArray());
  }

  HttpResponse<String> post(String path, String json) throws Exception {
    return client.send(posting(path, json).build(), BodyHandlers.ofString());
  }

  HttpRequest.Builder posting(String path, String json) {
    return request(path).header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(json));
  }

  HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(20));
    return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
  }

  HttpClient client() {
    return client;
  }

  static JsonNode json(HttpResponse<String> response) throws IOException {
    return JSON.readTree(response.body());
  }
}
