package org.stillkeep.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stillkeep.web.PageBackend.Phase;

/** What other pages, other programs and other people on this computer may try. */
class AttackTest extends PageFixture {

  private static final String GET = "GET /api/phase HTTP/1.1\r\n";
  private static final String END = "\r\n";

  @Test
  void aDecentRequestIsAnswered() throws Exception {
    assertThat(ask(GET + host() + END)).startsWith("HTTP/1.1 200 ");
    assertThat(ask(GET + host().replace("127.0.0.1", "localhost") + END)).startsWith("HTTP/1.1 200 ");
    assertThat(ask(GET + host() + "Origin: http://127.0.0.1:" + page.port() + "\r\nSec-Fetch-Site: same-origin\r\n" + END))
        .startsWith("HTTP/1.1 200 ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host: evil.example:PORT", "Host: evil.example", "Host: 127.0.0.1", "Host: 127.0.0.1:1", "Host: 127.0.0.1.evil.example:PORT",
        "Host: localhost.:PORT", "Host: user@127.0.0.1:PORT", "Host: 127.0.0.1:PORT:PORT", "Host: [::1]", "Host: 0.0.0.0:PORT",
        "Host: 127.0.0.2:PORT", "Host: 2130706433:PORT", "Host: ", "X-Host: 127.0.0.1:PORT", "Host: :PORT", "Host: evil:PORT, 127.0.0.1:PORT"
      })
  void aNameThatIsNotOursIsRefused(String host) throws Exception {
    String answer = ask(GET + host.replace("PORT", Integer.toString(page.port())) + "\r\nConnection: close\r\n" + END);
    assertThat(answer).startsWith("HTTP/1.1 421 ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Origin: http://evil.example", "Origin: null", "Origin: https://127.0.0.1:PORT", "Origin: http://127.0.0.1", "Origin: http://127.0.0.1:1",
        "Origin: http://localhost:PORT", "Origin: ", "Origin: http://127.0.0.1:PORT.evil.example", "Sec-Fetch-Site: cross-site",
        "Sec-Fetch-Site: same-site", "Sec-Fetch-Site: "
      })
  void anotherPageIsRefused(String header) throws Exception {
    String sent = header.replace("PORT", Integer.toString(page.port())) + "\r\n";
    assertThat(ask(GET + host() + sent + END)).startsWith("HTTP/1.1 403 ");
    assertThat(ask("GET / HTTP/1.1\r\n" + host() + sent + END)).startsWith("HTTP/1.1 403 ");
    assertThat(ask("POST /api/enter HTTP/1.1\r\n" + host() + sent + END)).startsWith("HTTP/1.1 403 ");
  }

  @Test
  void whoeverFollowsALinkFromElsewhereComesToThePageAndNoFurther() throws Exception {
    String visit = "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\n";
    String document = visit + "Sec-Fetch-Dest: document\r\n" + END;
    assertThat(ask("GET / HTTP/1.1\r\n" + host() + document)).startsWith("HTTP/1.1 200 ");
    assertThat(ask("GET / HTTP/1.1\r\n" + host() + visit + "Sec-Fetch-Dest: iframe\r\n" + END)).startsWith("HTTP/1.1 403 ");
    assertThat(ask("GET / HTTP/1.1\r\n" + host() + "Origin: null\r\n" + document)).startsWith("HTTP/1.1 403 ");
    assertThat(ask("POST / HTTP/1.1\r\n" + host() + document)).startsWith("HTTP/1.1 403 ");
    for (String path : new String[] {"/api/phase", "/app.js", "/report/x", "/icon.svg"}) {
      assertThat(ask("GET " + path + " HTTP/1.1\r\n" + host() + document)).as(path).startsWith("HTTP/1.1 403 ");
    }
  }

