package org.stillkeep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.asset.Asset;
import org.stillkeep.ente.EnteLibrary;
import org.stillkeep.ente.server.Account;
import org.stillkeep.ente.server.EnteServerForTests;
import org.stillkeep.ente.server.Faults;
import org.stillkeep.importer.TakeoutBuilder;

/** A whole library moves from a vault into an account, and from there into another vault. */
class EnteMoveTest {

  @TempDir static Path ready;
  @TempDir Path folder;

  private static EnteServerForTests server;
  private static Installation template;

  private Account account;
  private Installation home;

  @BeforeAll
  static void importIntoAVault() throws Exception {
    server = EnteServerForTests.start();
    template = Installation.withVault(ready);
    String[] command = {"import", ready.resolve("Inbox").toString()};
    ManySorts.takeout().writeTo(template.inbox());
    template.run(command).mustSucceed();
  }

  @AfterAll
  static void stopTheServer() throws IOException {
    server.close();
  }

  @BeforeEach
  void moveIn() throws Exception {
    account = server.account(UUID.randomUUID() + "@example.org");
    home = template.copyTo(folder.resolve("home"));
    home.nameAccount(server.uri(), account.email());
  }

  @AfterEach
  void noSecretIsWhereItDoesNotBelong() throws IOException {
    new SecretSearch(server, account).assertNothingFound(home);
    server.objectFaults().clear();
    server.apiRequests().clear();
    server.objectRequests().clear();
  }

  @Test
  void aLibraryGoesThroughTheAccountIntoAnotherVaultAndItsExportStaysTheSame() throws Exception {
    home.run("export").mustSucceed();
    Map<String, String> exported = new Mirror(home.export()).media();
    home.run("vault", "push").mustFailWith(ExitCode.STORE_REFUSED);
    home.run("ente", "login").mustSucceed();

    assertThat(home.run("vault", "push", "--dry-run").mustSucceed().err()).contains("7 photos and videos", "would be moved");
    assertThat(server.objectRequests().all()).isEmpty();
    assertThat(home.run("vault", "push").mustSucceed().err()).contains("7 photos and videos moved", "library.kind = \"ente\"");
    long sent = server.objectRequests().count("PUT ");
    assertThat(home.run("vault", "push").mustSucceed().err()).contains("0 photos and videos moved", "7 there already");
    assertThat(server.objectRequests().count("PUT ")).isEqualTo(sent);

    Installation other = Installation.withVault(folder.resolve("other"));
    other.nameAccount(server.uri(), account.email());
    other.run("ente", "login").mustSucceed();
    assertThat(other.run("vault", "pull").mustSucceed().err()).contains("7 photos and videos moved");
    other.run("export").mustSucceed();
    ManySorts.assertExported(new Mirror(other.export()));
    assertThat(new Mirror(other.export()).media()).isEqualTo(exported);
    other.run("verify", "--read-data", "--export").mustSucceed();

    home.useAccount(server.uri(), account.email());
    server.objectRequests().clear();
    home.run("export", "--adopt").mustSucceed();
    assertThat(new Mirror(home.export()).media()).isEqualTo(exported);
    assertThat(server.objectRequests().all()).as("nothing is copied again").isEmpty();
    theVaultIsStillSpokenOfByItsOwnCommands();
  }

  private void theVaultIsStillSpokenOfByItsOwnCommands() throws Exception {
    assertThat(home.run("check-config").mustSucceed().out()).contains(account.email() + " on ", "logged in");
    assertThat(home.run("vault", "info").mustSucceed().out()).contains("vault.key");
    home.run("vault", "unlock").mustSucceed();
    home.runTyping("", "ente", "whoami").mustSucceed();
  }

  /** Imports another thirty photos, in three albums. */
  private void importMore(Installation into) throws Exception {
    TakeoutBuilder more = TakeoutBuilder.takeout("20240901T101010Z");
    for (int i = 0; i < 30; i++) {
      more.photo("more" + i + ".jpg").album("More " + i % 3);
    }
    Path archive = more.writeTo(Files.createDirectories(folder.resolve("more"))).get(1);
    into.run("import", archive.toString()).mustSucceed();
  }

  @Test
  void aPullThatIsKilledGoesOnAndBringsAllThereOnce() throws Exception {
    home.useAccount(server.uri(), account.email());
    home.run("ente", "login").mustSucceed();
    importMore(home);
    server.objectFaults().delay("GET ", Faults.ALWAYS, Duration.ofMillis(100));
    for (int kill = 0; kill < Integer.getInteger("stillkeep.pull.kills", 2); kill++) {
      // The first dies before anything has its row, the second after one album has.
      long soMany = server.objectRequests().count("GET ") + 12 + 25L * kill;
      Process pull = home.start("vault", "pull");
      await().atMost(Duration.ofMinutes(2)).until(() -> server.objectRequests().count("GET ") > soMany || !pull.isAlive());
      assertThat(pull.isAlive()).as("killed at work").isTrue();
      pull.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }
    server.objectFaults().clear();

    assertThat(home.run("vault", "pull").mustSucceed().err()).contains("photos and videos moved");

    assertThat(home.run("vault", "pull", "--dry-run").mustSucceed().err()).contains("0 photos and videos", "30 there already");
    home.nameAccount(server.uri(), account.email());
    assertThat(home.run("verify", "--read-data").mustSucceed().err()).contains("37 photos and videos checked", "all is well");
    home.run("export").mustSucceed();
    for (int i = 0; i < 3; i++) {
      assertThat(new Mirror(home.export()).album("More " + i)).hasSize(10);
    }
  }

  @Test
  void aPushThatIsKilledGoesOnAndBringsAllThereOnce() throws Exception {
    home.run("ente", "login").mustSucceed();
    importMore(home);
    server.objectFaults().delay("PUT ", Faults.ALWAYS, Duration.ofMillis(100));
    Process push = home.start("vault", "push");
    await().atMost(Duration.ofMinutes(2)).until(() -> server.objectRequests().count("PUT ") > 12 || !push.isAlive());
    assertThat(push.isAlive()).as("killed at work").isTrue();
    push.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    server.objectFaults().clear();

    home.run("vault", "push").mustSucceed();
    assertThat(home.run("vault", "push", "--dry-run").mustSucceed().err()).contains("0 photos and videos", "37 there already");
    try (EnteLibrary fresh = EnteLibrary.open(server, account)) {
      fresh.refresh();
      assertThat(fresh.assets().stream().map(Asset::hash)).hasSize(37).doesNotHaveDuplicates();
    }
  }

  @Test
  void whatDoesNotFitIsRefusedBeforeAnythingIsSent() throws Exception {
    home.run("ente", "login").mustSucceed();
    account.setStorageBytes(100);
    assertThat(home.run("vault", "push").mustFailWith(ExitCode.STORE_REFUSED).err()).contains("has room for", "nothing was sent");
    assertThat(server.objectRequests().all()).isEmpty();
  }
}
