package org.stillkeep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.agent.ControlClient;
import org.stillkeep.importer.TakeoutBuilder;

/** What somebody gets who has nothing but the program, and starts it. */
class FirstStartTest {

  private static final Duration A_WHILE = Duration.ofMinutes(2);

  @TempDir Path home;

  private Process agent;

  @AfterEach
  void end() throws InterruptedException {
    if (agent != null) {
      agent.destroyForcibly().waitFor();
    }
  }

  @Test
  void itMakesAConfigurationAndAVaultAndFoldersAndWorksAtOnce() throws Exception {
    start();
    awaitAnswer();

    assertThat(Files.readAllBytes(config())).isEqualTo(example());
    Path words = home.resolve(".local/state/stillkeep/recovery-words.txt");
    assertThat(Files.readString(words).strip().split("\\s+\\d*\\.?\\s*|\\s+")).hasSizeGreaterThanOrEqualTo(24);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(words))).isEqualTo("rw-------");
    TakeoutBuilder.takeout().photo("IMG_1.jpg").writeTo(home.resolve("Stillkeep/Inbox"));
    await()
        .atMost(A_WHILE)
        .until(() -> Files.exists(home.resolve("Stillkeep/Export/Photos from 2019/metadata/IMG_1.jpg.json")));

    agent.destroy();
    assertThat(agent.waitFor(10, TimeUnit.SECONDS)).as("ends when told to").isTrue();
  }

  @Test
  void interruptedBeforeItsVaultWasMadeTheNextStartIsTheFirst() throws Exception {
    Files.createDirectories(config().getParent());
    Files.write(config(), example());
    start();
    awaitAnswer();
    assertThat(home.resolve("Stillkeep/Vault/vault.json")).exists();
  }

  private void start() throws IOException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-Duser.home=" + home,
            "-cp",
            Installation.classPath(),
            "org.stillkeep.cli.Main",
            "run",
            "--headless");
    ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("XDG_") || name.startsWith("STILLKEEP_"));
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.environment().put("HOME", home.toString());
    agent =
        builder
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectErrorStream(true)
            .redirectOutput(home.resolve("said.txt").toFile())
            .start();
  }

  private void awaitAnswer() {
    ControlClient client = new ControlClient(home.resolve(".local/state/stillkeep"));
    await()
        .atMost(A_WHILE)
        .until(
            () -> {
              assertThat(agent.isAlive()).as(Files.readString(home.resolve("said.txt"))).isTrue();
              return Files.exists(config()) && client.send(ControlClient.command("status")).isPresent();
            });
  }

  private Path config() {
    return home.resolve(".config/stillkeep/config.toml");
  }

  private static byte[] example() throws IOException {
    try (InputStream in = RunCommand.class.getResourceAsStream("config.example.toml")) {
      return in.readAllBytes();
    }
  }
}