  @Test
  void everyAnswerBearsTheHeadersThatKeepItToThePage() throws Exception {
    for (String request :
        new String[] {
          "GET / HTTP/1.1\r\n" + host() + END, GET + host() + END, "GET /nothing HTTP/1.1\r\n" + host() + END, GET + "Connection: close\r\n" + END,
          "nonsense\r\n\r\n", "TRACE / HTTP/1.1\r\n" + host() + END, "GET /api/recent HTTP/1.1\r\n" + host() + END
        }) {
      assertThat(ask(request))
          .contains("\r\nContent-Security-Policy: default-src 'none'; script-src 'self'; ")
          .contains("\r\nX-Frame-Options: DENY\r\n")
          .contains("\r\nX-Content-Type-Options: nosniff\r\n")
          .contains("\r\nReferrer-Policy: no-referrer\r\n")
          .contains("\r\nCross-Origin-Opener-Policy: same-origin\r\n")
          .contains("\r\nCross-Origin-Resource-Policy: same-origin\r\n")
          .contains("\r\nCache-Control: no-store\r\n")
          .doesNotContain("Access-Control-Allow-Origin")
          .doesNotContain("Set-Cookie");
    }
  }

  @Test
  void nothingIsToldOrDoneWithoutAToken() throws Exception {
    Visitor stranger = new Visitor(Visitor.of(page).base());
    for (String path : new String[] {"/api/events", "/api/recent", "/api/preview/1", "/api/setup"}) {
      assertThat(stranger.get(path).statusCode()).as(path).isEqualTo(401);
    }
    for (String path :
        new String[] {
          "/api/wish", "/api/report", "/api/exports/adopt", "/api/unlock", "/api/setup/check", "/api/setup/dry-run", "/api/setup/keys",
          "/api/setup/finish", "/api/leave"
        }) {
      assertThat(stranger.post(path, "{\"wish\":\"scan\"}").statusCode()).as(path).isEqualTo(401);
    }
    assertThat(backend.wishes).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Bearer", "Bearer ", "Bearer x", "bearer TOKEN", "Bearer TOKENx", "Basic TOKEN", "Bearer  TOKEN", "TOKEN"})
  void aTokenThatIsNotOneOpensNothing(String authorization) throws Exception {
    String header = "Authorization: " + authorization.replace("TOKEN", Visitor.of(page).token()) + "\r\n";
    assertThat(ask("GET /api/recent HTTP/1.1\r\n" + host() + header + END)).startsWith("HTTP/1.1 401 ");
  }

  @Test
  void aTokenIsVoidAfterLeavingAndAfterADayOfSilence() throws Exception {
    Visitor visitor = Visitor.of(page);
    Visitor other = Visitor.of(page);
    assertThat(visitor.post("/api/leave", "{}").statusCode()).isEqualTo(200);
    assertThat(visitor.get("/api/recent").statusCode()).isEqualTo(401);
    pass(Duration.ofHours(23));
    assertThat(other.get("/api/recent").statusCode()).isEqualTo(200);
    pass(Duration.ofHours(23));
    assertThat(other.get("/api/recent").statusCode()).isEqualTo(200);
    pass(Duration.ofHours(25));
    assertThat(other.get("/api/recent").statusCode()).isEqualTo(401);
  }

  @Test
  void theNumberOfSessionsIsBounded() throws Exception {
    Visitor first = Visitor.of(page);
    for (int i = 0; i < 32; i++) {
      Visitor.of(page);
    }
    assertThat(first.get("/api/recent").statusCode()).isEqualTo(401);
  }

  @Test
  void aLinkOpensOnceAndForFiveMinutes() throws Exception {
    String once = page.link().getFragment();
    String late = page.link().getFragment();
    Visitor visitor = new Visitor(page.link().resolve("/"));
    assertThat(visitor.post("/api/enter", code(once)).statusCode()).isEqualTo(200);
    assertThat(visitor.post("/api/enter", code(once)).statusCode()).isEqualTo(403);
    pass(Duration.ofMinutes(6));
    assertThat(visitor.post("/api/enter", code(late)).statusCode()).isEqualTo(403);
    assertThat(visitor.post("/api/enter", code("")).statusCode()).isEqualTo(403);
    assertThat(visitor.post("/api/enter", "{}").statusCode()).isEqualTo(403);
  }

  @Test
  void oneLinkThatIsPostedManyTimesAtOnceOpensOnce() throws Exception {
    String body = code(page.link().getFragment());
    Visitor visitor = new Visitor(page.link().resolve("/"));
    List<Integer> answers = atOnce(20, () -> visitor.post("/api/enter", body).statusCode());
    assertThat(answers).containsOnlyOnce(200).filteredOn(each -> each != 200).containsOnly(403);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/../PageBackend.class", "/PageBackend.class", "/./app.js", "/..%2fapp.js", "/%2e%2e/app.js", "/app.js%00", "/app.js?x", "/APP.JS", "/app.js/",
        "/.app.js", "/..app.js", "/static/app.js", "/index.html", "/package-info.class", "/app..js", "/api", "/api/", "/api/phase/", "/report/",
        "/report/../app.js", "/api/phase;x", "/\\app.js", "/app.js\\..", "/org/stillkeep/web/app.js", "/~", "/:80", "/@x"
      })
  void aPathThatIsNoneOfOursLeadsNowhere(String path) throws Exception {
    assertThat(ask("GET " + path + " HTTP/1.1\r\n" + host() + END)).startsWith("HTTP/1.1 404 ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "+1", "0x1", "1/2", "../1", "9223372036854775808", "1.0", "one", "00000000000000000001"})
  void anIdThatIsNoneLeadsNowhere(String id) throws Exception {
    String token = "Authorization: Bearer " + Visitor.of(page).token() + "\r\n";
    backend.addAsset(1, "IMG_1.jpg", 0);
    assertThat(ask("GET /api/preview/" + id + " HTTP/1.1\r\n" + host() + token + END)).startsWith("HTTP/1.1 404 ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET http://127.0.0.1:PORT/api/phase HTTP/1.1", "GET http://evil.example/ HTTP/1.1", "GET //evil.example/ HTTP/1.1", "CONNECT evil.example:443 HTTP/1.1",
        "OPTIONS * HTTP/1.1", "GET  /api/phase HTTP/1.1", " GET /api/phase HTTP/1.1", "GET /api/phase HTTP/2.0", "GET /api/phase HTTP/1.2", "GET /api/phase",
        "get /api/phase HTTP/1.1", "GET /api/phase HTTP/1.1 ", "GET\t/api/phase HTTP/1.1", "GET /api/\u00e4 HTTP/1.1", "GET /api/phase HTTP/1.1\nX: y",
        "PRI * HTTP/2.0", "\u0016\u0003\u0001", "G\0T / HTTP/1.1"
      })
  void aRequestLineOfAnotherFormIsRefused(String line) throws Exception {
    assertThat(ask(line.replace("PORT", Integer.toString(page.port())) + "\r\n" + host() + END)).startsWith("HTTP/1.1 400 ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"TRACE", "OPTIONS", "HEAD", "PUT", "DELETE", "PATCH", "PROPFIND", "DEBUG", "POST"})
  void aMethodThatIsNotMeantIsRefused(String method) throws Exception {
    for (String path : new String[] {"/", "/app.js", "/api/phase", "/api/events", "/api/preview/1", "/report/x"}) {
      String answer = ask(method + " " + path + " HTTP/1.1\r\n" + host() + "X-Probe: echo\r\n" + END);
      assertThat(answer).startsWith("HTTP/1.1 405 ").contains("\r\nAllow: GET\r\n").doesNotContain("echo");
    }
  }

  @Test
  void aGetDoesNothing() throws Exception {
    String token = "Authorization: Bearer " + Visitor.of(page).token() + "\r\n";
    for (String path : new String[] {"/api/wish", "/api/leave", "/api/enter", "/api/setup/finish", "/api/exports/adopt"}) {
      assertThat(ask("GET " + path + " HTTP/1.1\r\n" + host() + token + END)).startsWith("HTTP/1.1 405 ").contains("\r\nAllow: POST\r\n");
    }
    assertThat(ask("HEAD /api/wish HTTP/1.1\r\nX-HTTP-Method-Override: POST\r\n" + host() + token + END)).startsWith("HTTP/1.1 405 ");
    assertThat(backend.wishes).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "", "application/json;charset=utf-7", "text/json"})
  void aBodyThatAnyPageCouldSendIsRefused(String type) throws Exception {
    Visitor visitor = Visitor.of(page);
    String answer =
        ask("POST /api/wish HTTP/1.1\r\n" + host() + "Authorization: Bearer " + visitor.token() + "\r\nContent-Type: " + type
            + "\r\nContent-Length: 15\r\n\r\n{\"wish\":\"scan\"}");
    assertThat(answer).startsWith("HTTP/1.1 415 ");
    assertThat(backend.wishes).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 5\r\nContent-Length: 0", "Content-Length: +5", "Content-Length: -5", "Content-Length: 5, 5", "Content-Length: 0x5", "Content-Length: ",
        "Content-Length : 5", "Content-Length: 5\n", "Content-Length: 5\rX: y", "X: y\r\n folded", " Content-Length: 5", "Host: 127.0.0.1", "No-Colon", ": empty",
        "X\u00e4: y", "X: a\0b", "Origin: a\r\nOrigin: b", "Authorization: a\r\nauthorization: b", "Connection: close"
      })
  void headersThatCouldBeReadInTwoWaysAreRefused(String headers) throws Exception {
    assertThat(ask("POST /api/enter HTTP/1.1\r\n" + host() + headers + "\r\n" + END + "GET / HTTP/1.1\r\n" + host() + END))
        .startsWith("HTTP/1.1 400 ")
        .satisfies(answer -> assertThat(answer.split("HTTP/1.1 ", -1)).as("one answer").hasSize(2));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Transfer-Encoding: chunked", "Transfer-Encoding: chunked\r\nContent-Length: 5", "Transfer-Encoding: identity", "Transfer-Encoding: xchunked",
        "transfer-encoding: gzip, chunked"
      })
  void aBodyWithoutALengthIsRefusedAndNothingAfterIt(String headers) throws Exception {
    try (RawClient client = new RawClient(page.port())) {
      client.send("POST /api/enter HTTP/1.1\r\n" + host() + headers + "\r\n\r\n");
      client.sendWhileItLasts("5\r\nhello\r\n".repeat(1000).getBytes(java.nio.charset.StandardCharsets.US_ASCII), 100);
      assertThat(client.receive()).startsWith("HTTP/1.1 411 ").satisfies(answer -> assertThat(answer.split("HTTP/1.1 ", -1)).hasSize(2));
    }
  }

  @Test
  void aGetHasNoBody() throws Exception {
    assertThat(ask(GET + host() + "Content-Length: 5\r\n\r\nhello")).startsWith("HTTP/1.1 400 ");
  }

  @Test
  void requestsOnOneConnectionAreAnsweredInOrder() throws Exception {
    String host = "Host: 127.0.0.1:" + page.port() + "\r\n";
    String two = ask(GET + host + END + "GET /nothing HTTP/1.1\r\n" + host() + END);
    assertThat(two).startsWith("HTTP/1.1 200 ").contains("\"running\"").contains("HTTP/1.1 404 ");
  }

  @Test
  void aRefusalAfterAHeadIsSentWhole() throws Exception {
    String both = ask("HEAD / HTTP/1.1\r\nHost: 127.0.0.1:" + page.port() + END + END + "nonsense" + END + END);
    assertThat(both).contains("HTTP/1.1 405 ", "HTTP/1.1 400 ").endsWith("}");
  }

  @Test
  void nothingFollowsTheHeadOfAnAnswerToHead() throws Exception {
    String host = "Host: 127.0.0.1:" + page.port() + "\r\n";
    String two = ask("HEAD / HTTP/1.1\r\n" + host + END + GET + host() + END);
    assertThat(two).startsWith("HTTP/1.1 405 ").contains("\r\n\r\nHTTP/1.1 200 ").contains("\"running\"");
  }

  /** Blanks that a header may begin with, and then a character that no header holds. */
  @Test
  void aHeaderOfBlanksCostsNoTime() throws Exception {
    String headers = host() + "X:" + " ".repeat(15_000) + "\u0080\r\n";
    assertThat(org.junit.jupiter.api.Assertions.assertTimeout(Duration.ofSeconds(1), () -> ask(GET + headers + END))).startsWith("HTTP/1.1 400 ");
  }

  @Test
  void hugeHeadersAreCutOff() throws Exception {
    try (RawClient client = new RawClient(page.port())) {
      client.send(GET + host() + "X: ");
      client.sendWhileItLasts(new byte[64 * 1024], 1000);
      assertThat(client.receive()).satisfiesAnyOf(
          answer -> assertThat(answer).startsWith("HTTP/1.1 431 "), answer -> assertThat(answer).endsWith("(reset)"));
    }
    assertThat(ask(GET + host() + "X: y\r\n".repeat(70) + END)).startsWith("HTTP/1.1 431 ");
    assertThat(ask("GET /" + "x".repeat(3000) + " HTTP/1.1\r\n" + host() + END)).startsWith("HTTP/1.1 400 ");
  }

  @Test
  void hugeBodiesAreNotEvenBegunToBeRead() throws Exception {
    assertThat(ask("POST /api/enter HTTP/1.1\r\n" + host() + "Content-Type: application/json\r\nContent-Length: 65537\r\n\r\n")).startsWith("HTTP/1.1 413 ");
    assertThat(ask("POST /api/enter HTTP/1.1\r\n" + host() + "Content-Length: 999999999999999999\r\n\r\n")).startsWith("HTTP/1.1 413 ");
    assertThat(ask("POST /api/enter HTTP/1.1\r\n" + host() + "Content-Length: 9999999999999999999999\r\n\r\n")).startsWith("HTTP/1.1 400 ");
  }

  @Test
  void jsonThatIsNestedWithoutEndIsRefused() throws Exception {
    Visitor visitor = Visitor.of(page);
    for (String body : new String[] {"[".repeat(60_000), "{\"wish\":".repeat(7_000), "{\"wish\":\"scan\",\"wish\":\"resume\"}", "1e999999999", "\"" + "x".repeat(60_000) + "\""}) {
      assertThat(visitor.post("/api/wish", body).statusCode()).isEqualTo(400);
    }
  }

  @Test
  void aPassphraseIsGuessedSlowlyHoweverManyAskAtOnce() throws Exception {
    backend.enter(Phase.LOCKED);
    Visitor visitor = Visitor.of(page);
    List<Integer> answers = atOnce(30, () -> visitor.post("/api/unlock", "{\"passphrase\":\"guess\"}").statusCode());
    assertThat(answers).containsOnlyOnce(403).filteredOn(each -> each != 403).containsOnly(429);
    assertThat(backend.passphrases).hasSize(1);
    pass(Duration.ofMillis(1100));
    assertThat(visitor.post("/api/unlock", "{\"passphrase\":\"guess\"}").statusCode()).isEqualTo(403);
    pass(Duration.ofMillis(1100));
    String right = "{\"passphrase\":\"" + FakeBackend.PASSPHRASE + "\"}";
    HttpResponse<String> early = visitor.post("/api/unlock", right);
    assertThat(early.statusCode()).isEqualTo(429);
    assertThat(Visitor.json(early).path("hint").asText()).contains("second");
    pass(Duration.ofMillis(1100));
    assertThat(visitor.post("/api/unlock", right).statusCode()).isEqualTo(200);
    assertThat(backend.passphrases).allSatisfy(each -> assertThat(each).containsOnly('\0'));
  }

  @Test
  void aLackOfMemoryIsSaidWithItsRemedyAndIsNoWrongGuess() throws Exception {
    backend.enter(Phase.LOCKED);
    Visitor visitor = Visitor.of(page);
    HttpResponse<String> refused = visitor.post("/api/unlock", "{\"passphrase\":\"" + FakeBackend.GREEDY_PASSPHRASE + "\"}");
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.body()).contains("memory").contains("STILLKEEP_MEMORY");
    assertThat(visitor.post("/api/unlock", "{\"passphrase\":\"" + FakeBackend.PASSPHRASE + "\"}").statusCode()).isEqualTo(200);
  }

