package org.stillkeep.ente;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.stillkeep.ente.ScriptedServer.body;
import static org.stillkeep.ente.ScriptedServer.cut;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the object store sees of us, and what it may do to us. */
class ObjectClientTest {

  private static final byte[] CIPHERTEXT = new byte[100_000];
  private static final ScriptedServer.Reply STORED = body(200, new byte[0], "ETag", "\"5d41402abc4b2a76b9719d911017c592\"");

  private final AtomicBoolean stop = new AtomicBoolean();
  private final ScriptedServer store = new ScriptedServer();
  private final ObjectClient client = client(0);

  ObjectClientTest() throws IOException {}

  @AfterEach
  void closeAll() {
    client.close();
    store.close();
  }

  @Test
  void anObjectIsSentWithItsLengthAndItsDigestAndNothingElseOfOurs() throws Exception {
    store.on("PUT /7/object", STORED);
    byte[] md5 = MessageDigest.getInstance("MD5").digest(new byte[99_999]);
    assertThat(client.put(store.url("/7/object?X-Amz-Signature=1"), CIPHERTEXT, 99_999, md5, stop::get))
        .isEqualTo("\"5d41402abc4b2a76b9719d911017c592\"");
    ScriptedServer.Received request = store.received().get(0);
    assertThat(request.headers().keySet().stream().map(each -> each.toLowerCase(Locale.ROOT)))
        .containsExactlyInAnyOrder(
            "accept-encoding", "connection", "content-length", "content-md5", "host", "user-agent");
    assertThat(request.header("Content-Length")).isEqualTo("99999");
    assertThat(request.header("Content-MD5")).isEqualTo(Base64.getEncoder().encodeToString(md5));
    assertThat(request.query()).isEqualTo("X-Amz-Signature=1");
    assertThat(request.body()).hasSize(99_999);
  }

  @Test
  void aSignedQueryArrivesAsItWasSigned() throws IOException {
    String query = "X-Amz-Credential=a%2F20260101%2Fus-east-1&X-Amz-SignedHeaders=content-length%3Bhost&prefix=7%2F%2B%20~";
    String[] raw = new String[1];
    store.on(
        "GET /o",
        exchange -> {
          raw[0] = exchange.getRequestURI().getRawQuery();
          body(200, new byte[1]).send(exchange);
        });
    client.get(store.url("/o?" + query), 0, stop::get).ciphertext().close();
    assertThat(raw[0]).isEqualTo(query);
  }

  @Test
  void aPutIsTriedAgainToTheSameUrl() throws IOException {
    store.on("PUT /o", cut(), body(500, new byte[0]), badDigest(), STORED);
    assertThat(put("/o")).startsWith("\"");
    assertThat(store.received()).hasSize(4).allMatch(each -> each.method().equals("PUT"));
  }

