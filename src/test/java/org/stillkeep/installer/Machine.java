package org.stillkeep.installer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * This computer over again, booted by its own systemd in a container: what is installed, written or started in it is gone
 * when it is closed, and this computer has seen nothing of it. Its files are an overlay of ours, in memory; it has no network.
 */
final class Machine implements AutoCloseable {

  private static final Duration BOOT = Duration.ofMinutes(1);
  private static final String BOOT_SCRIPT =
      """
      mount -t tmpfs -o size=3g none "$1"
      mkdir "$1/upper" "$1/work" "$1/root"
      mount -t overlay -o "lowerdir=/,upperdir=$1/upper,workdir=$1/work" overlay "$1/root"
      exec systemd-nspawn --quiet --directory="$1/root" --machine="stillkeep-$$" --register=no --keep-unit --private-network \
        --bind="$2:/shared" --console=pipe --boot systemd.unit=basic.target
      """;

  private final Process nspawn;
  private final String leader;

  private Machine(Process nspawn, String leader) {
    this.nspawn = nspawn;
    this.leader = leader;
  }

  /**
   * Boots it. Skips the test where that cannot be done.
   *
   * @param scratch an empty folder
   * @param shared a folder that it sees as {@code /shared}
   */
  static Machine boot(Path scratch, Path shared) throws IOException {
    assumeTrue("true".equals(System.getenv("CI")), "skipped: installs packages, which is for CI=true only");
    assumeTrue("root".equals(System.getProperty("user.name")), "skipped: needs root");
    Ran.assumeInstalled("systemd-nspawn");
    Path log = scratch.resolveSibling(scratch.getFileName() + ".log");
    Process nspawn =
        new ProcessBuilder("unshare", "--mount", "--propagation", "private", "sh", "-euc", BOOT_SCRIPT, "boot", scratch.toString(), shared.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .start();
    Awaitility.await("a booted system").atMost(BOOT).pollInterval(Duration.ofMillis(200)).until(() -> !nspawn.isAlive() || isUp(nspawn));
    assumeTrue(nspawn.isAlive(), "skipped: no systemd can be booted here: " + Files.readString(log));
    return new Machine(nspawn, leaderOf(nspawn));
  }

  private static boolean isUp(Process nspawn) throws IOException, InterruptedException {
    String leader = leaderOf(nspawn);
    return !leader.isEmpty() && Ran.run("nsenter", "--all", "--target", leader, "systemctl", "is-system-running").said().matches("(?s)(running|degraded).*");
  }

  private static String leaderOf(Process nspawn) {
    return nspawn.children().findFirst().map(child -> String.valueOf(child.pid())).orElse("");
  }

  /** Runs a command in it, as root. */
  Ran run(String... command) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of("nsenter", "--all", "--target", leader, "env", "--ignore-environment"));
    all.addAll(List.of("PATH=/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin", "DEBIAN_FRONTEND=noninteractive", "HOME=/root"));
    all.addAll(List.of(command));
    return Ran.run(all.toArray(String[]::new));
  }

  /** Makes a user whose own services run without a login, and returns the words to put before their commands. */
  String[] addUser(String name) throws IOException, InterruptedException {
    run("useradd", "--create-home", name).mustSucceed();
    run("loginctl", "enable-linger", name).mustSucceed();
    String uid = run("id", "-u", name).mustSucceed().said().strip();
    Awaitility.await("the user's service manager").until(() -> run("test", "-S", "/run/user/" + uid + "/bus").exitCode() == 0);
    return new String[] {
      "setpriv", "--reuid", name, "--regid", name, "--init-groups", "env", "--chdir=/home/" + name, "HOME=/home/" + name, "USER=" + name,
      "XDG_RUNTIME_DIR=/run/user/" + uid, "DBUS_SESSION_BUS_ADDRESS=unix:path=/run/user/" + uid + "/bus"
    };
  }

  /** Sends a file into it. */
  void write(String path, String text) throws IOException, InterruptedException {
    run("sh", "-c", "mkdir -p \"$(dirname \"$1\")\" && printf %s \"$2\" > \"$1\"", "write", path, text).mustSucceed();
  }

  /** All below a folder but sockets and the agent's own passing files, by path, with a hash of each file. */
  List<String> snapshot(String folder) throws IOException, InterruptedException {
    return run("find", folder, "-type", "f", "-exec", "sha256sum", "{}", "+").mustSucceed().said().lines().sorted().toList();
  }

  @Override
  public void close() throws Exception {
    // Two requests: the kind one, and the end of everything in it.
    nspawn.destroy();
    if (!nspawn.waitFor(20, TimeUnit.SECONDS)) {
      nspawn.descendants().forEach(ProcessHandle::destroyForcibly);
      nspawn.destroyForcibly();
      assertThat(nspawn.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }
  }
}
