package org.stillkeep.cli;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.cli.Installation.Ended;
import org.stillkeep.faults.Covers;

/**
 * A small import and a small export, killed just before each system call that changes something in vault, export or state.
 *
 * <p>strace counts the calls of an undisturbed run, then kills at the n-th call of a kind. Of many calls an evenly spaced
 * choice is taken; {@code -Dstillkeep.slow=true} takes all.
 */
@Covers({"F50", "P1", "P4", "P20"})
class SyscallKillTest {

  private static final int MOST_POINTS = Integer.getInteger("stillkeep.points", 40);
  private static final boolean ALL = Boolean.getBoolean("stillkeep.slow");
  private static final int AT_A_TIME = 2;
  private static final int KILLED = 128 + 9;

  /** The question mark: not every processor's Linux has each of them. */
  private static final String CALLS =
      Stream.of(
              "openat", "write", "pwrite64", "fsync", "fdatasync", "rename", "renameat", "renameat2", "link", "linkat",
              "unlink", "unlinkat", "mkdir", "mkdirat", "ftruncate", "utimensat", "chmod", "fchmod", "fchmodat")
          .map(call -> "?" + call)
          .collect(joining(","));

  private static final Pattern CALL = Pattern.compile("^(\\d+) +(\\w+)\\((.*)$");

  /** The killed processes run side by side; what follows runs in this one, which has only one log. */
  private static final Object ONE_AT_A_TIME = new Object();

  @TempDir private Path folder;

  /**
   * Where to kill.
   *
   * @param call the system call's name
   * @param nth which of the calls of this name that one thread makes, from 1
   * @param seen as strace wrote it
   */
  private record Point(String call, int nth, String seen) {}

  @BeforeEach
  void needsStrace() throws Exception {
    assumeTrue(System.getProperty("os.name").equals("Linux"), "skipped: strace is for Linux");
    boolean works;
    try {
      works =
          new ProcessBuilder("strace", "-f", "-qq", "-e", "trace=?mkdir", "true")
                  .redirectErrorStream(true)
                  .redirectOutput(folder.resolve("strace.txt").toFile())
                  .start()
                  .waitFor()
              == 0;
    } catch (IOException e) {
      works = false;
    }
    assumeTrue(works, "skipped: needs strace, and the right to trace");
  }

  @Test
  void anImportKilledAtAnyCallIsWholeAfterTheNextOne() throws Exception {
    Installation prepared = Installation.withVault(Files.createDirectory(folder.resolve("prepared")));
    CrashTakeout takeout = CrashTakeout.dropInto(prepared.inbox(), 0, 3);
    sweep(prepared, takeout, takeout.importArguments());
  }

  @Test
  void anExportKilledAtAnyCallIsWholeAfterTheNextOne() throws Exception {
    Installation prepared = Installation.withVault(Files.createDirectory(folder.resolve("prepared")));
    CrashTakeout takeout = CrashTakeout.dropInto(prepared.inbox(), 0, 3);
    prepared.run(takeout.importArguments()).mustSucceed();
    sweep(prepared, takeout, "export");
  }

  private void sweep(Installation prepared, CrashTakeout takeout, String... command) throws Exception {
    List<Point> all = points(copy(prepared, "counted"), command);
    List<Point> chosen = chosen(all);
    assertThat(chosen).as("calls that change something").isNotEmpty();
    long killed = 0;
    ExecutorService pool = Executors.newFixedThreadPool(AT_A_TIME);
    try {
      List<Callable<Boolean>> runs = new ArrayList<>();
      for (int i = 0; i < chosen.size(); i++) {
        String name = "point" + i;
        Point point = chosen.get(i);
        runs.add(() -> killAndFinish(copy(prepared, name), takeout, point, command));
      }
      for (Future<Boolean> each : pool.invokeAll(runs)) {
        killed += each.get() ? 1 : 0;
      }
    } finally {
      pool.shutdownNow();
    }
    System.out.println(
        "SyscallKillTest: " + command[0] + " killed at " + killed + " of " + all.size() + " calls " + kinds(all));
    // A run may make a few calls less than the one that was counted.
    assertThat(killed).as("runs that were killed").isGreaterThan(chosen.size() * 9L / 10);
  }

  /** The calls that an undisturbed run makes in vault, export and state; the log's lines change nothing that counts. */
  private List<Point> points(Installation installation, String... command) throws Exception {
    Path trace = folder.resolve("trace.txt");
    installation
        .run(List.of("strace", "-f", "-qq", "-y", "-s", "0", "-e", "trace=" + CALLS, "-o", trace.toString()), command)
        .mustSucceed();
    Map<String, Integer> counts = new HashMap<>();
    List<Point> points = new ArrayList<>();
    for (String line : Files.readAllLines(trace)) {
      Matcher call = CALL.matcher(line);
      if (call.matches()) {
        int nth = counts.merge(call.group(1) + call.group(2), 1, Integer::sum);
        if (changesSomething(installation, call.group(2), call.group(3))) {
          points.add(new Point(call.group(2), nth, line));
        }
      }
    }
    return points;
  }

  private static boolean changesSomething(Installation installation, String call, String arguments) {
    boolean creates = !call.equals("openat") || arguments.contains("O_CREAT");
    boolean ours =
        Stream.of(installation.vault(), installation.export(), installation.state())
            .anyMatch(each -> arguments.contains(each.toString()));
    return creates && ours && !arguments.contains(installation.state().resolve("logs").toString());
  }

  private static List<Point> chosen(List<Point> all) {
    if (ALL || all.size() <= MOST_POINTS / 2) {
      return all;
    }
    List<Point> chosen = new ArrayList<>();
    for (int i = 0; i < MOST_POINTS / 2; i++) {
      chosen.add(all.get((int) ((long) i * all.size() / (MOST_POINTS / 2))));
    }
    return chosen;
  }

  private static Map<String, Long> kinds(List<Point> points) {
    Map<String, Long> kinds = new TreeMap<>();
    points.forEach(each -> kinds.merge(each.call(), 1L, Long::sum));
    return kinds;
  }

  private boolean killAndFinish(Installation installation, CrashTakeout takeout, Point point, String... command)
      throws Exception {
    String inject = "inject=" + point.call() + ":signal=KILL:when=" + point.nth();
    Ended ended =
        installation.run(
            List.of("strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=" + point.call(), "-e", inject), command);
    Wholeness wholeness = new Wholeness(installation, List.of(takeout));
    try {
      synchronized (ONE_AT_A_TIME) {
        wholeness.assertNothingTorn();
        wholeness.finishAndAssert();
        delete(installation.vault().getParent());
      }
    } catch (AssertionError e) {
      throw new AssertionError("killed at the " + point.nth() + ". " + point.call() + ": " + point.seen(), e);
    }
    return ended.exitCode() == KILLED;
  }

  /** As {@code cp -a} would, but with a configuration of its own. */
  private Installation copy(Installation prepared, String name) throws IOException {
    Installation copy = Installation.in(Files.createDirectory(folder.resolve(name)));
    copyTree(prepared.vault(), copy.vault());
    copyTree(prepared.state(), copy.state());
    return copy;
  }

  private static void copyTree(Path from, Path to) throws IOException {
    try (Stream<Path> paths = Files.walk(from)) {
      for (Path path : paths.toList()) {
        Files.copy(path, to.resolve(from.relativize(path)), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  private static void delete(Path tree) throws IOException {
    try (Stream<Path> paths = Files.walk(tree)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
