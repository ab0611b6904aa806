package org.stillkeep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.agent.ControlClient;
import org.stillkeep.faults.Covers;
import org.stillkeep.importer.TakeoutBuilder;

/** The running agent as its page, its commands and a second start see it. */
class AgentByPageTest {

  private static final Duration A_WHILE = Duration.ofMinutes(2);
  private static final int QUIT_SECONDS = 5;

  @TempDir private static Path shared;
  private static Installation original;

  @TempDir private Path home;

  private Installation installation;
  private Process program;

  @BeforeAll
  static void makeAVault() throws Exception {
    original = Installation.withVault(shared);
  }

  @BeforeEach
  void install() throws Exception {
    installation = original.copyTo(home);
  }

  @AfterEach
  void end() throws InterruptedException {
    if (program != null) {
      program.destroyForcibly().waitFor();
    }
  }

  @Test
  void aLockedVaultIsOpenedByThePage() throws Exception {
    installation.write("", "keep_unlocked = false\n");
    // Deriving a key takes seconds, and half of them with the better compiler.
    installation.jvmFlags("-XX:TieredStopAtLevel=4");
    start("run");
    PageVisitor visitor = visitor();

    assertThat(visitor.phase()).isEqualTo("locked");
    assertThat(installation.status().path("sentence").asText()).isEqualTo("the library is locked");
    assertThat(installation.run("pause").mustFailWith(ExitCode.UNEXPECTED).err()).contains("locked");
    assertThat(visitor.post(403, "/api/unlock", "{\"passphrase\":\"wrong horse\"}").path("error").asText()).contains("not the passphrase");
    await()
        .atMost(A_WHILE)
        .untilAsserted(() -> visitor.post(200, "/api/unlock", "{\"passphrase\":\"" + Installation.PASSPHRASE + "\"}"));
    visitor.awaitPhase("running");
    await().atMost(A_WHILE).until(() -> installation.status().path("state").asText().equals("idle"));
    assertThat(installation.state().resolve("vault.key")).doesNotExist();
    assertQuits();
  }

  @Test
  @Covers("F57")
  void headlessAVaultThatIsLockedEndsTheStart() throws Exception {
    installation.write("", "keep_unlocked = false\n");
    assertThat(installation.runTyping("", "run", "--headless").mustFailWith(ExitCode.LOCKED).err()).contains("passphrase");
  }

  @Test
  void commandsASecondStartAndThePageReachTheRunningAgent() throws Exception {
    Files.createDirectories(installation.export());
    Files.writeString(installation.export().resolve("mine.txt"), "was here before");
    start("run");
    PageVisitor visitor = visitor();
    visitor.awaitPhase("running");

    aFolderWithFilesIsTakenOver(visitor);
    TakeoutBuilder.takeout().photo("IMG_1.jpg").writeTo(installation.inbox());
    installation.run("scan").mustSucceed();
    await().atMost(A_WHILE).until(() -> visitor.get("/api/recent").path("assets").size() == 1);
    JsonNode asset = visitor.get("/api/recent").path("assets").get(0);
    assertThat(asset.path("title").asText()).isEqualTo("IMG_1.jpg");
    if (asset.path("hasPreview").asBoolean()) {
      assertThat(visitor.bytes("/api/preview/" + asset.path("id").asText())).startsWith(0xFF, 0xD8);
    }
    String link = installation.run("page", "--print").mustSucceed().out().strip();
    assertThat(PageVisitor.by(URI.create(link)).phase()).isEqualTo("running");
    aSecondStartOpensThePage();
    assertQuits();
  }

  private void aFolderWithFilesIsTakenOver(PageVisitor visitor) throws Exception {
    await().atMost(A_WHILE).until(() -> installation.status().path("exports").path(0).path("needsAdoption").asBoolean());
    String folder = "{\"export\":0,\"path\":\"" + installation.export() + "\"}";
    JsonNode another = visitor.post(409, "/api/exports/adopt", folder.replace("\"}", "2\"}"));
    assertThat(another.path("error").asText()).contains("have changed");
    visitor.post(200, "/api/exports/adopt", folder);
    JsonNode again = visitor.post(409, "/api/exports/adopt", folder);
    assertThat(again.path("error").asText()).contains("already");
    await().atMost(A_WHILE).until(() -> installation.status().path("exports").path(0).path("state").asText().equals("in step"));
    assertThat(installation.export().resolve("mine.txt")).hasContent("was here before");
  }

