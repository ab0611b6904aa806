package org.stillkeep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.faults.Covers;
import org.stillkeep.files.DurableFiles;
import org.stillkeep.importer.TakeoutBuilder;

/** Pause, resume and a termination signal, with 1 GB in flight; {@code -Dstillkeep.pause-mb} says how much. */
class PauseTest {

  private static final long BIG_MIB = Long.getLong("stillkeep.pause-mb", 1024);
  private static final String BIG = "big.mp4";
  private static final String EXPORTED = "Photos from 2019/" + BIG;

  /** So much of a file has been written when it counts as in flight. */
  private static final long IN_FLIGHT_BYTES = 16L << 20;

  private static final Duration A_SECOND = Duration.ofSeconds(1);
  private static final Duration A_WHILE = Duration.ofMinutes(5);

  @TempDir private static Path shared;

  private static Path bigArchive;

  @TempDir private Path home;

  @BeforeAll
  static void writeTheArchive() throws IOException {
    bigArchive = shared.resolve("takeout-20240601T101010Z-001.zip");
    try (LargeTakeout takeout = new LargeTakeout(bigArchive)) {
      takeout.video(BIG, BIG_MIB << 20);
    }
  }

  private Installation withBigArchive() throws Exception {
    Installation installation = Installation.withVault(home);
    // The work of encryption is what is in flight here: at the speed that people have.
    installation.jvmFlags("-XX:TieredStopAtLevel=4");
    Files.createLink(installation.inbox().resolve(bigArchive.getFileName()), bigArchive);
    return installation;
  }

  @Test
  @Covers("F68")
  void twoGigabytesInFlightStopWithinASecondAndAreFinishedAfterResume() throws Exception {
    Installation installation = withBigArchive();
    try (RunningAgent agent = RunningAgent.of(installation)) {
      awaitInFlight(installation.vault());
      pause(installation, agent);
      agent.terminate(Duration.ofSeconds(5));
    }
    assertThat(temporaries(installation.vault())).isEmpty();

    try (RunningAgent agent = RunningAgent.of(installation)) {
      agent.awaitStatus(A_SECOND.multipliedBy(10), status -> status.path("state").asText().equals("paused"));
      awaitStillness(agent);

      installation.run("resume").mustSucceed();
      awaitInFlight(installation.export());
      pause(installation, agent);
      assertThat(installation.export().resolve(EXPORTED)).doesNotExist();
      assertThat(temporaries(installation.export())).isEmpty();

      installation.run("resume").mustSucceed();
      agent.awaitStatus(A_WHILE, status -> status.at("/exports/0/state").asText().equals("in step"));
      assertThat(crc32(installation.export().resolve(EXPORTED))).isEqualTo(crc32OfBig());
    }
    assertThat(temporaries(home)).isEmpty();
  }

  @Test
  @Covers("F62")
  void aTerminationSignalDuringABigEntryEndsTheAgentWithinFiveSecondsWithNothingLeftBehind() throws Exception {
    Installation installation = withBigArchive();
    try (RunningAgent agent = RunningAgent.of(installation)) {
      awaitInFlight(installation.vault());
      agent.terminate(Duration.ofSeconds(5));
    }
    assertThat(temporaries(home)).isEmpty();
    assertThat(Installation.files(installation.vault().resolve("objects"))).isEmpty();
    assertThat(installation.state().resolve("agent.sock")).doesNotExist();
  }

  @Test
  void aPauseForATimeEndsByItself() throws Exception {
    Installation installation = Installation.withVault(home);
    try (RunningAgent agent = RunningAgent.of(installation)) {
      installation.run("pause", "--for", "2s").mustSucceed();
      TakeoutBuilder.takeout().photo("IMG_1.jpg").writeTo(installation.inbox());

      agent.awaitStatus(A_WHILE, status -> status.at("/exports/0/files").asLong() == 1);
      assertThat(installation.export().resolve("Photos from 2019/IMG_1.jpg")).exists();
      assertThat(agent.status().path("pausedUntil").isNull()).isTrue();
    }
  }

  private static void pause(Installation installation, RunningAgent agent) throws Exception {
    installation.run("pause").mustSucceed();
    assertThat(agent.status().path("state").asText()).isEqualTo("paused");
    await().pollDelay(A_SECOND).until(() -> true);
    assertStill(agent);
    assertThat(installation.run("status").mustSucceed().out()).contains("Paused");
  }

  private static void assertStill(RunningAgent agent) throws IOException {
    Map<String, String> before = agent.activity();
    await()
        .during(A_SECOND.multipliedBy(3))
        .atMost(A_SECOND.multipliedBy(6))
        .untilAsserted(() -> assertThat(agent.activity()).isEqualTo(before));
  }

  /** An agent says that it is paused before it has done everything that belongs to its start. */
  private static void awaitStillness(RunningAgent agent) {
    AtomicReference<Map<String, String>> last = new AtomicReference<>(Map.of());
    await()
        .during(A_SECOND.multipliedBy(3))
        .atMost(A_SECOND.multipliedBy(30))
        .until(
            () -> {
              Map<String, String> now = agent.activity();
              return now.equals(last.getAndSet(now));
            });
  }

  private static void awaitInFlight(Path folder) {
    await("a big temporary file in " + folder)
        .atMost(A_WHILE)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> temporaries(folder).stream().anyMatch(file -> size(file) >= IN_FLIGHT_BYTES));
  }

  private static List<Path> temporaries(Path folder) throws IOException {
    return PassingFiles.in(folder).stream().filter(file -> DurableFiles.isTemporaryName(file.getFileName().toString())).toList();
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (NoSuchFileException e) {
      return 0;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static long crc32(Path file) throws IOException {
    try (CheckedInputStream in = new CheckedInputStream(Files.newInputStream(file), new CRC32())) {
      in.transferTo(OutputStream.nullOutputStream());
      return in.getChecksum().getValue();
    }
  }

  private static long crc32OfBig() throws IOException {
    try (ZipFile zip = new ZipFile(bigArchive.toFile())) {
      return zip.getEntry(LargeTakeout.FOLDER + BIG).getCrc();
    }
  }
}