  @Test
  void aReportIsShownOnceToWhoeverHasItsAddressWithinAMinute() throws Exception {
    backend.reports.put(FakeStatus.SET, "<!doctype html><script>alert(1)</script>");
    Visitor visitor = Visitor.of(page);
    try (EventReader events = new EventReader(visitor)) {
      int set = events.next("status").at("/status/sets/0/index").asInt();
      String path = Visitor.json(visitor.post("/api/report", "{\"set\":" + set + "}")).path("path").asText();
      String late = Visitor.json(visitor.post("/api/report", "{\"set\":" + set + "}")).path("path").asText();
      assertThat(path).matches("/report/[A-Za-z0-9_-]{22}");
      HttpResponse<String> report = new Visitor(visitor.base()).get(path);
      assertThat(report.statusCode()).isEqualTo(200);
      assertThat(report.headers().firstValue("Content-Security-Policy").orElseThrow()).startsWith("default-src 'none'; style-src").endsWith("sandbox").doesNotContain("script-src");
      assertThat(new Visitor(visitor.base()).get(path).statusCode()).isEqualTo(404);
      pass(Duration.ofSeconds(61));
      assertThat(new Visitor(visitor.base()).get(late).statusCode()).isEqualTo(404);
      assertThat(visitor.post("/api/report", "{\"set\":99}").statusCode()).isEqualTo(404);
      assertThat(visitor.post("/api/report", "{\"set\":\"0\"}").statusCode()).isEqualTo(400);
    }
  }

