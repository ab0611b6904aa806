package org.stillkeep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.importer.TakeoutBuilder;

/**
 * An agent that has nothing to do: {@code docs/performance.md} has what it costs, this holds down what would make it cost more.
 * The bounds leave room for a busy machine, and for compilers that finish what the import began.
 */
class IdleTest {

  private static final Duration A_WHILE = Duration.ofSeconds(60);
  private static final Duration WATCHED = Duration.ofSeconds(10);
  private static final Duration MOST_CPU = Duration.ofMillis(500);

  /** Our own threads wake up to check the inbox folders, and for nothing else in so short a time. */
  private static final long MOST_WAKE_UPS_OF_OURS = 10;

  /** The virtual machine's timers alone, left as they come, are 70. */
  private static final long MOST_WAKE_UPS = 60;

  /** A third of it are the tables of contents of the jars on the class path of tests. */
  private static final long MOST_LIVE_MIB = 18;

  private static final Pattern COLLECTED = Pattern.compile("Pause Full \\(System\\.gc\\(\\)\\) (\\d+)M->(\\d+)M");
  private static final Pattern SWITCHES = Pattern.compile("ctxt_switches:\\s*(\\d+)");

  @TempDir private Path home;

  private Installation installation;
  private Path collections;

  @BeforeEach
  void dropATakeout() throws Exception {
    assumeTrue(Files.isReadable(Path.of("/proc/self/task")), "skipped: only Linux tells what threads do");
    installation = Installation.withVault(home);
    Files.writeString(
        installation.config(),
        Files.readString(installation.config()).replace("scan_seconds = 1\n", "scan_seconds = 600\n"));
    collections = home.resolve("collections.log");
    installation.jvmFlags("@" + Path.of("installer", "jvm.options").toAbsolutePath() + " -Xlog:gc:file=" + collections);
    byte[] bytes = new byte[3_000_000];
    TakeoutBuilder takeout = TakeoutBuilder.takeout();
    for (int photo = 0; photo < 10; photo++) {
      new Random(photo).nextBytes(bytes);
      takeout.media("IMG_" + photo + ".jpg", bytes.clone());
    }
    takeout.writeTo(installation.inbox());
  }

  @Test
  void anIdleAgentSleepsAndWritesNothingAndHasGivenItsHeapBack() throws Exception {
    try (RunningAgent agent = RunningAgent.of(installation)) {
      agent.awaitStatus(A_WHILE, status -> status.path("assets").asLong() == 10);
      agent.awaitStatus(A_WHILE, status -> status.path("sentence").asText().startsWith("Up to date"));
      await("heap given back").atMost(A_WHILE).until(() -> liveMib() < MOST_LIVE_MIB);

      Map<String, String> activity = agent.activity();
      Duration cpu = agent.handle().info().totalCpuDuration().orElseThrow();
      Map<String, Long> wakeUps = wakeUps(agent.handle().pid());
      await().pollDelay(WATCHED).atMost(A_WHILE).until(() -> true);
      Map<String, Long> since = wakeUps(agent.handle().pid());
      wakeUps.forEach((thread, before) -> since.computeIfPresent(thread, (each, now) -> now - before));

      assertThat(agent.activity()).isEqualTo(activity);
      assertThat(agent.handle().info().totalCpuDuration().orElseThrow().minus(cpu)).isLessThan(MOST_CPU);
      assertThat(sum(since, " stillkeep-")).as("wake-ups of our threads: %s", since).isLessThan(MOST_WAKE_UPS_OF_OURS);
      assertThat(sum(since, "")).as("all wake-ups: %s", since).isLessThan(MOST_WAKE_UPS);
    }
  }

  /** MiB that were live after the last collection that the agent asked for. */
  private long liveMib() throws IOException {
    return COLLECTED.matcher(Files.readString(collections)).results()
        .mapToLong(match -> Long.parseLong(match.group(2)))
        .reduce(Long.MAX_VALUE, (earlier, later) -> later);
  }

  private static long sum(Map<String, Long> wakeUps, String name) {
    return wakeUps.entrySet().stream().filter(each -> each.getKey().contains(name)).mapToLong(Map.Entry::getValue).sum();
  }

  /** How often each thread of a process, by id and name, was given a processor so far. */
  private static Map<String, Long> wakeUps(long pid) throws IOException {
    Map<String, Long> wakeUps = new TreeMap<>();
    try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
      for (Path thread : threads.toList()) {
        try {
          String status = Files.readString(thread.resolve("status"));
          String name = status.lines().findFirst().orElseThrow().replace("Name:\t", " ");
          Matcher switches = SWITCHES.matcher(status);
          wakeUps.put(thread.getFileName() + name, switches.results().mapToLong(each -> Long.parseLong(each.group(1))).sum());
        } catch (NoSuchFileException e) {
          // It ended between the listing and the look.
          assertThat(thread).doesNotExist();
        }
      }
    }
    return wakeUps;
  }
}
