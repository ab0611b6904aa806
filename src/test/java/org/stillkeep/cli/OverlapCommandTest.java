package org.stillkeep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.stillkeep.faults.Covers;
import org.stillkeep.files.Mounts;
import org.stillkeep.importer.TakeoutBuilder;

/** Every command refuses folders that overlap, in every pairing and both directions, before anything is written. */
class OverlapCommandTest {

  private static final Map<String, String> KEYS =
      Map.of("inbox", "inbox[0]", "vault", "library.path", "export", "export[0].path", "state", "state");
  private static final List<List<String>> COMMANDS =
      List.of(
          List.of("run", "--headless"),
          List.of("import", "takeout-001.zip"),
          List.of("export"),
          List.of("check-config"),
          List.of("vault", "create"));

  @TempDir Path home;

  /** How the second folder of a pair lies to the first. */
  private enum Shape {
    SAME,
    CHILD,
    PARENT,
    LINK_TO_IT,
    LINK_INTO_IT,
    MOUNT_OF_IT,
    MOUNT_OF_A_CHILD
  }

  private static Stream<Arguments> pairs() {
    List<Arguments> pairs = new ArrayList<>();
    List<String> roles = List.of("inbox", "vault", "export", "state");
    for (String first : roles) {
      for (String second : roles) {
        for (Shape shape : Shape.values()) {
          if (!first.equals(second)) {
            pairs.add(Arguments.of(first, second, shape));
          }
        }
      }
    }
    return pairs.stream();
  }

  @ParameterizedTest(name = "{0} and {1}: {2}")
  @MethodSource("pairs")
  @Covers("P12")
  void overlappingFoldersAreRefused(String first, String second, Shape shape) throws Exception {
    try (Mounts mounts = new Mounts(home)) {
      Map<String, Path> folders = new LinkedHashMap<>();
      for (String role : KEYS.keySet()) {
        folders.put(role, mounts.directory(role));
      }
      Path inner = mounts.directory(first + "/inner");
      folders.put(second, arrange(shape, folders.get(first), inner, mounts));
      if (shape == Shape.PARENT) {
        folders.put(first, inner);
      }
      Path config = configure(folders);
      Map<String, String> before = Installation.snapshot(home);
      for (List<String> command : COMMANDS) {
        Said said = run(command, config);
        assertThat(said.exitCode).as("%s said: %s", command, said.words).isEqualTo(ExitCode.USAGE.number());
        assertThat(said.words)
            .contains("error: ", "hint: ", folders.get(first).toString(), folders.get(second).toString())
            .contains(KEYS.get(first), KEYS.get(second))
            .containsPattern("the (same folder|.* folder) .*\\(.+\\)")
            .doesNotContain("Exception");
      }
      assertThat(Installation.snapshot(home)).as("nothing is written").isEqualTo(before);
    }
  }

  private static Path arrange(Shape shape, Path first, Path inner, Mounts mounts) throws Exception {
    Path elsewhere = first.resolveSibling("elsewhere");
    return switch (shape) {
      case SAME, PARENT -> first;
      case CHILD -> inner;
      case LINK_TO_IT -> Files.createSymbolicLink(elsewhere, first);
      case LINK_INTO_IT -> Files.createSymbolicLink(elsewhere, inner);
      case MOUNT_OF_IT -> mounts.bind(first, mounts.directory("elsewhere"));
      case MOUNT_OF_A_CHILD -> mounts.bind(inner, mounts.directory("elsewhere"));
    };
  }

  private Path configure(Map<String, Path> folders) throws Exception {
    return Files.writeString(
        home.resolve("config.toml"),
        String.format(
            "inbox = [\"%s\"]%nstate = \"%s\"%n[library]%npath = \"%s\"%n[[export]]%npath = \"%s\"%n",
            folders.get("inbox"),
            folders.get("state"),
            folders.get("vault"),
            folders.get("export")));
  }

  /** The whole command, but in this process: some hundred of them would take minutes to start. */
  private static Said run(List<String> command, Path config) {
    List<String> arguments = new ArrayList<>(command);
    arguments.addAll(List.of("--config", config.toString()));
    ByteArrayOutputStream words = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(words, true, StandardCharsets.UTF_8);
    int exitCode =
        assertTimeoutPreemptively(
            Duration.ofSeconds(30),
            () -> Main.run(arguments.toArray(new String[0]), new Terminal(stream, stream, false), Map.of()));
    return new Said(exitCode, words.toString(StandardCharsets.UTF_8));
  }

  private record Said(int exitCode, String words) {}

  @Test
  @Covers("F70")
  void anOverlapThatArisesWhileTheAgentRunsStopsItUntilItIsGone() throws Exception {
    Installation installation = Installation.withVault(home);
    Path archive = TakeoutBuilder.takeout().photo("IMG_1.jpg").writeTo(Files.createDirectory(home.resolve("Downloads"))).get(1);
    try (Mounts mounts = new Mounts(home);
        RunningAgent agent = RunningAgent.of(installation)) {
      agent.awaitStatus(Duration.ofSeconds(60), status -> status.path("exports").path(0).path("state").asText().equals("in step"));
      Path inside = Files.createDirectory(installation.inbox().resolve("inside"));
      mounts.bind(installation.export(), inside);
      agent.awaitStatus(Duration.ofSeconds(30), OverlapCommandTest::saysOverlap);
      Map<String, String> vault = Installation.snapshot(installation.vault());
      Map<String, String> export = Installation.snapshot(installation.export());
      Files.copy(archive, installation.inbox().resolve(archive.getFileName()));
      // Three looks, each of which would have imported it.
      await()
          .during(Duration.ofSeconds(3))
          .atMost(Duration.ofSeconds(30))
          .until(() -> Installation.snapshot(installation.vault()).equals(vault) && saysOverlap(agent.status()));
      assertThat(Installation.snapshot(installation.export())).isEqualTo(export);

      mounts.unmount(inside);
      agent.awaitStatus(Duration.ofSeconds(30), status -> status.path("problems").isEmpty());
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> new Mirror(installation.export()).album("Photos from 2019").contains("IMG_1.jpg"));
      agent.terminate(Duration.ofSeconds(10));
    }
  }

  private static boolean saysOverlap(JsonNode status) {
    String problems = status.path("problems").toString();
    return problems.contains("inbox[0]") && problems.contains("export[0].path");
  }
}
