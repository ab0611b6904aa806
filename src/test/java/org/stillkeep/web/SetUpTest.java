package org.stillkeep.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stillkeep.web.PageBackend.Phase;

class SetUpTest extends PageFixture {

  private static final String CHOICE = "{\"inboxes\":[\"~/Inbox\"],\"vault\":\"~/Vault\",\"exports\":[\"~/Export\",\"~/Inbox/overlap\"]}";

  private Visitor visitor;

  @BeforeEach
  void enter() throws Exception {
    visitor = Visitor.of(page);
    backend.enter(Phase.SET_UP);
  }

  @Test
  void theProposalIsOffered() throws Exception {
    assertThat(visitor.get("/api/setup").body())
        .isEqualTo("{\"inboxes\":[\"~/Stillkeep/Inbox\"],\"vault\":\"~/Stillkeep/Vault\",\"exports\":[\"~/Stillkeep/Export\"]}");
  }

  @Test
  void eachFolderIsFoundFitOrRefusedWithTheReason() throws Exception {
    HttpResponse<String> findings = visitor.post("/api/setup/check", CHOICE);
    assertThat(findings.statusCode()).isEqualTo(200);
    assertThat(Visitor.json(findings).at("/findings").findValuesAsText("role")).containsExactly("inbox", "vault", "export", "export");
    assertThat(Visitor.json(findings).at("/findings/2/refusal").asText()).isEmpty();
    assertThat(Visitor.json(findings).at("/findings/2/freeBytes").asLong()).isEqualTo(290_000_000_000L);
    assertThat(Visitor.json(findings).at("/findings/3/index").asInt()).isEqualTo(1);
    assertThat(Visitor.json(findings).at("/findings/3/refusal").asText()).contains("lies inside the inbox");
  }

  @Test
  void aChoiceThatIsNotOneIsRefused() throws Exception {
    for (String choice :
        new String[] {
          "{}", "{\"inboxes\":\"x\",\"vault\":\"y\",\"exports\":[]}", "{\"inboxes\":[1],\"vault\":\"y\",\"exports\":[]}",
          "{\"inboxes\":[],\"vault\":null,\"exports\":[]}", "{\"inboxes\":[\"a\\u0000b\"],\"vault\":\"y\",\"exports\":[]}",
          "{\"inboxes\":[\"" + "x".repeat(5000) + "\"],\"vault\":\"y\",\"exports\":[]}"
        }) {
      assertThat(visitor.post("/api/setup/check", choice).statusCode()).as(choice).isEqualTo(400);
    }
  }

  @Test
  void aFolderThatDoesNotAnswerHoldsUpOneCheckAndNothingElse() throws Exception {
    String hung = CHOICE.replace("~/Vault", "/mnt/hung");
    CompletableFuture<HttpResponse<String>> first =
        visitor.client().sendAsync(visitor.posting("/api/setup/check", hung).build(), BodyHandlers.ofString());
    await().until(() -> backend.setUp.checksThatHang.get() == 1);
    List<Integer> answers = AttackTest.atOnce(30, () -> visitor.post("/api/setup/check", hung).statusCode());
    assertThat(answers).containsOnly(429);
    assertThat(visitor.get("/api/setup").statusCode()).isEqualTo(200);
    assertThat(backend.setUp.checksThatHang).hasValue(1);
    backend.setUp.answers.release();
    assertThat(first.get().statusCode()).isEqualTo(200);
    assertThat(visitor.post("/api/setup/check", CHOICE).statusCode()).isEqualTo(200);
  }

  @Test
  void aDryRunIsToldInNumbers() throws Exception {
    HttpResponse<String> found = visitor.post("/api/setup/dry-run", CHOICE);
    assertThat(found.body())
        .isEqualTo(
            "{\"archives\":12,\"unreadable\":1,\"photos\":48211,\"videos\":1204,\"missingParts\":[\"takeout-20240131T101112Z-003\"],"
                + "\"vaultBytes\":310000000000,\"exportBytes\":309000000000}");
  }

