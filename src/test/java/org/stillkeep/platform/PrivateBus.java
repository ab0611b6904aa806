package org.stillkeep.platform;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A real session bus of its own, with nobody on it, and nobody who could be called; ends with the test. */
public final class PrivateBus implements Closeable {

  /** Unlike the usual one, it starts no services: those would outlive the test. */
  private static final String CONFIGURATION =
      """
      <!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
       "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
      <busconfig>
        <type>session</type>
        <listen>unix:path=%s</listen>
        <policy context="default"><allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/></policy>
      </busconfig>
      """;

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
    Path configuration = folder.resolve("bus.conf");
    Files.writeString(configuration, CONFIGURATION.replace("%s", folder.resolve("bus").toString()));
    Process daemon =
        new ProcessBuilder("dbus-daemon", "--config-file=" + configuration, "--nofork", "--nopidfile", "--print-address=1")
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
