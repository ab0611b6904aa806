package org.stillkeep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stillkeep.importer.TakeoutBuilder.takeout;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.ente.EnteStore;
import org.stillkeep.ente.EnteStores;
import org.stillkeep.ente.server.Account;
import org.stillkeep.ente.server.EnteServerForTests;
import org.stillkeep.ente.server.Faults;
import org.stillkeep.store.Ciphertexts;
import org.stillkeep.store.CollectionType;

/** The commands with an Ente account instead of a vault, as people type them. */
class EnteAccountTest {

  private static final String EMAIL = "ada@example.org";

  @TempDir Path folder;

  private EnteServerForTests server;
  private Account account;
  private Installation home;

  @BeforeEach
  void start() throws IOException {
    server = EnteServerForTests.start();
    account = server.account(EMAIL);
    home = Installation.withAccount(folder.resolve("home"), server.uri(), EMAIL);
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @Test
  void loggingInIsSaidAndKeptAndEnded() throws Exception {
    Installation.Ended login = home.run("ente", "login").mustSucceed();
    assertThat(login.err()).contains("logged in as ada@example.org");
    assertThat(home.run("ente", "whoami").mustSucceed().out()).contains(EMAIL, "valid", "free");
    assertThat(secretsOnDisk()).isEmpty();
    assertThat(home.run("ente", "recovery-words").mustSucceed().out().replaceAll("[0-9. \n]+", " ").strip())
        .isEqualTo(String.join(" ", account.recoveryWords()));

    home.run("ente", "logout").mustSucceed();

    assertThat(home.run("ente", "whoami").mustFailWith(ExitCode.STORE_REFUSED).err()).contains("stillkeep ente login");
    assertThat(home.run("import", home.inbox().toString()).mustFailWith(ExitCode.STORE_REFUSED).err())
        .contains("nobody is logged in to the Ente account");
    assertThat(Files.exists(home.state().resolve("ente.key"))).isFalse();
  }

  @Test
  void aSessionThatEndedOnTheServerIsSaidOnceAndWhatToDo() throws Exception {
    home.run("ente", "login").mustSucceed();
    account.endSessions();

    Installation.Ended whoami = home.run("ente", "whoami").mustFailWith(ExitCode.STORE_REFUSED);

    assertThat(whoami.out().lines().map(String::stripTrailing))
        .containsExactly("account   " + EMAIL, "server    " + server.uri(), "session   ended");
    assertThat(whoami.err().lines())
        .containsExactly("error: the session has ended on the server", "hint: log in again by `stillkeep ente login`");
  }

  @Test
  void anExportSaysWhatItCannotRead() throws Exception {
    home.run("ente", "login").mustSucceed();
    assertThat(home.run("export").mustSucceed().err()).doesNotContain("cannot be read");
    try (EnteStore store = EnteStores.open(server, account)) {
      store.createCollection(Ciphertexts.collection(CollectionType.ALBUM, Optional.empty()));
    }

    assertThat(home.run("export").mustSucceed().err()).contains("1 in the Ente account ada@example.org", "cannot be read", "hint: ");
  }

  @Test
  void aServerThatSpeaksNonsenseIsSaidInWordsOfAnAccount() throws Exception {
    home.run("ente", "login").mustSucceed();
    takeout().photo("IMG_1.jpg").writeTo(home.inbox());
    home.run("import", home.inbox().toString()).mustSucceed();
    server.apiFaults().rewrite("GET /collections/v2/diff", Faults.ALWAYS, answer -> answer.put("hasMore", true).putArray("diff"));

    assertThat(home.run("verify").mustFailWith(ExitCode.STORE_REFUSED).err())
        .contains("promises more", "hint: nothing was changed; run `stillkeep verify`; Ente's app")
        .doesNotContain("vault");
  }

  /** Files that hold the session's token or the password. */
  private List<Path> secretsOnDisk() throws IOException {
    try (Stream<Path> files = Files.walk(home.state())) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> contains(file, account.token()) || contains(file, new String(account.password())))
          .toList();
    }
  }

  private static boolean contains(Path file, String text) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1).contains(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aWrongPasswordIsLockedAndAnAbsentServerIsAway() throws Exception {
    Installation.Ended refused = home.runTyping("not the password\n", "ente", "login").mustFailWith(ExitCode.LOCKED);
    assertThat(refused.err()).contains("error: the password is not that of this account");
    server.stop();
    home.run("ente", "login").mustFailWith(ExitCode.STORE_REFUSED);
  }

  @Test
  void aTotpCodeIsReadFromTheNextLine() throws Exception {
    account.enableTotp();
    Installation.Ended refused =
        home.runTyping(Installation.PASSPHRASE + "\n1\n2\n3\n", "ente", "login").mustFailWith(ExitCode.STORE_REFUSED);
    assertThat(refused.err()).contains("that code is wrong, or was used before").contains("error: the code is wrong");
    home.runTyping(Installation.PASSPHRASE + "\n" + account.totpCode() + "\n", "ente", "login").mustSucceed();
  }

  @Test
  void anAccountIsMadeAndShowsItsWordsOnce() throws Exception {
    Installation fresh = Installation.withAccount(folder.resolve("fresh"), server.uri(), "ben@example.org");
    Installation.Ended made =
        fresh
            .runTyping("a long new password\n" + EnteServerForTests.EMAIL_CODE + "\n", "ente", "login", "--sign-up")
            .mustSucceed();
    assertThat(made.out().split("\\d+\\. ")).hasSize(25);
    assertThat(fresh.run("ente", "whoami").mustSucceed().out()).contains("ben@example.org");
  }

  @Test
  void lostPasswordsAreReplacedByTheRecoveryWords() throws Exception {
    String input =
        String.join(" ", account.recoveryWords()) + "\n" + EnteServerForTests.EMAIL_CODE + "\nanother password\n";
    home.runTyping(input, "ente", "login", "--recovery-words").mustSucceed();

    home.run("ente", "logout").mustSucceed();
    home.runTyping("another password\n", "ente", "login").mustSucceed();
  }

  @Test
  void aTakeoutGoesToTheServerAndFromThereIntoTheExport() throws Exception {
    takeout().photo("IMG_1.jpg").album("Sardinia").photo("IMG_2.jpg").writeTo(home.inbox());
    home.run("ente", "login").mustSucceed();

    home.run("import", home.inbox().toString()).mustSucceed();
    home.run("export").mustSucceed();

    assertThat(Installation.files(home.export()))
        .contains("Photos from 2019/IMG_2.jpg", "Sardinia/IMG_1.jpg", "Sardinia/metadata/IMG_1.jpg.json");
    assertThat(home.vault()).doesNotExist();
  }

  @Test
  void verifyNamesWhatTheServerDoesNotGiveOutAndChecksTheRest() throws Exception {
    takeout().photo("IMG_1.jpg").photo("IMG_2.jpg").writeTo(home.inbox());
    home.run("ente", "login").mustSucceed();
    home.run("import", home.inbox().toString()).mustSucceed();
    server.objectFaults().fail("GET ", 1, 403, "");

    Installation.Ended verify = home.run("verify", "--read-data").mustFailWith(ExitCode.SOME_FAILED);

    // Which of the two went up first is left to chance.
    assertThat(verify.out()).containsOnlyOnce("IMG_").contains("not checked");
    assertThat(verify.err()).contains("1 photo or video checked", "not given out by the server, and so not checked: 1");
    assertThat(home.run("verify", "--read-data").mustSucceed().err()).contains("2 photos and videos checked", "all is well");
  }
}
