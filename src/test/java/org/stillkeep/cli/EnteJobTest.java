package org.stillkeep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.agent.ControlClient;
import org.stillkeep.asset.Album;
import org.stillkeep.asset.AlbumKind;
import org.stillkeep.asset.Asset;
import org.stillkeep.asset.AssetDetails;
import org.stillkeep.ente.EnteLibrary;
import org.stillkeep.ente.server.Account;
import org.stillkeep.ente.server.EnteServerForTests;
import org.stillkeep.ente.server.Faults;
import org.stillkeep.importer.TakeoutBuilder;

/** The main job with an Ente account as library: Takeouts go to the server, and what is there lies in the export folder. */
class EnteJobTest {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @AutoClose private static final EnteServerForTests server = EnteServerForTests.ofClass();

  @TempDir Path folder;

  private Account account;
  private Installation home;
  private Mirror mirror;

  @BeforeEach
  void logIn() throws Exception {
    account = server.account(UUID.randomUUID() + "@example.org");
    home = Installation.withAccount(folder.resolve("home"), server.uri(), account.email());
    mirror = new Mirror(home.export());
    home.run("ente", "login").mustSucceed();
  }

  @AfterEach
  void noSecretIsWhereItDoesNotBelong() throws IOException {
    new SecretSearch(server, account).assertNothingFound(home);
    server.apiFaults().clear();
    server.objectFaults().clear();
    server.apiRequests().clear();
    server.objectRequests().clear();
  }

  @Test
  void aTakeoutGoesToTheServerOnceAndFromThereIntoTheExport() throws Exception {
    Path downloads = Files.createDirectories(folder.resolve("downloads"));
    String[] command = command("import", ManySorts.takeout().writeTo(downloads));
    home.run(command).mustSucceed();
    home.run("export").mustSucceed();

    ManySorts.assertExported(mirror);
    assertThat(mirror.litter()).isEmpty();
    assertThat(home.vault()).doesNotExist();
    Tidiness.sumsClose(home, 20);

    server.objectRequests().clear();
    Path renamed = Files.createDirectories(folder.resolve("renamed"));
    home.run(command("import", ManySorts.takeout().writeTo(renamed))).mustSucceed();
    home.run("export", "--full").mustSucceed();
    assertThat(server.objectRequests().all()).as("neither sent nor fetched again").isEmpty();
  }

  @Test
  void whatAnotherClientChangesIsFollowedAndNothingOldIsFetchedAgain() throws Exception {
    home.write("", "[[export]]\npath = \"" + home.export() + "\"\nhidden = false\n");
    Account friends = server.account(UUID.randomUUID() + "@example.org");
    try (EnteLibrary phone = EnteLibrary.open(server, account);
        EnteLibrary friend = EnteLibrary.open(server, friends)) {
      phone.refresh();
      Album trip = phone.album("Trip");
      Asset captioned = phone.photo("captioned.jpg", "one", trip);
      Asset liked = phone.photo("liked.jpg", "two", trip);
      Asset thrownAway = phone.photo("thrown-away.jpg", "three", trip);
      Asset hidden = phone.photo("hidden.jpg", "four", trip);
      home.run("export").mustSucceed();
      assertThat(mirror.album("Trip")).containsExactly("captioned.jpg", "hidden.jpg", "liked.jpg", "thrown-away.jpg");

      phone.library().improve(captioned.id(), described(captioned, "the long way home"));
      phone.library().addToAlbum(phone.library().album(AlbumKind.FAVORITES, "", ""), List.of(liked.id()));
      phone.library().trash(List.of(thrownAway.id()));
      phone.hide(hidden, trip);
      phone.library().rename(trip, "The trip");
      phone.photo("new.jpg", "five", trip);
      friend.refresh();
      Album garden = friend.album("Garden");
      friend.photo("rose.jpg", "six", garden);
      friends.share(garden.id(), account);
      server.objectRequests().clear();
      home.run("export").mustSucceed();

      assertThat(mirror.album("The trip")).containsExactly("captioned.jpg", "liked.jpg", "new.jpg");
      assertThat(mirror.album("Trip")).isEmpty();
      assertThat(mirror.album("Favorites")).containsExactly("liked.jpg");
      assertThat(mirror.album("Garden")).containsExactly("rose.jpg");
      assertThat(mirror.json("The trip/captioned.jpg").path("description").asText()).isEqualTo("the long way home");
      assertThat(mirror.json("The trip/liked.jpg").path("favorited").asBoolean()).isTrue();
      assertThat(server.objectRequests().count("GET ")).as("the new photo and the friend's").isEqualTo(2);
    }
  }

