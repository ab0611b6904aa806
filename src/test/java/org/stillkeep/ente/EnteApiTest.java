package org.stillkeep.ente;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.stillkeep.ente.ScriptedServer.body;
import static org.stillkeep.ente.ScriptedServer.cut;
import static org.stillkeep.ente.ScriptedServer.json;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of every call to the server, against real HTTP. */
class EnteApiTest {

  private static final AuthToken TOKEN = AuthToken.ofHeaderValue("Pg9OU4fV3LxuXLiaJHbAy6nuy7Rr0oAGX_oo819WrAY=");

  private final AtomicBoolean stop = new AtomicBoolean();
  private final ScriptedServer server = new ScriptedServer();
  private final EnteApi api = new EnteApi(server.address(), new EnteOptions(stop::get, 0, ScriptedServer.QUICK));

  EnteApiTest() throws IOException {}

  @AfterEach
  void closeAll() {
    api.close();
    server.close();
  }

  @Test
  void aCallCarriesTheTokenAndAnHonestName() throws IOException {
    server.on("POST /collections/add-files", json(200, ""));
    api.send(ApiCall.post("/collections/add-files", EnteApi.object().put("collectionID", 7)).by(TOKEN));
    ScriptedServer.Received request = server.received().get(0);
    assertThat(request.header("X-Auth-Token")).isEqualTo("Pg9OU4fV3LxuXLiaJHbAy6nuy7Rr0oAGX_oo819WrAY=");
    assertThat(request.header("X-Client-Package")).isEqualTo("org.stillkeep.agent");
    assertThat(request.header("X-Request-ID")).isNotBlank();
    assertThat(request.header("Content-Type")).isEqualTo("application/json");
    assertThat(request.header("Content-Length")).isEqualTo("18");
    assertThat(request.text()).isEqualTo("{\"collectionID\":7}");
  }

  @Test
  void aQueryIsEscaped() throws IOException {
    server.on("GET /users/srp/attributes", json(200, "{}"));
    api.send(ApiCall.get("/users/srp/attributes").with("email", "a+b&c=d@example.org"));
    assertThat(server.received().get(0).query()).isEqualTo("email=a+b&c=d@example.org");
  }

  @Test
  void nullsAndEmptyTextsAreAbsent() throws IOException {
    server.on("GET /x", json(200, "{\"list\":null,\"text\":\"\",\"number\":null,\"object\":null,\"more\":1}"));
    Answer answer = api.send(ApiCall.get("/x"));
    assertThat(answer.list("list")).isEmpty();
    assertThat(answer.list("missing")).isEmpty();
    assertThat(answer.texts("list")).isEmpty();
    assertThat(answer.text("text")).isEmpty();
    assertThat(answer.number("number")).isEmpty();
    assertThat(answer.object("object")).isEmpty();
    assertThat(answer.flag("missing")).isFalse();
  }

  @Test
  void whatIsNotOfItsKindIsNotUnderstoodAndNotQuoted() throws IOException {
    server.on("GET /x", json(200, "{\"text\":[\"secret\"],\"number\":\"secret\",\"list\":[1],\"bytes\":\"secret!\"}"));
    Answer answer = api.send(ApiCall.get("/x"));
    List<ThrowingCallable> readings =
        List.of(
            () -> answer.text("text"),
            () -> answer.number("number"),
            () -> answer.list("list"),
            () -> answer.requiredBytes("bytes"),
            () -> answer.requiredNumber("missing"));
    for (var reading : readings) {
      assertThatThrownBy(reading).isInstanceOf(ApiException.class).message().doesNotContain("secret");
    }
  }

