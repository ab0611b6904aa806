package org.stillkeep.ente;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stillkeep.ente.AccountFixture.EMAIL;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stillkeep.ente.EnteAccount.LoggedIn;
import org.stillkeep.ente.server.Account;

/** Reads everything that is said, at the finest level, while secrets go by: ours, the HTTP library's, the JDK's. */
class SecretsTest {

  private static final Logger ROOT = Logger.getLogger("");

  private final AccountFixture fixture = new AccountFixture();
  private final Account account = fixture.server.account(EMAIL);
  private final List<String> said = new CopyOnWriteArrayList<>();
  private final Level usualLevel = ROOT.getLevel();
  private final Handler listener =
      new Handler() {
        @Override
        public void publish(LogRecord entry) {
          // The server's own wire is the JDK's, in this process.
          if (entry.getLoggerName() == null || !entry.getLoggerName().startsWith("com.sun.net.httpserver")) {
            said.add(new SimpleFormatter().format(entry));
          }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  SecretsTest() throws IOException {}

  @BeforeEach
  void listen() {
    listener.setLevel(Level.ALL);
    ROOT.setLevel(Level.ALL);
    ROOT.addHandler(listener);
  }

  @AfterEach
  void stopListening() throws IOException {
    ROOT.removeHandler(listener);
    ROOT.setLevel(usualLevel);
    fixture.close();
  }

  @Test
  void aLoginTellsNobodyAnything() throws IOException {
    account.enableTotp();
    List<String> codes = new ArrayList<>();
    fixture.somebody.withAuthenticator(
        () -> {
          codes.add(account.totpCode());
          return codes.get(codes.size() - 1);
        });
    try (LoggedIn in = fixture.account.logIn(EMAIL, account.password(), fixture.somebody)) {
      assertThat(fixture.account.check(in.session())).isEqualTo(SessionState.VALID);
      said.add(in.toString());
      assertThat(said).as("something has been listened to").anyMatch(each -> each.contains("POST /users/srp/verify-session"));
      codes.add(in.session().token().headerValue());
      assertSilence(codes);
    }
  }

  @Test
  void aRefusalTellsNothingEither() throws IOException {
    fixture.server.apiFaults().fail("POST /users/two-factor", 99, 500, "{\"code\":\"" + EMAIL + "\"}");
    fixture.server.apiFaults().fail("GET /users/session-validity", 99, 500, "{\"message\":\"" + EMAIL + "\"");
    fixture.server.apiFaults().answerWith("GET /users/details", 99, 200, Map.of(), EMAIL.getBytes(StandardCharsets.UTF_8));
    try (LoggedIn in = fixture.account.logIn(EMAIL, account.password(), fixture.somebody)) {
      heard(() -> fixture.account.check(in.session()));
      heard(() -> fixture.account.details(in.session()));
      heard(() -> fixture.account.logIn(EMAIL, "wrong password".toCharArray(), fixture.somebody));
      fixture.server.stop();
      heard(() -> fixture.account.details(in.session()));
      heard(() -> fixture.account.logIn(EMAIL, account.password(), fixture.somebody));
      assertThat(said).anyMatch(each -> each.contains("WRONG_PASSWORD") || each.contains("401"));
      assertSilence(List.of(in.session().token().headerValue(), "wrong password"));
    }
  }

  private void assertSilence(List<String> more) {
    List<String> secrets = new ArrayList<>(more);
    secrets.add(new String(account.password()));
    secrets.add(account.token());
    secrets.add(Base64.getEncoder().encodeToString(account.masterKey().copyBytes()));
    secrets.add(Base64.getEncoder().encodeToString(account.keyPair().secretKey().copyBytes()));
    secrets.add(EMAIL);
    secrets.add(EMAIL.replace("@", "%40"));
    assertThat(said).noneMatch(each -> secrets.stream().anyMatch(each::contains) && !each.contains("LoggedIn["));
    assertThat(said.stream().filter(each -> each.contains("LoggedIn[")))
        .noneMatch(each -> secrets.stream().filter(secret -> !secret.equals(EMAIL)).anyMatch(each::contains));
  }

  private interface Refused {
    Object run() throws IOException;
  }

  private void heard(Refused call) {
    try {
      said.add("no refusal: " + call.run());
    } catch (IOException e) {
      StringWriter text = new StringWriter();
      e.printStackTrace(new PrintWriter(text));
      said.add(text.toString());
    }
  }
}
