package org.stillkeep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.stillkeep.agent.ControlClient;

/** Somebody at the status page of a program in a process of its own, without a browser. */
final class PageVisitor {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration A_WHILE = Duration.ofSeconds(60);

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI page;
  private final String token;

  private PageVisitor(URI link) throws IOException, InterruptedException {
    this.page = URI.create(link.toString().replaceAll("#.*", ""));
    HttpResponse<String> entered = send(json("/api/enter").POST(BodyPublishers.ofString("{\"code\":\"" + link.getFragment() + "\"}")));
    assertThat(entered.statusCode()).as("enters: %s", entered.body()).isEqualTo(200);
    this.token = JSON.readTree(entered.body()).path("token").asText();
  }

  /** Comes in by a link from the control socket, as soon as there is one. */
  static PageVisitor of(Process program, Path state) throws IOException, InterruptedException {
    ControlClient control = new ControlClient(state);
    await()
        .atMost(A_WHILE)
        .until(
            () -> {
              assertThat(program.isAlive()).as("the program runs").isTrue();
              return answer(control, "status").isPresent();
            });
    return by(URI.create(control.send(RemoteCommand.pageToPrint()).orElseThrow().path("link").asText()));
  }

  /** Comes in by a link. */
  static PageVisitor by(URI link) throws IOException, InterruptedException {
    return new PageVisitor(link);
  }

  private static Optional<JsonNode> answer(ControlClient control, String command) throws IOException {
    return control.send(ControlClient.command(command));
  }

  /** The phase, as everybody is told. */
  String phase() throws IOException, InterruptedException {
    return JSON.readTree(send(json("/api/phase")).body()).path("phase").asText();
  }

  void awaitPhase(String phase) {
    await().atMost(A_WHILE).until(() -> phase().equals(phase));
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    HttpResponse<String> answer = send(json(path).header("Authorization", "Bearer " + token));
    assertThat(answer.statusCode()).as(path + ": " + answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  byte[] bytes(String path) throws IOException, InterruptedException {
    HttpRequest request = json(path).header("Authorization", "Bearer " + token).build();
    HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
    assertThat(answer.statusCode()).as(path).isEqualTo(200);
    return answer.body();
  }

  /** Posts, and demands this status. */
  JsonNode post(int status, String path, String body) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        send(json(path).header("Authorization", "Bearer " + token).POST(BodyPublishers.ofString(body)));
    assertThat(answer.statusCode()).as(path + ": " + answer.body()).isEqualTo(status);
    return JSON.readTree(answer.body());
  }

  private HttpRequest.Builder json(String path) {
    return HttpRequest.newBuilder(page.resolve(path)).header("Content-Type", "application/json").timeout(A_WHILE);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return http.send(request.build(), BodyHandlers.ofString());
  }
}
