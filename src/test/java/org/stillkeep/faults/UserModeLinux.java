package org.stillkeep.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A Linux that is a process (Debian's {@code user-mode-linux}): real kernel clients of SMB and NFS, real FAT, eCryptfs and device
 * mapper, for whoever runs the tests, root or not, and nothing of it outlives the process. The computer's own tree is its root and
 * read-only; it writes into its memory and into one folder for results. A scenario is a shell script that has the functions of
 * {@code faults/uml/lib.sh}.
 */
final class UserModeLinux {

  private static final Path LINUX = Path.of("/usr/bin/linux.uml");
  private static final Path MODULES = Path.of("/usr/lib/uml/modules");
  private static final String MEMORY = "1280M";

  /** A scenario takes a minute or two on a computer that has nothing else to do. */
  private static final Duration AT_MOST = Duration.ofMinutes(30);

  /** Five seconds, to which is added what one slow processor takes from them. */
  static final long QUIT_MILLIS = 15_000;

  /** A status takes a virtual machine's start, too. */
  static final long ANSWER_MILLIS = 45_000;

  private final Path folder;
  private final PreparedHome home;
  private int boots;

  private UserModeLinux(Path folder, PreparedHome home) {
    this.folder = folder;
    this.home = home;
  }

  /**
   * Skips the test unless this tier is wanted, the machine has User Mode Linux, and these programs.
   *
   * @param folder for the results of each run, and nothing else
   * @param programs what the scenarios call, besides what every Debian has
   */
  static UserModeLinux in(Path folder, String... programs) throws Exception {
    require(programs);
    return new UserModeLinux(folder, PreparedHome.shared());
  }

  private static void require(String... programs) {
    Tier.needs(3);
    assumeTrue(Files.isExecutable(LINUX) && Files.isDirectory(MODULES), "needs Debian's user-mode-linux");
    List<String> all = new ArrayList<>(List.of(programs));
    all.addAll(List.of("modprobe", "ip", "mkfs.ext4"));
    List<String> missing = all.stream().filter(program -> find(program).isEmpty()).toList();
    assumeTrue(missing.isEmpty(), () -> "needs " + String.join(", ", missing));
  }

  /** The home with a configuration, a vault and its state, of which scenarios take copies. */
  PreparedHome home() {
    return home;
  }

  /**
   * Starts it, lets it carry out a scenario, and waits for its end.
   *
   * @throws AssertionError when it does not come to its end, or has awaited something in vain
   */
  Outcome run(String scenario) throws IOException, InterruptedException {
    Path out = Files.createDirectories(folder.resolve("boot-" + ++boots));
    Files.writeString(out.resolve("scenario"), scenario);
    Files.writeString(out.resolve("environment"), environment());
    Path console = out.resolve("console");
    Process linux =
        builder(out).redirectErrorStream(true).redirectOutput(console.toFile()).redirectInput(Path.of("/dev/null").toFile()).start();
    try {
      boolean ended = linux.waitFor(AT_MOST.toSeconds(), TimeUnit.SECONDS);
      if (!ended || !Files.exists(out.resolve("end"))) {
        throw new AssertionError(
            (ended ? "ended before its scenario did" : "not at the end after " + AT_MOST) + "; " + Outcome.of(out).told());
      }
      Outcome outcome = Outcome.of(out);
      assertThat(outcome.timeouts()).as(outcome.told()).isEmpty();
      return outcome;
    } finally {
      end(linux);
    }
  }

  private ProcessBuilder builder(Path out) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(LINUX.toString(), "mem=" + MEMORY, "out=" + out));
    command.addAll(List.of("rootfstype=hostfs", "rootflags=/", "ro", "con=null", "con0=null,fd:1", "console=tty0", "quiet"));
    command.addAll(List.of("init=/bin/bash", "--", resource("init.sh").toString()));
    ProcessBuilder builder = new ProcessBuilder(command);
    Optional<Path> shim = shim();
    shim.ifPresent(library -> builder.environment().put("LD_PRELOAD", library.toString()));
    return builder;
  }

  private String environment() {
    return "resources='" + resource("lib.sh").getParent() + "'\n"
        + "template='" + home.folder() + "'\n"
        + "java='" + Path.of(System.getProperty("java.home"), "bin", "java") + "'\n"
        + "classpath='" + System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")) + "'\n";
  }

  /** Its processes are ours, stopped ones of a kernel that panicked among them. */
  private static void end(Process linux) throws InterruptedException {
    List<ProcessHandle> all = linux.descendants().toList();
    linux.destroyForcibly().waitFor();
    all.forEach(ProcessHandle::destroyForcibly);
  }

  /** What must be preloaded on processors with more state than it knows; skips the test where that cannot be built. */
  private Optional<Path> shim() throws IOException, InterruptedException {
    if (!hasMatrixState()) {
      return Optional.empty();
    }
    Path library = folder.resolve("xstate.so");
    if (!Files.exists(library)) {
      assumeTrue(find("gcc").isPresent(), "needs gcc, since User Mode Linux does not know this processor's AMX");
      Process gcc =
          new ProcessBuilder("gcc", "-O2", "-shared", "-fPIC", "-o", library.toString(), resource("xstate.c").toString(), "-ldl")
              .inheritIO()
              .start();
      assumeTrue(gcc.waitFor() == 0, "needs a gcc that builds, since User Mode Linux does not know this processor's AMX");
    }
    return Optional.of(library);
  }

  private static boolean hasMatrixState() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines.filter(line -> line.startsWith("flags")).anyMatch(line -> line.contains(" amx_tile"));
    }
  }

  private static Optional<Path> find(String program) {
    return Stream.of("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin")
        .map(each -> Path.of(each, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static Path resource(String name) {
    try {
      return Path.of(UserModeLinux.class.getResource("/faults/uml/" + name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
