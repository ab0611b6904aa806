package org.stillkeep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.faults.Covers;
import org.stillkeep.files.Mounts;
import org.stillkeep.importer.TakeoutBuilder;

/** F1: the disk of an export folder goes away and comes back, under a running agent. */
class UnmountedExportTest {

  private static final Duration A_WHILE = Duration.ofMinutes(2);
  private static final String MARKER = ".stillkeep-export";
  private static final String YEAR = "Photos from 2019";

  @TempDir private Path home;

  private Installation installation;

  @BeforeEach
  void install() throws Exception {
    installation = Installation.withVault(home);
  }

  @Test
  @Covers({"F2", "P7"})
  void whileItIsUnmountedImportsGoOnAndThePassCompletesWhenItIsBack() throws Exception {
    try (Mounts mounts = new Mounts(home)) {
      Path disk = mounts.tmpfs(mounts.directory("disk"));
      Path export = mounts.bind(disk, mounts.directory("Export"));
      try (RunningAgent agent = RunningAgent.of(installation)) {
        dropAndAwaitInStep(agent, "first", 1, 1);

        mounts.unmount(export);
        drop("second", 2);
        agent.awaitStatus(A_WHILE, status -> status.path("assets").asInt() == 3 && exportIs("not connected", status));
        assertThat(quietlyIdle(agent.status())).isTrue();
        assertThat(everythingIn(export)).isEmpty();

        mounts.bind(disk, export);
        agent.awaitStatus(A_WHILE, status -> exportIs("in step", status));
        assertThat(photosIn(export)).hasSize(3);
      }
    }
  }

  @Test
  @Covers("F1")
  void unmountedInTheMiddleOfAPassNothingLandsInTheBareMountPoint() throws Exception {
    int photos = 400;
    try (Mounts mounts = new Mounts(home)) {
      Path disk = mounts.tmpfs(mounts.directory("disk"));
      Path export = mounts.bind(disk, mounts.directory("Export"));
      try (RunningAgent agent = RunningAgent.of(installation)) {
        drop("many", photos);
        await().atMost(A_WHILE).pollInterval(Duration.ofMillis(5)).until(() -> !photosIn(disk).isEmpty());

        mounts.unmount(export);
        agent.awaitStatus(A_WHILE, status -> status.path("assets").asInt() == photos && exportIs("not connected", status));
        assertThat(photosIn(disk)).as("the pass was under way").hasSizeBetween(1, photos - 1);
        assertThat(everythingIn(export)).isEmpty();

        mounts.bind(disk, export);
        agent.awaitStatus(A_WHILE, status -> exportIs("in step", status));
        assertThat(photosIn(export)).hasSize(photos);
        assertThat(everythingIn(export)).noneMatch(name -> name.contains(".stillkeep-tmp-"));
      }
    }
  }

  @Test
  @Covers("F3")
  void anotherDiskAtTheSamePathIsRefusedUntilTheRightOneIsBack() throws Exception {
    try (Mounts mounts = new Mounts(home)) {
      Path disk = mounts.tmpfs(mounts.directory("disk"));
      Path other = mounts.tmpfs(mounts.directory("other"));
      Path export = mounts.bind(disk, mounts.directory("Export"));
      try (RunningAgent agent = RunningAgent.of(installation)) {
        dropAndAwaitInStep(agent, "first", 1, 1);
        String marker = Files.readString(export.resolve(MARKER));
        Files.writeString(other.resolve(MARKER), ofAnotherExport(marker));

        mounts.unmount(export);
        mounts.bind(other, export);
        drop("second", 1);
        agent.awaitStatus(A_WHILE, status -> status.path("assets").asInt() == 2 && exportIs("not ours", status));
        assertThat(agent.status().path("state").asText()).isEqualTo("needs-you");
        assertThat(everythingIn(export)).containsExactly(MARKER);

        mounts.unmount(export);
        mounts.bind(disk, export);
        agent.awaitStatus(A_WHILE, status -> exportIs("in step", status) && quietlyIdle(status));
        assertThat(photosIn(export)).hasSize(2);
      }
    }
  }

