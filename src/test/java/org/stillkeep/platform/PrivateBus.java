package org.stillkeep.platform;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A real session bus of its own, with nobody on it; ends with the test. */
public final class PrivateBus implements Closeable {

  private final Process daemon;
  private final String address;

  private PrivateBus(Process daemon, String address) {
    this.daemon = daemon;
    this.address = address;
  }

  /** Whether a program is on the {@code PATH}. */
  public static boolean has(String program) {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  /** Starts one with its socket in this folder; the test is skipped where there is no dbus-daemon. */
  public static PrivateBus startIn(Path folder) throws IOException {
    assumeTrue(has("dbus-daemon"), "no dbus-daemon here");
    Path socket = folder.resolve("bus");
    Process daemon =
        new ProcessBuilder(
                "dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address=1", "--address=unix:path=" + socket)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String address = daemon.inputReader().readLine();
    return new PrivateBus(daemon, address);
  }

  /** What programs on this bus need in their environment. */
  public Map<String, String> environment() {
    return Map.of("DBUS_SESSION_BUS_ADDRESS", address);
  }

  @Override
  public void close() {
    daemon.destroyForcibly();
    try {
      daemon.waitFor(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
