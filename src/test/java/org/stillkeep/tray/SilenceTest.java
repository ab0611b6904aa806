package org.stillkeep.tray;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The wire, watched: no thread, no library and no program that is started with the tray connects to anything but sockets of this machine.
 */
class SilenceTest {

  /** Threads of the virtual machine and of JNA, which wake up by themselves and tidy memory; and the tray's own, between two changes. */
  private static final Set<String> TIDY = Set.of("Common-Cleaner", "JNA Cleaner", "process reaper", "stillkeep-tray");

  @TempDir private Path home;

  @Test
  void nothingLeavesWhileTheTrayComesWorksAndGoes() throws Exception {
    assertThat(connectionsBeyondThisMachine(Duration.ZERO)).isEmpty();
  }

  /** The library's makers would be told after five minutes. */
  @Test
  void nothingLeavesInTenMinutes() throws Exception {
    assumeTrue(Boolean.getBoolean("stillkeep.slow"), "skipped: watches for ten minutes: run with -Dstillkeep.slow=true");
    assertThat(connectionsBeyondThisMachine(Duration.ofMinutes(10))).isEmpty();
  }

  @Test
  void noTimerIsSetFromWhichSomethingCouldLeaveLater() throws Exception {
    try (Desktop desktop = Desktop.withNotifierPanel(home);
        RunningApp app = RunningApp.on(desktop, home)) {
      app.awaitLine("tray");
      app.tell("idle");
      new PanelItem(desktop).awaitThere();
      app.tell("updates");
      assertThat(app.awaitLine("updates ")).doesNotEndWith(".jar");
      app.tell("threads");
      String threads = app.awaitLine("threads ").substring("threads ".length());
      assertThat(List.of(threads.split(", "))).allSatisfy(thread -> assertThat(TIDY).contains(thread));
    }
  }

  private List<String> connectionsBeyondThisMachine(Duration length) throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/strace")), "needs strace");
    Path trace = home.resolve("trace");
    try (Desktop desktop = Desktop.withNotifierPanel(home);
        RunningApp app =
            RunningApp.on(desktop, home, "/usr/bin/strace", "-f", "-qq", "-e", "trace=connect,sendto,sendmsg,sendmmsg", "-o", trace.toString())) {
      app.awaitLine("tray");
      app.tell("idle");
      PanelItem item = new PanelItem(desktop);
      item.awaitThere();
      app.tell("working");
      item.awaitLabel("40 % · 12.3 of 30.1 GB · 12 min left");
      long end = System.nanoTime() + length.toNanos();
      await()
          .atMost(length.plusMinutes(1))
          .pollInterval(Duration.ofMillis(Math.max(100, TimeUnit.SECONDS.toMillis(length.toMinutes()))))
          .until(() -> System.nanoTime() > end);
      assertThat(item.isThere()).isTrue();
      app.tell("quit");
      app.awaitLine("closed");
    }
    try (Stream<String> calls = Files.lines(trace)) {
      List<String> named = calls.filter(call -> call.contains("sa_family=")).toList();
      assertThat(named).as("the trace shows connections at all").anyMatch(call -> call.contains("AF_UNIX"));
      return named.stream().filter(call -> !call.contains("AF_UNIX")).toList();
    }
  }
}