  private static AssetDetails described(Asset asset, String description) {
    AssetDetails old = asset.details();
    return new AssetDetails(
        old.title(), Optional.empty(), old.taken(), Optional.empty(), Optional.empty(), description, List.of(), false,
        Optional.empty(), Optional.empty());
  }

  @Test
  void theAgentStartsWhileTheServerIsAwayAndGoesOnWhenItIsBack() throws Exception {
    server.stop();
    try (RunningAgent agent = RunningAgent.of(home)) {
      TakeoutBuilder.takeout().photo("IMG_1.jpg").writeTo(home.inbox());
      agent.awaitStatus(PATIENCE, status -> status.at("/server/state").asText().equals("away"));
      assertThat(home.run("status").mustSucceed().out()).contains("127.0.0.1");
      server.restart();
      eventually(() -> assertThat(mirror.album("Photos from 2019")).containsExactly("IMG_1.jpg"));
      agent.awaitStatus(PATIENCE, status -> status.at("/server/state").asText().equals("in step"));
      agent.terminate(Duration.ofSeconds(10));
    }
  }

  @Test
  void anEndedSessionNeedsYouAndALoginElsewhereIsTakenUp() throws Exception {
    try (RunningAgent agent = RunningAgent.of(home)) {
      agent.awaitStatus(PATIENCE, status -> status.at("/server/state").asText().equals("in step"));
      account.endSessions();
      TakeoutBuilder.takeout().photo("IMG_1.jpg").writeTo(home.inbox());
      send("scan");
      agent.awaitStatus(PATIENCE, status -> needsYou(status, "server/login"));
      assertThat(agent.status().path("problems").toString()).contains("stillkeep ente login");

      home.run("ente", "login").mustSucceed();
      eventually(() -> assertThat(mirror.album("Photos from 2019")).containsExactly("IMG_1.jpg"));
      agent.awaitStatus(PATIENCE, status -> status.path("problems").isEmpty());
      agent.terminate(Duration.ofSeconds(10));
    }
  }

  @Test
  void aFullAccountNeedsYouAndExportsGoOn() throws Exception {
    server.setOverdraftBytes(0);
    try (EnteLibrary phone = EnteLibrary.open(server, account);
        RunningAgent agent = RunningAgent.of(home)) {
      phone.refresh();
      phone.photo("of-the-phone.jpg", "one", phone.album("Trip"));
      account.setStorageBytes(account.usedBytes());
      TakeoutBuilder.takeout().photo("IMG_1.jpg").writeTo(home.inbox());
      agent.awaitStatus(PATIENCE, EnteJobTest::saysThatItIsFull);
      send("scan");
      eventually(() -> assertThat(mirror.album("Trip")).containsExactly("of-the-phone.jpg"));
      assertThat(mirror.album("Photos from 2019")).isEmpty();
      agent.terminate(Duration.ofSeconds(10));
    } finally {
      server.setOverdraftBytes(50L << 20);
    }
  }

  private static boolean saysThatItIsFull(JsonNode status) {
    return status.path("problems").toString().contains("make room in the Ente account");
  }