  private void aSecondStartOpensThePage() throws Exception {
    Path bin = Files.createDirectories(home.resolve("bin"));
    Path opener = Files.writeString(bin.resolve("xdg-open"), "#!/bin/sh\necho \"$1\" > " + home.resolve("opened") + "\n");
    assumeTrue(Files.getFileStore(opener).supportsFileAttributeView("posix"), "needs a desktop that is a shell script");
    Files.setPosixFilePermissions(opener, PosixFilePermissions.fromString("rwx------"));
    Map<String, String> desktop = Map.of("DISPLAY", ":99", "PATH", bin + ":" + System.getenv("PATH"));

    assertThat(installation.startUnattended(desktop, "run").waitFor()).isEqualTo(ExitCode.DONE.number());
    String opened = Files.readString(home.resolve("opened")).strip();
    assertThat(PageVisitor.by(URI.create(opened)).phase()).isEqualTo("running");
    assertThat(installation.startUnattended(desktop, "run", "--headless").waitFor()).isEqualTo(ExitCode.ALREADY_RUNNING.number());
    assertThat(installation.run("run", "--headless").mustFailWith(ExitCode.ALREADY_RUNNING).err()).contains("already working");
  }

  @Test
  void aPageThatCannotBeServedOrIsOffKeepsNothingFromGoingOn() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      installation.configure("page.listen = \"127.0.0.1:" + taken.getLocalPort() + "\"\n");
      start("run", "--headless");
      await().atMost(A_WHILE).until(() -> installation.status().path("state").asText().equals("idle"));
      assertThat(Files.readString(installation.agentLog())).contains("the status page cannot be served").contains("page.listen");
      assertThat(installation.run("page", "--print").mustFailWith(ExitCode.UNEXPECTED).err()).contains("no status page is served");
    }
  }

  @Test
  void aPageForOthersNeedsAPassword() throws Exception {
    installation.configure("page.listen = \"0.0.0.0:0\"\npage.reverse_proxy = \"https://photos.example.org\"\n");
    assertThat(installation.run("run", "--headless").mustFailWith(ExitCode.USAGE).err()).contains("page.listen").contains("--set-password");
    assertThat(installation.run("check-config").mustFailWith(ExitCode.USAGE).err()).contains("page.listen");

    // The file that the environment names holds the vault's passphrase, which must not become a password of the network.
    assertThat(installation.run("page", "--set-password").mustFailWith(ExitCode.LOCKED).err()).contains("standard input");
    installation.runTyping("another horse entirely\n", "page", "--set-password").mustSucceed();
    assertThat(new PagePassword(installation.state()).matches("another horse entirely".toCharArray())).isTrue();
    assertThat(installation.run("check-config").mustSucceed().out()).contains("https://photos.example.org; asks for a password");
  }

  @Test
  void checkConfigTellsOfANotifyCommandThatIsNotThere() throws Exception {
    installation.configure("notify_command = [\"sh -c true\"]\n");
    assertThat(installation.run("check-config").mustSucceed().err()).contains("sh -c true").contains("separate items");
    installation.configure("notify_command = [\"java\", \"-version\"]\n");
    installation.environment(Map.of("PATH", Path.of(System.getProperty("java.home"), "bin").toString()));
    assertThat(installation.run("check-config").mustSucceed().err()).doesNotContain("notify_command");
  }

  @Test
  @Covers("F62")
  void quitEndsWithinFiveSecondsDuringAnImport() throws Exception {
    TakeoutBuilder.takeout().photo("IMG_1.jpg").writeTo(installation.inbox());
    start("run");
    PageVisitor visitor = visitor();
    await().atMost(A_WHILE).until(() -> visitor.get("/api/recent").path("assets").size() == 1);
    try (LargeTakeout takeout = new LargeTakeout(installation.inbox().resolve("takeout-20250601T101010Z-001.zip"))) {
      takeout.video("big.mp4", 400L << 20);
    }
    await().atMost(A_WHILE).until(() -> installation.status().path("job").path("doneBytes").asLong() > 0);
    assertThat(visitor.get("/api/recent").path("assets").findValuesAsText("title")).containsExactly("IMG_1.jpg");

    // As the tray's Quit does it, and not a signal.
    new ControlClient(installation.state()).send(ControlClient.command("stop"));
    assertThat(program.waitFor(QUIT_SECONDS, TimeUnit.SECONDS)).as("ended within %s s", QUIT_SECONDS).isTrue();
    assertThat(program.exitValue()).isEqualTo(ExitCode.DONE.number());
    assertThat(installation.state().resolve("running")).as("ended by itself").doesNotExist();
    assertThat(installation.state().resolve("agent.sock")).doesNotExist();
  }

  private void start(String... arguments) throws Exception {
    program = installation.startUnattended(Map.of(), arguments);
  }

  private PageVisitor visitor() throws Exception {
    return PageVisitor.of(program, installation.state());
  }

  private void assertQuits() throws InterruptedException {
    program.destroy();
    assertThat(program.waitFor(QUIT_SECONDS, TimeUnit.SECONDS)).as("ended within %s s", QUIT_SECONDS).isTrue();
  }
}