  @Test
  @Covers({"F27", "P7"})
  void withoutItsMarkerTheFolderIsLeftAloneUntilTheMarkerIsBack() throws Exception {
    try (RunningAgent agent = RunningAgent.of(installation)) {
      dropAndAwaitInStep(agent, "first", 1, 1);
      Path marker = installation.export().resolve(MARKER);
      Path aside = home.resolve("marker");
      Files.move(marker, aside);
      List<String> before = everythingIn(installation.export());

      drop("second", 2);
      agent.awaitStatus(A_WHILE, status -> status.path("assets").asInt() == 3 && exportIs("not connected", status));
      assertThat(quietlyIdle(agent.status())).isTrue();
      assertThat(everythingIn(installation.export())).isEqualTo(before);

      Files.move(aside, marker);
      agent.awaitStatus(A_WHILE, status -> exportIs("in step", status));
      assertThat(photosIn(installation.export())).hasSize(3);
    }
  }

  @Test
  @Covers({"F1", "P9"})
  void aMarkerThatGoesAwayDuringAPassStopsItAndItGoesOnWhenTheMarkerIsBack() throws Exception {
    int photos = 400;
    try (RunningAgent agent = RunningAgent.of(installation)) {
      Path marker = installation.export().resolve(MARKER);
      Path aside = home.resolve("marker");
      drop("many", photos);
      await().atMost(A_WHILE).pollInterval(Duration.ofMillis(5)).until(() -> !photosIn(installation.export()).isEmpty());
      Files.move(marker, aside);
      agent.awaitStatus(A_WHILE, status -> status.path("assets").asInt() == photos && exportIs("not connected", status));

      Files.move(aside, marker);
      agent.awaitStatus(A_WHILE, status -> exportIs("in step", status));
      assertThat(photosIn(installation.export())).hasSize(photos);
    }
  }

  private void dropAndAwaitInStep(RunningAgent agent, String name, int photos, int assets) throws Exception {
    drop(name, photos);
    agent.awaitStatus(A_WHILE, status -> status.path("assets").asInt() == assets && exportIs("in step", status));
    assertThat(photosIn(installation.export())).hasSize(assets);
  }

  /** A Takeout with so many photos of this name, dropped whole into the inbox. */
  private void drop(String name, int photos) throws IOException {
    TakeoutBuilder takeout = TakeoutBuilder.takeout("2024060" + (name.length() % 9 + 1) + "T101010Z");
    IntStream.range(0, photos).forEach(i -> takeout.photo(name + i + ".jpg"));
    Path aside = Files.createTempDirectory(home, "dropped");
    for (Path archive : takeout.writeTo(aside).values()) {
      Files.move(archive, installation.inbox().resolve(archive.getFileName()));
    }
  }

  private static boolean exportIs(String state, JsonNode status) {
    return status.at("/exports/0/state").asText().equals(state);
  }

  private static boolean quietlyIdle(JsonNode status) {
    return status.path("state").asText().equals("idle") && status.path("problems").isEmpty();
  }

  private static List<String> photosIn(Path export) throws IOException {
    return everythingIn(export.resolve(YEAR)).stream().filter(name -> name.endsWith(".jpg")).toList();
  }

  /** Files and folders by their relative names, the folder itself left out; temporary ones come and go meanwhile. */
  private static List<String> everythingIn(Path folder) throws IOException {
    List<String> names = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return names;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
            if (!path.equals(folder)) {
              names.add(folder.relativize(path).toString());
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
            names.add(folder.relativize(path).toString());
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path path, IOException failure) throws IOException {
            if (failure instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw failure;
          }
        });
    Collections.sort(names);
    return names;
  }

  /** One without a checksum, as older versions wrote it. */
  private static String ofAnotherExport(String marker) throws IOException {
    ObjectNode other = (ObjectNode) new ObjectMapper().readTree(marker);
    other.put("exportId", "beef" + other.path("exportId").asText().substring(4)).remove("check");
    return other.toString();
  }
}