  @Test
  void aPauseEndsAnUploadThatHangsWithinASecond() throws Exception {
    server.objectFaults().delay("PUT ", Faults.ALWAYS, PATIENCE);
    try (RunningAgent agent = RunningAgent.of(home)) {
      TakeoutBuilder.takeout().photo("IMG_1.jpg").writeTo(home.inbox());
      await().atMost(PATIENCE).until(() -> server.objectRequests().count("PUT ") > 0);
      send("pause");
      agent.awaitStatus(
          Duration.ofSeconds(1), status -> status.path("state").asText().equals("paused") && status.path("job").isNull());
      server.objectFaults().clear();
      send("resume");
      eventually(() -> assertThat(mirror.album("Photos from 2019")).containsExactly("IMG_1.jpg"));
      agent.terminate(Duration.ofSeconds(10));
    }
  }

  @Test
  void anotherAccountOrServerThanTheOneLoggedInToIsRefused() throws Exception {
    String config = Files.readString(home.config());
    Files.writeString(home.config(), config.replace(account.email(), "ben@example.org"));
    assertThat(home.run("export").mustFailWith(ExitCode.STORE_REFUSED).err())
        .contains("logged in is " + account.email(), "ben@example.org", "stillkeep ente login");

    Files.writeString(home.config(), config.replace(server.uri().toString(), "https://photos.example.org"));
    assertThat(home.run("export").mustFailWith(ExitCode.STORE_REFUSED).err()).contains("photos.example.org");
  }

  @Test
  void aKeyThatIsNotToBeKeptIsAskedForEachTime() throws Exception {
    Files.writeString(home.config(), Files.readString(home.config()).replace("[library]\n", "[library]\nkeep_unlocked = false\n"));
    home.runTyping(Installation.PASSPHRASE + "\n", "ente", "login").mustSucceed();
    assertThat(home.state().resolve("ente.key")).doesNotExist();
    home.runTyping(Installation.PASSPHRASE + "\n", "export").mustSucceed();
    home.runTyping("", "export").mustFailWith(ExitCode.LOCKED);
    home.runTyping("something else\n", "export").mustFailWith(ExitCode.LOCKED);
  }

  @Test
  void aLoginWithoutAConfigurationMakesOneThatTheAgentUses() throws Exception {
    Installation fresh = Installation.in(folder.resolve("fresh"));
    Path config = fresh.config().resolveSibling(".config/stillkeep/config.toml");
    fresh.runAtHome("ente", "login", "--server", server.uri().toString(), "--email", "nobody@example.org").mustFailWith(ExitCode.STORE_REFUSED);
    assertThat(config).as("a configuration of an account that is none").doesNotExist();

    fresh.runAtHome("ente", "login", "--server", server.uri().toString(), "--email", account.email()).mustSucceed();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(config))).isEqualTo("rw-------");
    Process agent = fresh.startAtHome("run", "--headless");
    try {
      ControlClient control = new ControlClient(fresh.config().resolveSibling(".local/state/stillkeep"));
      eventually(
          () ->
              assertThat(control.send(ControlClient.command("status")).orElseThrow(IOException::new).at("/status/server/state").asText())
                  .isEqualTo("in step"));
    } finally {
      agent.destroyForcibly().waitFor();
    }
    assertThat(fresh.config().resolveSibling("Stillkeep/Vault")).doesNotExist();
  }

  private static String[] command(String name, Map<Integer, Path> archives) {
    return Stream.concat(
            Stream.of(name), archives.values().stream().map(Path::toString))
        .toArray(String[]::new);
  }

  private void send(String command) throws IOException {
    assertThat(new ControlClient(home.state()).send(ControlClient.command(command))).isPresent();
  }

  private static boolean needsYou(JsonNode status, String problem) {
    for (JsonNode each : status.path("problems")) {
      if (each.path("id").asText().equals(problem) && each.path("needsYou").asBoolean()) {
        return status.path("state").asText().equals("needs-you");
      }
    }
    return false;
  }

  private static void eventually(ThrowingRunnable assertion) {
    await().atMost(PATIENCE).pollInterval(Duration.ofMillis(250)).ignoreExceptionsInstanceOf(IOException.class).untilAsserted(assertion);
  }
}
