package org.stillkeep.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class SystemdTest {

  private static final long OURS = 4711;

  /** Prints each datagram on a line. */
  private static final String LISTENER =
      """
      import socket, sys
      s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
      s.bind(sys.argv[1].replace('@', chr(0)))
      print('listening', flush=True)
      while True: print(repr(s.recv(4096)), flush=True)
      """;

  @TempDir private Path folder;

  @Test
  void systemdHearsHowThingsStand() throws IOException {
    hears(folder.resolve("notify").toString());
  }

  @Test
  void anAbstractSocketIsReached() throws IOException {
    hears("@stillkeep/test/" + UUID.randomUUID());
  }

  @Test
  void nobodyListeningIsNoTrouble() {
    for (Map<String, String> environment :
        List.of(
            Map.<String, String>of(),
            Map.of("NOTIFY_SOCKET", ""),
            Map.of("NOTIFY_SOCKET", "@"),
            Map.of("NOTIFY_SOCKET", "vsock:2:1"),
            Map.of("NOTIFY_SOCKET", "/" + "x".repeat(200)),
            Map.of("NOTIFY_SOCKET", folder.resolve("gone").toString()))) {
      Systemd manager = Systemd.of(environment, OURS);
      manager.ready();
      manager.alive();
      assertThat(manager.watchdogInterval()).isEmpty();
    }
  }

  @Test
  void aWatchdogIsOursOnlyIfItNamesUs() {
    Map<String, String> socket = Map.of("NOTIFY_SOCKET", "/run/x");
    assertThat(Systemd.of(with(socket, "30000000", "4711"), OURS).watchdogInterval()).contains(Duration.ofSeconds(30));
    assertThat(Systemd.of(with(socket, "30000000", "4712"), OURS).watchdogInterval()).isEmpty();
    assertThat(Systemd.of(with(socket, "soon", "4711"), OURS).watchdogInterval()).isEmpty();
    assertThat(Systemd.of(with(socket, "0", "4711"), OURS).watchdogInterval()).isEmpty();
    assertThat(Systemd.of(with(Map.of(), "30000000", "4711"), OURS).watchdogInterval()).isEmpty();
  }

  private static Map<String, String> with(Map<String, String> some, String micros, String pid) {
    Map<String, String> all = new HashMap<>(some);
    all.put("WATCHDOG_USEC", micros);
    all.put("WATCHDOG_PID", pid);
    return all;
  }

  private static void hears(String address) throws IOException {
    assumeTrue(PrivateBus.has("python3"), "no python3 here");
    Process listener = new ProcessBuilder("python3", "-c", LISTENER, address).start();
    try (BufferedReader heard = listener.inputReader()) {
      assertThat(heard.readLine()).isEqualTo("listening");
      Systemd manager = Systemd.of(Map.of("NOTIFY_SOCKET", address), OURS);

      manager.ready();
      manager.status("Up to date:\n12,345 in the library, ü");
      manager.alive();
      manager.extendTimeout(Duration.ofSeconds(30));
      manager.stopping();

      assertThat(heard.readLine()).isEqualTo("b'READY=1'");
      assertThat(heard.readLine()).isEqualTo("b'STATUS=Up to date: 12,345 in the library, \\xc3\\xbc'");
      assertThat(heard.readLine()).isEqualTo("b'WATCHDOG=1'");
      assertThat(heard.readLine()).isEqualTo("b'EXTEND_TIMEOUT_USEC=30000000'");
      assertThat(heard.readLine()).isEqualTo("b'STOPPING=1'");
    } finally {
      listener.destroyForcibly();
    }
  }
}
