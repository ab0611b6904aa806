package org.stillkeep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.faults.Covers;
import org.stillkeep.files.Mounts;
import org.stillkeep.importer.TakeoutBuilder;

/** What happens while nobody tells the agent: no events come, or the computer sleeps. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "needs mounts, signals and limits as Linux has them")
class UnnoticedTest {

  private static final Duration A_WHILE = Duration.ofMinutes(1);

  @TempDir static Path ready;
  @TempDir Path home;

  private static Installation template;
  private Installation installation;

  @BeforeAll
  static void makeAVault() throws Exception {
    template = Installation.withVault(ready);
  }

  @BeforeEach
  void moveIn() throws IOException {
    installation = template.copyTo(home);
  }

  @Test
  @Covers("F44")
  void anInboxOnANetworkIsLookedIntoByTheClock() throws Exception {
    try (Mounts mounts = new Mounts(home)) {
      Path server = mounts.directory("server");
      mounts.mirror(server, installation.inbox());
      try (RunningAgent agent = RunningAgent.of(installation)) {
        // On the server itself, of which no event comes.
        TakeoutBuilder.takeout().photo("IMG_1.jpg").writeTo(server);
        agent.awaitStatus(A_WHILE, status -> status.path("assets").asInt() == 1);
        assertThat(log()).contains("not watched by events: [" + installation.inbox() + "]");
        agent.terminate(Duration.ofSeconds(10));
      }
    }
  }

  @Test
  @Covers("F41")
  void withoutAnyMoreWatchesTheInboxIsLookedIntoByTheClockWhichIsSaidOnce() throws Exception {
    String takeAway = "echo 0 > /proc/sys/user/max_inotify_instances && exec \"$0\" \"$@\"";
    List<String> under = List.of("unshare", "-U", "-r", "bash", "-c", takeAway);
    assumeTrue(works("unshare", "-U", "-r", "bash", "-c", "echo 0 > /proc/sys/user/max_inotify_instances"), "needs namespaces of users");
    try (RunningAgent agent = RunningAgent.under(under, installation)) {
      TakeoutBuilder.takeout().photo("IMG_1.jpg").writeTo(installation.inbox());
      agent.awaitStatus(A_WHILE, status -> status.path("assets").asInt() == 1);
      assertThat(log()).containsOnlyOnce("is looked at by the clock only").contains("fs.inotify.max_user_instances");
      agent.terminate(Duration.ofSeconds(10));
    }
  }

  @Test
  @Covers("F60")
  void whatChangedDuringSleepIsNoticedBeforeAnythingIsWritten() throws Exception {
    try (Mounts mounts = new Mounts(home)) {
      Path disk = mounts.tmpfs(mounts.directory("disk"));
      Path export = mounts.bind(disk, mounts.directory("Export"));
      try (RunningAgent agent = RunningAgent.of(installation)) {
        agent.awaitStatus(A_WHILE, status -> exportIs("in step", status));
        agent.freeze();
        mounts.unmount(export);
        TakeoutBuilder.takeout().photo("IMG_1.jpg").writeTo(installation.inbox());
        agent.thaw();
        agent.awaitStatus(
            A_WHILE,
            status -> status.path("assets").asInt() == 1 && exportIs("not connected", status));
        assertThat(Installation.files(export)).isEmpty();
        agent.terminate(Duration.ofSeconds(10));
      }
    }
  }

  private static boolean exportIs(String state, JsonNode status) {
    return status.path("exports").path(0).path("state").asText().equals(state);
  }

  private static boolean works(String... command) throws IOException, InterruptedException {
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
    } catch (IOException noSuchProgram) {
      return false;
    }
  }

  private String log() throws IOException {
    try (Stream<Path> logs = Files.list(installation.state().resolve("logs"))) {
      StringBuilder all = new StringBuilder();
      for (Path log : logs.filter(each -> each.toString().endsWith(".log")).toList()) {
        all.append(Files.readString(log));
      }
      return all.toString();
    }
  }
}
