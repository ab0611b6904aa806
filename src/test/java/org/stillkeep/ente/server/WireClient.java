package org.stillkeep.ente.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;

/** Speaks to the server for tests word by word, with none of our client's code. */
final class WireClient {

  private final HttpClient http = HttpClient.newHttpClient();
  private final ObjectMapper mapper = new ObjectMapper();
  private final URI server;
  private final String token;

  WireClient(EnteServerForTests server, String token) {
    this(server.uri(), token);
  }

  WireClient(URI server, String token) {
    this.server = server;
    this.token = token;
  }

  /** An answer, its body as JSON; missing when it is empty. */
  record Reply(int status, JsonNode body, HttpResponse<byte[]> raw) {
    String code() {
      return body.path("code").asText();
    }
  }

  static ObjectNode json() {
    return JsonNodeFactory.instance.objectNode();
  }

  Reply get(String pathAndQuery) throws IOException {
    return send(request(pathAndQuery).GET());
  }

  Reply delete(String pathAndQuery) throws IOException {
    return send(request(pathAndQuery).DELETE());
  }

  Reply post(String path, ObjectNode body) throws IOException {
    return send(request(path).POST(BodyPublishers.ofString(body.toString())));
  }

  Reply put(String path, ObjectNode body) throws IOException {
    return send(request(path).PUT(BodyPublishers.ofString(body.toString())));
  }

  /** PUTs an object to a presigned URL. */
  int upload(String url, byte[] bytes) throws IOException {
    return send(HttpRequest.newBuilder(URI.create(url)).PUT(BodyPublishers.ofByteArray(bytes))).status();
  }

  /** GETs any URL, without a token. */
  byte[] fetch(String url) throws IOException {
    return send(HttpRequest.newBuilder(URI.create(url))).raw().body();
  }

  long album() throws IOException {
    return collection("album");
  }

  long collection(String type) throws IOException {
    ObjectNode body = json().put("type", type).put("encryptedKey", base64(48)).put("keyDecryptionNonce", base64(24));
    body.put("encryptedName", base64(20)).put("nameDecryptionNonce", base64(24));
    return post("/collections", body).body().at("/collection/id").asLong();
  }

  /** A body for {@code POST /files} whose objects are uploaded. */
  ObjectNode uploaded(long collectionId, byte[] content) throws IOException {
    JsonNode urls = get("/files/upload-urls?count=2").body().get("urls");
    upload(urls.at("/0/url").asText(), content);
    upload(urls.at("/1/url").asText(), new byte[10]);
    ObjectNode body = json().put("collectionID", collectionId);
    body.put("encryptedKey", base64(48)).put("keyDecryptionNonce", base64(24));
    body.putObject("file").put("objectKey", urls.at("/0/objectKey").asText()).put("decryptionHeader", base64(24))
        .put("size", content.length);
    body.putObject("thumbnail").put("objectKey", urls.at("/1/objectKey").asText()).put("decryptionHeader", base64(24))
        .put("size", 10);
    body.putObject("metadata").put("encryptedData", base64(100)).put("decryptionHeader", base64(24));
    return body;
  }

  long file(long collectionId, byte[] content) throws IOException {
    return post("/files", uploaded(collectionId, content)).body().get("id").asLong();
  }

  void trash(long fileId, long collectionId) throws IOException {
    ObjectNode body = json();
    body.putArray("items").addObject().put("fileID", fileId).put("collectionID", collectionId);
    post("/files/trash", body);
  }

  static String base64(int bytes) {
    return Base64.getEncoder().encodeToString(new byte[bytes]);
  }

  private HttpRequest.Builder request(String pathAndQuery) {
    HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(pathAndQuery));
    if (token != null) {
      request.header("X-Auth-Token", token);
    }
    return request;
  }

  private Reply send(HttpRequest.Builder request) throws IOException {
    try {
      HttpResponse<byte[]> raw = http.send(request.build(), BodyHandlers.ofByteArray());
      boolean isJson = raw.headers().firstValue("Content-Type").orElse("").startsWith("application/json");
      return new Reply(raw.statusCode(), isJson ? mapper.readTree(raw.body()) : mapper.missingNode(), raw);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
