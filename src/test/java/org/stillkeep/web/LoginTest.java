package org.stillkeep.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.stillkeep.faults.Covers;

class LoginTest extends PageFixture {

  private static final String RIGHT = "{\"password\":\"open sesame\"}";
  private static final String WRONG = "{\"password\":\"open barley\"}";

  private final List<char[]> asked = new CopyOnWriteArrayList<>();
  private final AtomicBoolean broken = new AtomicBoolean();

  @Override
  PageOptions options() {
    return new PageOptions(loopback(0), Optional.empty(), Optional.empty(), Optional.of(this::matches));
  }

  @Test
  void thePasswordLetsIn() throws Exception {
    Visitor visitor = stranger();
    assertThat(Visitor.json(visitor.get("/api/phase")).path("password").asBoolean()).isTrue();
    HttpResponse<String> entered = visitor.post("/api/login", RIGHT);
    assertThat(entered.statusCode()).isEqualTo(200);
    assertThat(Visitor.json(entered).path("token").asText()).matches("[A-Za-z0-9_-]{43}");
    assertThat(asked).allSatisfy(each -> assertThat(each).containsOnly('\0'));
  }

  @Test
  @Covers("F57")
  void theWaitDoublesWithEachWrongOneUpToAQuarterOfAnHour() throws Exception {
    Visitor visitor = stranger();
    for (int i = 0; i < 12; i++) {
      assertThat(visitor.post("/api/login", WRONG).statusCode()).isEqualTo(403);
      assertThat(visitor.post("/api/login", RIGHT).statusCode()).as("too soon").isEqualTo(429);
      long wait = Math.min(1L << i, 900);
      pass(Duration.ofSeconds(wait).minusMillis(900));
      if (wait > 4) {
        assertThat(visitor.post("/api/login", RIGHT).statusCode()).as("too soon, after all but a second of " + wait).isEqualTo(429);
      }
      pass(Duration.ofSeconds(1));
    }
    assertThat(asked).hasSize(12);
    assertThat(visitor.post("/api/login", RIGHT).statusCode()).isEqualTo(200);
    assertThat(visitor.post("/api/login", WRONG).statusCode()).as("the count begins anew").isEqualTo(403);
    pass(Duration.ofMillis(1100));
    assertThat(visitor.post("/api/login", RIGHT).statusCode()).isEqualTo(200);
  }

  @Test
  void guessesAtOnceAreOneGuess() throws Exception {
    Visitor visitor = stranger();
    List<Integer> answers = AttackTest.atOnce(30, () -> visitor.post("/api/login", WRONG).statusCode());
    assertThat(answers).containsOnlyOnce(403).filteredOn(each -> each != 403).containsOnly(429);
    assertThat(asked).hasSize(1);
  }

  @Test
  void whoeverIsLockedOutComesInByALink() throws Exception {
    Visitor visitor = stranger();
    visitor.post("/api/login", WRONG);
    assertThat(visitor.post("/api/login", RIGHT).statusCode()).isEqualTo(429);
    assertThat(Visitor.of(page).get("/api/recent").statusCode()).isEqualTo(200);
  }

  @Test
  void aCheckThatFailsLetsNobodyInAndTheNextOneIsMade() throws Exception {
    Visitor visitor = stranger();
    broken.set(true);
    assertThat(visitor.post("/api/login", RIGHT).statusCode()).isEqualTo(500);
    broken.set(false);
    assertThat(visitor.post("/api/login", RIGHT).statusCode()).isEqualTo(200);
  }

  private Visitor stranger() {
    return new Visitor(page.link().resolve("/"));
  }

  private boolean matches(char[] password) {
    asked.add(password);
    if (broken.get()) {
      throw new IllegalArgumentException("no hash");
    }
    return Arrays.equals(password, "open sesame".toCharArray());
  }
}