  @Test
  void aRefusalHasItsStatusAndItsCode() {
    server.on("POST /x", json(409, "{\"code\":\"COLLECTION_NOT_EMPTY\",\"message\":\"…\"}"));
    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() -> api.send(ApiCall.post("/x", EnteApi.object()).repeating()))
        .satisfies(e -> assertThat(e.is(409, "COLLECTION_NOT_EMPTY")).isTrue())
        .withMessage("/x was answered with 409 COLLECTION_NOT_EMPTY");
    assertThat(server.calls()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "", "[1]", "<html>", "{\"error\":\"invalid token\"}", "{\"code\":\"<script>\"}", "\u0000\u0000\u0000{\u007f\u0000\u0000\u0000"})
  void aRefusalWithoutACodeIsOneToo(String body) {
    server.on("GET /x", json(401, body));
    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() -> api.send(ApiCall.get("/x")))
        .satisfies(e -> assertThat(e.status()).isEqualTo(401))
        .satisfies(e -> assertThat(e.code()).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>you are not online</html>", "[]", "{\"a\":", "\"text\"", "\u0000\u0000\u0000{\u007f\u0000\u0000\u0000"})
  void aSuccessThatIsNoObjectIsNotUnderstood(String body) {
    server.on("GET /x", json(200, body));
    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() -> api.send(ApiCall.get("/x")))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ApiException.NOT_UNDERSTOOD))
        .withMessageNotContaining("online");
  }

  @Test
  void whatMayBeRepeatedIsRepeated() throws IOException {
    server.on("GET /x", json(500, "{}"), cut(), json(503, "{}"), json(200, "{\"a\":1}"));
    assertThat(api.send(ApiCall.get("/x")).requiredNumber("a")).isEqualTo(1);
  }

  @Test
  void whatMayNotBeRepeatedIsSentOnce() {
    server.on("POST /lost", cut());
    server.on("POST /failed", json(503, "{}"));
    assertThatThrownBy(() -> api.send(ApiCall.post("/lost", EnteApi.object()))).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> api.send(ApiCall.post("/failed", EnteApi.object()))).isInstanceOf(ApiException.class);
    assertThat(server.calls()).containsExactly("POST /lost", "POST /failed");
  }

  @Test
  void aServerThatStaysDownIsGivenUp() {
    server.on("GET /x", json(502, "<html>"));
    assertThatExceptionOfType(ApiException.class).isThrownBy(() -> api.send(ApiCall.get("/x")));
    assertThat(server.calls()).hasSize(4);
  }

  @Test
  void whatIsNotThereWillNotBeThereSoon() {
    server.on("GET /x", json(501, "{}"));
    assertThatExceptionOfType(ApiException.class).isThrownBy(() -> api.send(ApiCall.get("/x")));
    assertThat(server.calls()).hasSize(1);
  }

  @Test
  void aServerThatIsAskedTooOftenIsAskedOnceMore() {
    server.on("GET /x", json(429, "{\"error\":\"Rate limit breached, try later\"}"));
    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() -> api.send(ApiCall.get("/x")))
        .satisfies(e -> assertThat(e.status()).isEqualTo(429));
    assertThat(server.calls()).hasSize(2);
    assertThat(Patience.USUAL.afterTooMany()).isGreaterThanOrEqualTo(Duration.ofSeconds(60));
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void noRedirectIsFollowed(int status) throws IOException {
    try (ScriptedServer elsewhere = new ScriptedServer()) {
      server.on("GET /x", body(status, new byte[0], "Location", elsewhere.url("/x")));
      assertThatExceptionOfType(ApiException.class)
          .isThrownBy(() -> api.send(ApiCall.get("/x").by(TOKEN)))
          .satisfies(e -> assertThat(e.status()).isEqualTo(status));
      assertThat(elsewhere.received()).isEmpty();
    }
  }

  @Test
  void aLocationIsToldAndNotVisited() throws IOException {
    try (ScriptedServer elsewhere = new ScriptedServer()) {
      server.on("GET /files/download/1", body(307, new byte[0], "Location", elsewhere.url("/object?signature=1")));
      assertThat(api.location(ApiCall.get("/files/download/1").by(TOKEN))).isEqualTo(elsewhere.url("/object?signature=1"));
      assertThat(elsewhere.received()).isEmpty();
    }
  }

  @Test
  void aLocationThatIsNoneIsNotUnderstood() {
    server.on("GET /files/download/1", json(200, "{}"));
    server.on("GET /files/download/2", json(404, "{}"));
    assertThatThrownBy(() -> api.location(ApiCall.get("/files/download/1"))).isInstanceOf(ApiException.class);
    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() -> api.location(ApiCall.get("/files/download/2")))
        .satisfies(e -> assertThat(e.status()).isEqualTo(404));
  }

  @Test
  void noAnswerFillsTheMemory() {
    server.decide(
        "GET /x",
        request ->
            exchange -> {
              exchange.sendResponseHeaders(200, 0);
              byte[] spaces = new byte[1 << 16];
              Arrays.fill(spaces, (byte) ' ');
              for (int i = 0; i < 1 << 15; i++) { // 2 GiB
                exchange.getResponseBody().write(spaces);
              }
            });
    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() -> api.send(ApiCall.get("/x")))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ApiException.NOT_UNDERSTOOD));
  }

  @Test
  void aCallThatHangsEndsSoonAfterItShall() {
    server.on("GET /x", server.hangs());
    assertEndsSoon(CompletableFuture.runAsync(() -> send("/x")));
  }

  @Test
  void anAnswerThatHangsEndsSoonAfterItShall() {
    server.on("GET /x", server.beginsAndHangs(1000, "{\"a\":".getBytes(StandardCharsets.UTF_8)));
    assertEndsSoon(CompletableFuture.runAsync(() -> send("/x")));
  }

  @Test
  void aWaitBetweenTriesEndsSoonAfterItShall() throws IOException {
    Duration day = Duration.ofDays(1);
    server.on("GET /x", json(429, "{}"));
    try (EnteApi patient =
        new EnteApi(server.address(), new EnteOptions(stop::get, 0, new Patience(List.of(day), day, day)))) {
      assertEndsSoon(
          CompletableFuture.runAsync(
              () -> {
                try {
                  patient.send(ApiCall.get("/x"));
                } catch (IOException e) {
                  throw new IllegalStateException(e);
                }
              }));
    }
  }

  @Test
  void nothingIsSentAfterAStop() {
    stop.set(true);
    assertThatThrownBy(() -> api.send(ApiCall.get("/x"))).isInstanceOf(CancellationException.class);
    assertThat(server.received()).isEmpty();
  }

  @Test
  void aClosedLineEndsItsCallsAndLeavesNoThread() throws Exception {
    server.on("GET /x", server.hangs());
    CompletableFuture<Void> call = CompletableFuture.runAsync(() -> send("/x"));
    await().until(() -> !server.received().isEmpty());
    api.close();
    assertThatThrownBy(() -> call.get(5, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class);
    await().until(() -> Thread.getAllStackTraces().keySet().stream().noneMatch(each -> each.getName().equals("stillkeep-ente-watch")));
    assertThatThrownBy(() -> api.send(ApiCall.get("/x"))).isInstanceOf(IOException.class);
  }

  private void assertEndsSoon(CompletableFuture<Void> call) {
    await().until(() -> !server.received().isEmpty());
    long stoppedAt = System.nanoTime();
    stop.set(true);
    assertThatThrownBy(() -> call.get(5, TimeUnit.SECONDS)).hasCauseInstanceOf(CancellationException.class);
    assertThat(Duration.ofNanos(System.nanoTime() - stoppedAt)).isLessThan(Duration.ofSeconds(1));
  }

  private void send(String path) {
    try {
      api.send(ApiCall.get(path));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
