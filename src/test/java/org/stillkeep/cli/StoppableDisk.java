package org.stillkeep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A disk that hangs when it is told to, as one on a network does: what touches it waits for ever, and gets no error. */
final class StoppableDisk implements AutoCloseable {

  private static final Duration A_WHILE = Duration.ofMinutes(2);
  private static final Path BINDFS = Path.of("/usr/bin/bindfs");

  private final Path root;
  private final Process server;

  private StoppableDisk(Path root, Process server) {
    this.root = root;
    this.server = server;
  }

  /** Mounts one below a folder; skips the test where that cannot be done. */
  static StoppableDisk in(Path home) throws IOException, InterruptedException {
    assumeThat(BINDFS).as("needs bindfs, a file system that can be stopped").isExecutable();
    assumeThat(Path.of("/dev/fuse")).as("needs to be allowed FUSE").isWritable();
    return mount(Files.createDirectory(home.resolve("disk")), Files.createDirectory(home.resolve("network")));
  }

  /** Mounts one that gets all it has from this one: it goes on taking questions when this one hangs, and has no answers. */
  StoppableDisk behind(Path place) throws IOException, InterruptedException {
    return mount(root, Files.createDirectory(place));
  }

  private static StoppableDisk mount(Path disk, Path root) throws IOException, InterruptedException {
    Process server =
        new ProcessBuilder(BINDFS.toString(), "-f", disk.toString(), root.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    StoppableDisk mounted = new StoppableDisk(root, server);
    await().atMost(A_WHILE).until(() -> !server.isAlive() || !Files.getFileStore(root).equals(Files.getFileStore(disk)));
    assumeThat(server.isAlive()).as("needs to be allowed FUSE").isTrue();
    return mounted;
  }

  /** Where it is mounted. */
  Path root() {
    return root;
  }

  /** From now on it does not answer. */
  void stop() throws IOException, InterruptedException {
    signal("STOP");
  }

  /** From now on it answers, also what it was asked meanwhile. */
  void goOn() throws IOException, InterruptedException {
    signal("CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(server.pid())).start();
    assertThat(kill.waitFor(1, TimeUnit.MINUTES)).isTrue();
  }

  @Override
  public void close() throws IOException, InterruptedException {
    goOn();
    new ProcessBuilder("umount", "-l", root.toString()).start().waitFor();
    server.destroyForcibly().waitFor();
  }
}
