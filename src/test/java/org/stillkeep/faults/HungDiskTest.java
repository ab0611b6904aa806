package org.stillkeep.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.cli.CrashTakeout;
import org.stillkeep.cli.Installation;
import org.stillkeep.cli.Installation.Ended;
import org.stillkeep.cli.Wholeness;
import org.stillkeep.files.Mounts;

/**
 * A disk that hangs so that not even {@code kill -9} ends who waits for it: a mirror by FUSE of a mirror whose program was stopped. The
 * first has taken the call and cannot give it back. Who
 * writes waits for that answer; who reads would wait for a page, which a kill ends.
 */
class HungDiskTest {

  private static final int ALREADY_RUNNING = 5;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir private Path temp;
  private final List<Process> mirrors = new ArrayList<>();
  private Mounts mounts;

  @BeforeEach
  void require() throws Exception {
    mounts = new Mounts(temp);
    Tier.needs(2);
    Mounts.needPrograms("bindfs", "kill");
    assumeTrue(Files.isWritable(Path.of("/dev/fuse")), "needs /dev/fuse");
  }

  @AfterEach
  void wake() throws Exception {
    for (Process each : mirrors) {
      signal("-CONT", each);
    }
    mounts.close();
  }

  @Test
  @Covers("F17")
  void aProcessThatWasKilledAndCannotEndIsSaidToWaitForItsDisk() throws Exception {
    Path inner = mounts.directory("inner");
    Path outer = mounts.directory("outer");
    Path disk = mounts.directory("disk");
    Process innerProgram = mirror(disk, inner);
    mirror(inner, outer);
    Installation installation = EmptyVault.shared().copyTo(mounts.directory("home"));
    CrashTakeout takeout = CrashTakeout.dropInto(installation.inbox(), 0, 150);
    installation.runHere(takeout.importArguments()).mustSucceed();
    installation.exportTo(Files.createDirectory(outer.resolve("Export")));

    Process first = installation.start("export");
    await("files of the export").atMost(PATIENCE).until(() -> files(disk) > 10);
    signal("-STOP", innerProgram);
    await("a thread that waits").atMost(PATIENCE).until(() -> waitsForADisk(first));
    signal("-KILL", first);
    await("the end of it").atMost(PATIENCE).until(() -> state(first).equals("Z"));
    Ended second = installation.run("verify");
    assertThat(second.exitCode()).as(second.words()).isEqualTo(ALREADY_RUNNING);
    assertThat(second.err()).contains("process " + first.pid(), "was ended and still waits for ");

    signal("-CONT", innerProgram);
    assertThat(first.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as("the first has ended").isTrue();
    new Wholeness(installation, List.of(takeout)).finishAndAssert();
  }

  private Process mirror(Path what, Path where) throws IOException {
    ProcessBuilder builder = new ProcessBuilder("bindfs", "-f", what.toString(), where.toString());
    Process program = builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    mirrors.add(0, program);
    await().atMost(PATIENCE).until(() -> !program.isAlive() || mounts.run("cat", "/proc/self/mountinfo").contains(" " + where + " "));
    assumeTrue(program.isAlive(), "cannot be set up here: bindfs");
    mounts.unmountAtTheEnd(where);
    return program;
  }

  private static void signal(String signal, Process process) throws Exception {
    new ProcessBuilder("kill", signal, Long.toString(process.pid())).inheritIO().start().waitFor();
  }

  private static long files(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths.filter(Files::isRegularFile).count();
    }
  }

  private static boolean waitsForADisk(Process process) throws IOException {
    try (Stream<Path> tasks = Files.list(Path.of("/proc", Long.toString(process.pid()), "task"))) {
      return tasks.anyMatch(task -> text(task.resolve("stack")).contains("request_wait_answer"));
    }
  }

  /** One letter. */
  private static String state(Process process) {
    String text = text(Path.of("/proc", Long.toString(process.pid()), "stat"));
    int name = text.lastIndexOf(") ");
    return name < 0 ? "" : text.substring(name + 2, name + 3);
  }

  /** Empty when that thread has ended. */
  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return "";
    }
  }
}
