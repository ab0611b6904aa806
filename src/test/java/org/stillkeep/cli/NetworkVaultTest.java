package org.stillkeep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stillkeep.importer.TakeoutBuilder.takeout;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.faults.Covers;
import org.stillkeep.files.Mounts;

/** Vault and state folder on a disk that calls itself one on a network. */
class NetworkVaultTest {

  private static final Duration A_WHILE = Duration.ofMinutes(1);

  @TempDir private Path home;

  @Test
  @Covers("P6")
  void aVaultOnANetworkDiskIsSaidWheneverItAppearsThereAndWorks() throws Exception {
    try (Mounts mounts = new Mounts(home)) {
      Installation installation = Installation.in(home.resolve("home"));
      Path disk = mounts.directory("disk");
      mounts.asNetworkDisk(disk, installation.vault());
      installation.run("vault", "create").mustSucceed();
      takeout().photo("IMG_1.jpg").writeTo(installation.inbox());
      try (RunningAgent agent = RunningAgent.of(installation)) {
        agent.awaitStatus(A_WHILE, status -> status.at("/exports/0/files").asInt() == 1 && status.path("job").isNull());
        JsonNode status = agent.status();
        assertThat(status.path("state").asText()).isEqualTo("idle");
        assertThat(status.path("problems")).hasSize(1);
        assertThat(status.at("/problems/0/what").asText()).contains(installation.vault() + " lies on a network disk (fuse.sshfs)");
        assertThat(status.at("/problems/0/needsYou").asBoolean()).isFalse();
        mounts.unmount(installation.vault());
        agent.awaitStatus(A_WHILE, now -> !now.path("problems").toString().contains("network disk"));
        mounts.asNetworkDisk(disk, installation.vault());
        agent.awaitStatus(A_WHILE, now -> now.path("problems").toString().contains("network disk (fuse.sshfs)"));
        agent.terminate(Duration.ofSeconds(10));
      }
      try (Stream<String> log = Files.lines(installation.state().resolve("logs/stillkeep-0.log"))) {
        assertThat(log.filter(line -> line.contains("lies on a network disk"))).as("once each time").hasSize(2);
      }
      assertThat(installation.run("check-config").mustSucceed().out()).contains("lies on a network disk (fuse.sshfs)");
    }
  }

  @Test
  @Covers("P17")
  void aStateFolderOnANetworkDiskIsRefused() throws Exception {
    try (Mounts mounts = new Mounts(home)) {
      Installation installation = Installation.in(home.resolve("home"));
      mounts.asNetworkDisk(mounts.directory("disk"), installation.state());
      assertThat(installation.run("run", "--headless").mustFailWith(ExitCode.USAGE).err()).contains("network disk (fuse.sshfs)");
      assertThat(Installation.files(installation.state())).isEmpty();
    }
  }
}