  @Test
  void aDryRunStopsWhenTheClientGoes() throws Exception {
    backend.setUp.mayEnd.drainPermits();
    try (RawClient client = new RawClient(page.port())) {
      client.send(
          "POST /api/setup/dry-run HTTP/1.1\r\n" + host() + "Authorization: Bearer " + visitor.token()
              + "\r\nContent-Type: application/json\r\nContent-Length: " + CHOICE.length() + "\r\n\r\n" + CHOICE);
      await().until(() -> backend.setUp.running.size() == 1);
    }
    await().until(() -> backend.setUp.running.isEmpty());
  }

  @Test
  void aDryRunGivesWayToANewerOne() throws Exception {
    backend.setUp.mayEnd.drainPermits();
    CompletableFuture<HttpResponse<String>> first =
        visitor.client().sendAsync(visitor.posting("/api/setup/dry-run", CHOICE).build(), BodyHandlers.ofString());
    await().until(() -> backend.setUp.running.size() == 1);
    CompletableFuture<HttpResponse<String>> second =
        visitor.client().sendAsync(visitor.posting("/api/setup/dry-run", CHOICE).build(), BodyHandlers.ofString());
    assertThat(first.get().statusCode()).isEqualTo(409);
    await().until(() -> backend.setUp.running.size() == 1);
    backend.setUp.mayEnd.release();
    assertThat(second.get().statusCode()).isEqualTo(200);
  }

  @Test
  void keysAreMadeOfAPassphraseThatIsThenForgotten() throws Exception {
    HttpResponse<String> words = visitor.post("/api/setup/keys", "{\"passphrase\":\"gr\\u00fc\\u00dfe \\uD83D\\uDCF7 \\\"x\\\"\"}");
    assertThat(Visitor.json(words).path("words")).hasSize(24);
    assertThat(backend.setUp.lengths).containsExactly("grüße \uD83D\uDCF7 \"x\"".length());
    assertThat(backend.setUp.passphrases).allSatisfy(each -> assertThat(each).containsOnly('\0'));
    assertThat(visitor.post("/api/setup/keys", "{\"passphrase\":\"\"}").statusCode()).isEqualTo(400);
    assertThat(visitor.post("/api/setup/keys", "{\"passphrase\":7}").statusCode()).isEqualTo(400);
  }

  @Test
  void theEndIsRefusedWithWhatHindersIt() throws Exception {
    HttpResponse<String> refused = visitor.post("/api/setup/finish", withWords(CHOICE, "word"));
    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(Visitor.json(refused).at("/findings/0/refusal").asText()).contains("lies inside the inbox");
    assertThat(backend.phase()).isEqualTo(Phase.SET_UP);
  }

  @Test
  void theEndNeedsTheWords() throws Exception {
    String choice = CHOICE.replace(",\"~/Inbox/overlap\"", "");
    visitor.post("/api/setup/keys", "{\"passphrase\":\"x\"}");
    assertThat(visitor.post("/api/setup/finish", choice).statusCode()).isEqualTo(400);
    assertThat(visitor.post("/api/setup/finish", withWords(choice, "wort")).statusCode()).isEqualTo(409);
    assertThat(visitor.post("/api/setup/finish", withWords(choice, "word")).statusCode()).isEqualTo(200);
    assertThat(backend.phase()).isEqualTo(Phase.RUNNING);
  }

  @Test
  void onceSetUpNothingIsSetUpAgain() throws Exception {
    backend.enter(Phase.RUNNING);
    assertThat(visitor.get("/api/setup").statusCode()).isEqualTo(409);
    for (String path : new String[] {"check", "dry-run"}) {
      assertThat(visitor.post("/api/setup/" + path, CHOICE).statusCode()).as(path).isEqualTo(409);
    }
    assertThat(visitor.post("/api/setup/keys", "{\"passphrase\":\"x\"}").statusCode()).isEqualTo(409);
    assertThat(visitor.post("/api/setup/finish", withWords(CHOICE, "word")).statusCode()).isEqualTo(409);
    assertThat(visitor.post("/api/unlock", "{\"passphrase\":\"x\"}").statusCode()).isEqualTo(409);
  }

  /** A choice with the third and the tenth word, the others left out. */
  private static String withWords(String choice, String stem) throws Exception {
    ObjectNode node = (ObjectNode) Visitor.JSON.readTree(choice);
    ArrayNode words = node.putArray("words");
    for (int i = 1; i <= 24; i++) {
      words.add(i == 3 || i == 10 ? stem + i : "");
    }
    return node.toString();
  }
}