  @Test
  void nothingThatIsSecretIsLogged() throws Exception {
    try (LogTape tape = new LogTape()) {
      backend.enter(Phase.LOCKED);
      String link = page.link().toString();
      Visitor visitor = Visitor.of(page);
      visitor.post("/api/unlock", "{\"passphrase\":\"a-very-secret-guess\"}");
      visitor.post("/api/unlock", "{\"passphrase\":\"a-very-secret-guess\"");
      visitor.client().send(visitor.posting("/api/wish", "{\"wish\":\"a-very-secret-guess\"}").build(), BodyHandlers.ofString());
      ask("GET /report/a-very-secret-guess HTTP/1.1\r\n" + host() + END);
      ask("GET /a-very-secret-guess\0 HTTP/1.1\r\n" + host() + END);
      assertThat(tape.text()).contains("let somebody in").doesNotContain("a-very-secret-guess").doesNotContain(visitor.token())
          .doesNotContain(link.substring(link.indexOf('#') + 1));
    }
  }

  private static String code(String code) {
    return "{\"code\":\"" + code + "\"}";
  }

  static <T> List<T> atOnce(int times, Callable<T> what) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(times);
    try {
      List<T> answers = new ArrayList<>();
      for (Future<T> each : threads.invokeAll(java.util.Collections.nCopies(times, what))) {
        answers.add(each.get());
      }
      return answers;
    } finally {
      threads.shutdownNow();
    }
  }
}
