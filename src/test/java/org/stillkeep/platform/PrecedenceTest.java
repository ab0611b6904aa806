package org.stillkeep.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each in a process of its own, since what is lowered here is not raised again. */
class PrecedenceTest {

  @Test
  void everyThreadOfTheProcessAndEachThatComesLaterGivesWay() throws Exception {
    assumeTrue(Files.isDirectory(Path.of("/proc/self/task")), "skipped: threads are looked at in /proc, which is Linux'");

    List<String> said = lowered("7", DiskShare.LOW);

    assertThat(said).contains("processor true", "disk true", "later 7");
    assertThat(said).filteredOn(line -> line.startsWith("thread ")).hasSizeGreaterThan(5).allMatch(line -> line.equals("thread 7"));
  }

  @Test
  void whatIsLowerAlreadyStaysSo() throws Exception {
    assumeTrue(Files.isDirectory(Path.of("/proc/self/task")), "skipped: threads are looked at in /proc, which is Linux'");

    List<String> said = lowered("3", DiskShare.LOW, "nice", "-n", "12");

    assertThat(said).contains("processor true");
    assertThat(said).filteredOn(line -> line.startsWith("thread ")).allMatch(line -> Integer.parseInt(line.substring(7)) >= 12);
  }

  @ParameterizedTest
  @CsvSource({"LOW, best-effort: prio 7", "IDLE, idle"})
  void theDiskIsLeftToOthersByEveryThread(DiskShare most, String inWords) throws Exception {
    assumeIonice();

    assertThat(lowered("1", most, "ionice", "-c", "best-effort", "-n", "2"))
        .contains("disk true")
        .filteredOn(line -> line.startsWith("class "))
        .hasSizeGreaterThan(5)
        .allMatch(line -> line.equals("class " + inWords));
  }

  @Test
  void whoeverWasStartedWithAnIdleDiskKeepsThat() throws Exception {
    assumeIonice();

    assertThat(lowered("1", DiskShare.LOW, "ionice", "-c", "idle"))
        .contains("disk true")
        .filteredOn(line -> line.startsWith("class "))
        .hasSizeGreaterThan(5)
        .allMatch(line -> line.equals("class idle"));
  }

  private static void assumeIonice() {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/ionice")), "skipped: ionice, which tells of what class a thread is, is not installed");
  }

  @Test
  void aProcessorWhoseNumbersNobodyHasLookedUpIsLeftAlone() {
    assertThat(LinuxScheduler.ioprioSet("amd64")).isEqualTo(251);
    assertThat(LinuxScheduler.ioprioSet("aarch64")).isEqualTo(30);
    assertThatThrownBy(() -> LinuxScheduler.ioprioSet("sparcv9")).isInstanceOf(UnsupportedOperationException.class);
  }

  private static List<String> lowered(String nice, DiskShare most, String... under) throws IOException, InterruptedException {
    List<String> command =
        Stream.of(
                Stream.of(under),
                Stream.of(ProcessHandle.current().info().command().orElseThrow(), "-cp", System.getProperty("java.class.path")),
                Stream.of(Lowered.class.getName(), nice, most.name()))
            .flatMap(part -> part)
            .toList();
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said.lines().toList();
  }

  /** Lowers itself and says of each of its threads what became of it. */
  static final class Lowered {

    private Lowered() {}

    public static void main(String[] arguments) throws Exception {
      CountDownLatch end = new CountDownLatch(1);
      Thread earlier = new Thread(() -> await(end), "earlier");
      earlier.setDaemon(true);
      earlier.start();
      Precedence precedence = Precedence.ofThisProcess();
      System.out.println("processor " + precedence.lowerProcessor(Integer.parseInt(arguments[0])));
      System.out.println("disk " + precedence.lowerDisk(DiskShare.valueOf(arguments[1])));
      Thread later = new Thread(() -> System.out.println("later " + ofThisThread()));
      later.start();
      later.join();
      Niceness.ofThreads(ProcessHandle.current().pid()).forEach(nice -> System.out.println("thread " + nice));
      List<Path> tasks;
      try (Stream<Path> listed = Files.list(Path.of("/proc/self/task"))) {
        tasks = listed.toList();
      }
      for (Path task : tasks) {
        String diskClass = diskClass(task.getFileName().toString());
        if (Files.exists(task)) {
          System.out.println("class " + diskClass);
        }
      }
      end.countDown();
    }

    private static void await(CountDownLatch end) {
      try {
        end.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    private static int ofThisThread() {
      try {
        return Niceness.ofThisThread();
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }

    private static String diskClass(String thread) throws IOException {
      if (!Files.isExecutable(Path.of("/usr/bin/ionice"))) {
        return "unknown";
      }
      Process ionice = new ProcessBuilder("/usr/bin/ionice", "-p", thread).start();
      return new String(ionice.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }
  }
}
