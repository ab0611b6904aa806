package org.stillkeep.platform;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A real GNOME Keyring on a bus of its own, with its files in a folder of the test; ends with the test. */
public final class PrivateKeyring implements Closeable {

  private final PrivateBus bus;
  private final Path home;
  private Process daemon;

  private PrivateKeyring(PrivateBus bus, Path home) {
    this.bus = bus;
    this.home = home;
  }

  /** Starts one that is unlocked; the test is skipped where there is none. */
  public static PrivateKeyring startIn(Path folder) throws IOException {
    assumeTrue(PrivateBus.has("gnome-keyring-daemon"), "no gnome-keyring-daemon here");
    PrivateBus bus = PrivateBus.startIn(folder);
    PrivateKeyring keyring = new PrivateKeyring(bus, Files.createDirectories(folder.resolve("keyring home")));
    boolean started = false;
    try {
      keyring.start(true);
      started = true;
      return keyring;
    } finally {
      if (!started) {
        keyring.close();
      }
    }
  }

  /** What programs of this desktop have in their environment. */
  public Map<String, String> environment() {
    return bus.environment();
  }

  /** Starts it anew; locked until somebody types a password, who never comes. */
  public void restartLocked() throws IOException {
    stop();
    start(false);
  }

  @Override
  public void close() {
    stop();
    bus.close();
  }

  private void start(boolean unlocked) throws IOException {
    ProcessBuilder builder =
        unlocked
            ? new ProcessBuilder("gnome-keyring-daemon", "--foreground", "--components=secrets", "--unlock")
            : new ProcessBuilder("gnome-keyring-daemon", "--foreground", "--components=secrets");
    Map<String, String> environment = new HashMap<>(bus.environment());
    environment.put("HOME", home.toString());
    environment.put("XDG_DATA_HOME", home.resolve("data").toString());
    environment.put("XDG_RUNTIME_DIR", home.toString());
    builder.environment().putAll(environment);
    daemon =
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (OutputStream password = daemon.getOutputStream()) {
      password.write("test".getBytes(StandardCharsets.UTF_8));
    }
    await()
        .atMost(10, TimeUnit.SECONDS)
        .until(() -> SessionBus.of(bus.environment()).isOwned("org.freedesktop.secrets"));
  }

  private void stop() {
    daemon.destroyForcibly();
    try {
      daemon.waitFor(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
