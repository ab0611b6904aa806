package org.stillkeep;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What is known against the libraries of a bill of materials, asked of a database that speaks as OSV does (https://google.github.io/osv.dev/api). */
final class Advisories {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private Advisories() {}

  /** The libraries that we ship, as package URLs, from a bill of materials in CycloneDX's JSON. */
  static List<String> shipped(Path bill) throws IOException {
    List<String> packages = new ArrayList<>();
    for (JsonNode component : JSON.readTree(Files.readAllBytes(bill)).path("components")) {
      packages.add(component.path("purl").asText().replaceFirst("\\?.*", ""));
    }
    return packages;
  }

  /**
   * Asks for all of them at once.
   *
   * @return one line for each advisory: the library and the advisory's id
   * @throws IOException when there is no answer that makes sense
   */
  static List<String> against(List<String> packages, URI database) throws IOException, InterruptedException {
    ObjectNode question = JSON.createObjectNode();
    ArrayNode queries = question.putArray("queries");
    packages.forEach(each -> queries.addObject().putObject("package").put("purl", each));
    HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    HttpRequest request =
        HttpRequest.newBuilder(database.resolve("/v1/querybatch"))
            .timeout(PATIENCE)
            .POST(HttpRequest.BodyPublishers.ofString(question.toString()))
            .build();
    HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    if (response.statusCode() != 200) {
      throw new IOException("it answers with status " + response.statusCode());
    }
    JsonNode results = JSON.readTree(response.body()).path("results");
    if (results.size() != packages.size()) {
      throw new IOException("it answers about " + results.size() + " libraries instead of " + packages.size());
    }
    List<String> found = new ArrayList<>();
    for (int i = 0; i < packages.size(); i++) {
      for (JsonNode advisory : results.get(i).path("vulns")) {
        found.add(packages.get(i) + ": " + advisory.path("id").asText());
      }
    }
    return found;
  }
}
