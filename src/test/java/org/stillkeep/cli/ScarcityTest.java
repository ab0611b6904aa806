package org.stillkeep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.stillkeep.importer.TakeoutBuilder.takeout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.faults.Covers;
import org.stillkeep.files.Mounts;
import org.stillkeep.importer.TakeoutBuilder;

/** What a machine may be short of, and what the program does without it. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "needs a shell that limits what a program gets")
class ScarcityTest {

  private static final Path PRLIMIT = Path.of("/usr/bin/prlimit");
  private static final Duration A_WHILE = Duration.ofMinutes(1);
  private static final long STACK_BYTES = 512L << 20;

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
    installation = template.copyTo(home.resolve("home"));
  }

  @Test
  @Covers({"F46", "F59"})
  void moreThanAHundredArchivesNeedNoMoreFileHandlesThanOne() throws Exception {
    TakeoutBuilder takeout = takeout();
    for (int part = 1; part <= 120; part++) {
      takeout.part(part).photo("IMG_" + part + ".jpg").sidecarIn(121 - part);
    }
    List<String> arguments = new ArrayList<>(List.of("import"));
    takeout.writeTo(installation.inbox()).values().forEach(each -> arguments.add(each.toString()));
    // The tests' class path alone has more than a hundred jars.
    List<String> few = List.of("bash", "-c", "ulimit -n 230 && exec \"$0\" \"$@\"");
    assertThat(installation.run(few, arguments.toArray(new String[0])).mustSucceed().err()).contains("120 imported");
  }

  /**
   * A container's bound for threads cannot be set here, but a thread also needs addresses for its stack: large stacks and a bound for
   * addresses leave the program all else.
   */
  @Test
  @Covers("F59")
  void whileThereAreNoMoreThreadsTheAgentStaysAndGoesOnWhenThereAre() throws Exception {
    assumeTrue(Files.isExecutable(PRLIMIT), "needs prlimit");
    installation.jvmFlags("-Xss" + (STACK_BYTES >> 20) + "m");
    try (RunningAgent agent = RunningAgent.of(installation)) {
      agent.awaitStatus(A_WHILE, status -> status.at("/exports/0/state").asText().equals("in step"));
      takeout().photo("IMG_1.jpg").writeTo(installation.inbox());
      Path log = installation.state().resolve("logs/stillkeep-0.log");
      AtomicLong leastBytes = new AtomicLong(Long.MAX_VALUE);
      await()
          .atMost(A_WHILE)
          .until(
              () -> {
                // Threads that answer one question come and go, and the first look may see one.
                long bytes = leastBytes.accumulateAndGet(addressBytes(agent), Math::min);
                // Enough for all else: a virtual machine without memory of its own dies.
                limit(agent, Long.toString(bytes + STACK_BYTES / 4 * 3));
                return Files.readString(log).contains("unable to create native thread");
              });
      assertThat(Files.readAllLines(log)).as("no disk is blamed").noneMatch(line -> line.contains("cannot be looked at") && line.contains("thread"));
      assertThat(agent.handle().isAlive()).isTrue();

      limit(agent, "unlimited");
      agent.awaitStatus(
          A_WHILE,
          status -> status.path("assets").asInt() == 1 && status.path("problems").isEmpty() && status.at("/exports/0/state").asText().equals("in step"));
      agent.terminate(Duration.ofSeconds(10));
    }
  }

  private static void limit(RunningAgent agent, String bytes) throws IOException, InterruptedException {
    List<String> command = List.of(PRLIMIT.toString(), "--pid", Long.toString(agent.handle().pid()), "--as=" + bytes + ":");
    Process limiting = new ProcessBuilder(command).inheritIO().start();
    assertThat(limiting.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assumeTrue(limiting.exitValue() == 0, "may not limit what it has started");
  }

  private static long addressBytes(RunningAgent agent) throws IOException {
    Path status = Path.of("/proc", Long.toString(agent.handle().pid()), "status");
    String line = Files.readAllLines(status).stream().filter(each -> each.startsWith("VmSize:")).findFirst().orElseThrow();
    return Long.parseLong(line.replaceAll("\\D", "")) << 10;
  }

  @Test
  @Covers("F65")
  void theFolderForTemporaryFilesIsNotNeeded() throws Exception {
    installation.jvmFlags("-Djava.io.tmpdir=" + home.resolve("nowhere"));
    Path zip = takeout("20240601T101010Z").media("film.mp4", new byte[30_000_000]).photo("IMG_1.HEIC").video("IMG_1.MP4").writeTo(home).get(1);
    Path tgz = takeout("20240701T101010Z").photo("IMG_2.jpg").writeTgzTo(home).get(1);
    installation.run("import", zip.toString(), tgz.toString()).mustSucceed();
    installation.run("export").mustSucceed();
    assertThat(new Mirror(installation.export()).album("Photos from 2019")).contains("film.mp4", "IMG_1.HEIC", "IMG_2.jpg");
  }

  @Test
  @Covers("F64")
  void withoutAPlaceForTheLogWorkGoesOn() throws Exception {
    Path logs = installation.state().resolve("logs");
    assertThat(logs).doesNotExist();
    Files.writeString(logs, "no folder");
    assertThat(importsOnePhoto()).contains("no log is written");
  }

  @Test
  @Covers("F64")
  void aLogOnAFullDiskIsSaidOnceAndWorkGoesOn() throws Exception {
    try (Mounts mounts = new Mounts(home)) {
      Path logs = mounts.tmpfs(installation.state().resolve("logs"), "1m");
      mounts.fill(logs);
      takeout().photo("IMG_1.jpg").writeTo(installation.inbox());
      try (RunningAgent agent = RunningAgent.of(installation)) {
        agent.awaitStatus(Duration.ofMinutes(1), status -> status.path("assets").asInt() == 1);
        agent.terminate(Duration.ofSeconds(10));
      }
      assertThat(Files.readString(installation.agentLog())).containsOnlyOnce("no log is written").doesNotContain("Exception");
    }
  }

  @Test
  @Covers("F66")
  void whereNamesCannotBeSpelledNothingIsExportedAndAllElseIsDone() throws Exception {
    Path archive = takeout().photo("B\u00e4ume.jpg").album("K\u00fcste").writeTo(home).get(1);
    List<String> posix = List.of("env", "LC_ALL=C");
    installation.run(posix, "import", archive.toString()).mustSucceed();
    Installation.Ended ended = installation.run(posix, "export").mustFailWith(ExitCode.SOME_FAILED);
    assertThat(ended.err()).contains("LC_ALL=C.UTF-8");
    assertThat(Files.exists(installation.export()) ? Installation.files(installation.export()) : List.of()).isEmpty();
    installation.run("export").mustSucceed();
    assertThat(new Mirror(installation.export()).album("K\u00fcste")).containsExactly("B\u00e4ume.jpg");
  }

  @Test
  @Covers("F69")
  void aConfigurationThatIsSpoiltMeanwhileDoesNotDisturbTheRunningAgent() throws Exception {
    try (RunningAgent agent = RunningAgent.of(installation)) {
      Files.writeString(installation.config(), "inbox = [\"");
      takeout().photo("IMG_1.jpg").writeTo(installation.inbox());
      agent.awaitStatus(Duration.ofMinutes(1), status -> status.path("assets").asInt() == 1);
      assertThat(installation.run("check-config").mustFailWith(ExitCode.USAGE).err()).contains(installation.config() + ":1");
      agent.terminate(Duration.ofSeconds(10));
    }
  }

  /** What it said about it. */
  private String importsOnePhoto() throws Exception {
    Path archive = takeout().photo("IMG_1.jpg").writeTo(home).get(1);
    return installation.run("import", archive.toString()).mustSucceed().err();
  }
}