  @Test
  void aRefusalHasTheStoresOwnWord() {
    store.on("PUT /o", body(403, "<Error><Code>SignatureDoesNotMatch</Code><Message>…</Message></Error>".getBytes(UTF_8)));
    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() -> put("/o?X-Amz-Signature=secret"))
        .satisfies(e -> assertThat(e.is(403, "SignatureDoesNotMatch")).isTrue())
        .withMessageNotContaining("secret");
    assertThat(store.received()).hasSize(1);
  }

  @Test
  void aStoreThatGivesNoMarkHasNotStored() {
    store.on("PUT /o", body(200, new byte[0]));
    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() -> put("/o"))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ApiException.NOT_UNDERSTOOD));
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 307, 308})
  void noRedirectIsFollowed(int status) throws IOException {
    try (ScriptedServer elsewhere = new ScriptedServer()) {
      store.on("PUT /o", body(status, new byte[0], "Location", elsewhere.url("/o")));
      store.on("GET /o", body(status, new byte[0], "Location", elsewhere.url("/o")));
      assertThatThrownBy(() -> put("/o")).isInstanceOf(ApiException.class);
      assertThatThrownBy(() -> client.get(store.url("/o"), 0, stop::get)).isInstanceOf(ApiException.class);
      assertThat(elsewhere.received()).isEmpty();
    }
  }

  @Test
  void partsAreJoinedInTheirOrderWithTheirMarksAsTheyCame() throws IOException {
    store.on("POST /o", body(200, "\n<?xml version=\"1.0\"?><CompleteMultipartUploadResult/>".getBytes(UTF_8)));
    client.complete(store.url("/o"), List.of("\"a\"", "b<&>"), stop::get);
    assertThat(store.received().get(0).header("Content-Type")).isEqualTo("text/xml");
    assertThat(store.received().get(0).text())
        .isEqualTo(
            """
            <CompleteMultipartUpload>
            <Part><PartNumber>1</PartNumber><ETag>"a"</ETag></Part>
            <Part><PartNumber>2</PartNumber><ETag>b&lt;&amp;&gt;</ETag></Part>
            </CompleteMultipartUpload>
            """);
  }

  @Test
  void anErrorThatComesAsASuccessIsAnError() {
    store.on("POST /o", body(200, "<?xml version=\"1.0\"?>\n<Error><Code>InvalidPart</Code></Error>".getBytes(UTF_8)));
    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() -> client.complete(store.url("/o"), List.of("\"a\""), stop::get))
        .satisfies(e -> assertThat(e.code()).isEqualTo("InvalidPart"));
    assertThat(store.received()).hasSize(1);
  }

  @Test
  void anErrorThatMayPassIsTriedAgainThoughItComesAsASuccess() throws IOException {
    store.on(
        "POST /o",
        body(200, "<Error><Code>InternalError</Code></Error>".getBytes(UTF_8)),
        body(200, "<CompleteMultipartUploadResult/>".getBytes(UTF_8)));
    client.complete(store.url("/o"), List.of("\"a\""), stop::get);
    assertThat(store.received()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<html>ok</html>"})
  void aSuccessThatSaysNothingIsNone(String answer) {
    store.on("POST /o", body(200, answer.getBytes(UTF_8)));
    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() -> client.complete(store.url("/o"), List.of("\"a\""), stop::get))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ApiException.NOT_UNDERSTOOD));
  }

  @Test
  void anObjectArrivesAsItIs() throws IOException {
    store.on("GET /o", body(200, CIPHERTEXT, "Content-Encoding", "gzip"));
    ObjectClient.Incoming object = client.get(store.url("/o"), 0, stop::get);
    try (InputStream in = object.ciphertext()) {
      assertThat(object.wholeBytes()).hasValue(CIPHERTEXT.length);
      assertThat(in.readAllBytes()).isEqualTo(CIPHERTEXT);
    }
    assertThat(store.received().get(0).headers()).doesNotContainKeys("X-Auth-Token", "X-Client-Package");
  }

  @Test
  void anObjectThatEndsTooEarlyFails() throws IOException {
    store.on(
        "GET /o",
        exchange -> {
          exchange.sendResponseHeaders(200, 1000);
          exchange.getResponseBody().write(new byte[10]);
          exchange.close();
        });
    try (InputStream in = client.get(store.url("/o"), 0, stop::get).ciphertext()) {
      assertThatThrownBy(in::readAllBytes).isInstanceOf(IOException.class);
    }
  }

  @Test
  void anObjectThatHangsEndsSoonAfterItShall() {
    store.on("GET /o", store.beginsAndHangs(1000, new byte[10]));
    assertEndsSoon(
        () -> {
          try (InputStream in = client.get(store.url("/o"), 0, stop::get).ciphertext()) {
            in.readAllBytes();
          }
        });
  }

  @Test
  void aPutThatHangsEndsSoonAfterItShall() {
    store.on("PUT /o", store.hangs());
    assertEndsSoon(() -> put("/o"));
  }

  @Test
  void aSlowPutEndsSoonAfterItShall() {
    store.on("PUT /o", STORED);
    AtomicInteger questions = new AtomicInteger();
    BooleanSupplier countingStop = () -> questions.incrementAndGet() > 0 && stop.get();
    try (ObjectClient slow = client(1)) {
      assertEndsSoonOnceBegun(
          () -> slow.put(store.url("/o"), CIPHERTEXT, 10_000, new byte[16], countingStop), () -> questions.get() > 5);
    }
  }

  @Test
  void allUploadsTogetherKeepTheLimit() throws Exception {
    store.on("PUT /o", STORED);
    try (ObjectClient slow = client(100_000)) {
      long begun = System.nanoTime();
      List<CompletableFuture<Void>> uploads =
          List.of(
              running(() -> slow.put(store.url("/o"), CIPHERTEXT, 30_000, new byte[16], stop::get)),
              running(() -> slow.put(store.url("/o"), CIPHERTEXT, 30_000, new byte[16], stop::get)));
      for (CompletableFuture<Void> upload : uploads) {
        upload.get(10, TimeUnit.SECONDS);
      }
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isBetween(Duration.ofMillis(400), Duration.ofSeconds(5));
    }
  }

  @Test
  void aServerWithTlsCannotSendUsWhereThereIsNone() {
    EnteServer withTls = EnteServer.parse("https://api.example.org", false);
    try (ObjectClient strict = new ObjectClient(withTls, new EnteOptions(stop::get, 0, ScriptedServer.QUICK))) {
      for (String url : List.of(store.url("/o"), "ftp://127.0.0.1/o", "file:///etc/passwd", "/o", "")) {
        assertThatThrownBy(() -> strict.get(url, 0, stop::get)).isInstanceOf(ApiException.class);
      }
    }
    assertThat(store.received()).isEmpty();
  }

  private static ScriptedServer.Reply badDigest() {
    return body(400, "<Error><Code>BadDigest</Code></Error>".getBytes(UTF_8));
  }

  private ObjectClient client(long bytesPerSecond) {
    return new ObjectClient(store.address(), new EnteOptions(() -> false, bytesPerSecond, ScriptedServer.QUICK));
  }

  private String put(String path) throws IOException {
    return client.put(store.url(path), CIPHERTEXT, CIPHERTEXT.length, new byte[16], stop::get);
  }

  private interface Work {
    void run() throws IOException;
  }

  private void assertEndsSoon(Work work) {
    assertEndsSoonOnceBegun(work, () -> !store.received().isEmpty());
  }

  private void assertEndsSoonOnceBegun(Work work, Callable<Boolean> begun) {
    CompletableFuture<Void> future = running(work);
    await().until(begun);
    long stoppedAt = System.nanoTime();
    stop.set(true);
    assertThatThrownBy(() -> future.get(5, TimeUnit.SECONDS)).hasCauseInstanceOf(CancellationException.class);
    assertThat(Duration.ofNanos(System.nanoTime() - stoppedAt)).isLessThan(Duration.ofSeconds(1));
  }

  private static CompletableFuture<Void> running(Work work) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            work.run();
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        });
  }
}
