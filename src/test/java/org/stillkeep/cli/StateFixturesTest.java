package org.stillkeep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.crypto.CryptoKey;
import org.stillkeep.faults.Covers;
import org.stillkeep.faults.Fixtures;
import org.stillkeep.platform.Keychain;

/** What releases left in configurations and state folders, for which no file tells a version, is read for ever: one folder each release. */
@Covers("P4")
class StateFixturesTest {

  private static final int RELEASES = 1;

  @TempDir private Path folder;

  @Test
  void eachReleaseHasAFixture() throws Exception {
    for (int release = 1; release <= RELEASES; release++) {
      Fixtures.of("state", release, StateFixturesTest::write);
      Fixtures.of("config", release, made -> Files.copy(Path.of("config.example.toml"), made.resolve("config.toml")));
    }
    assertThat(Fixtures.all("state")).hasSameSizeAs(Fixtures.all("config").keySet());
  }

  @Test
  void aConfigurationOfEachReleaseIsRead() throws IOException, ConfigException {
    ConfigReader reader = new ConfigReader(new Places(Map.of(), folder, "Linux"));
    for (Path fixture : Fixtures.all("config").values()) {
      Config config = reader.read(fixture.resolve("config.toml"));
      assertThat(config.inboxes()).containsExactly(folder.resolve("Stillkeep/Inbox"));
      assertThat(config.vault()).isEqualTo(folder.resolve("Stillkeep/Vault"));
      assertThat(config.exports()).hasSize(1);
    }
  }

  @Test
  void theKeyThePasswordAndTheNameOfEachReleaseAreRead() throws IOException {
    assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"), "no POSIX permissions here");
    for (Map.Entry<Integer, Path> fixture : Fixtures.all("state").entrySet()) {
      Path state = folder.resolve("v" + fixture.getKey());
      Fixtures.copy(fixture.getValue(), state);
      for (String name : new String[] {"vault.key", "page-password"}) {
        Files.setPosixFilePermissions(state.resolve(name), PosixFilePermissions.fromString("rw-------"));
      }
      try (CryptoKey key = keeper(state).places().get(0).read()) {
        assertThat(key.copyBytes()).isEqualTo(new byte[32]);
      }
      assertThat(new PagePassword(state).matches("correct horse".toCharArray())).isTrue();
      assertThat(new PagePassword(state).matches("wrong horse".toCharArray())).isFalse();
      assertThat(OwnerId.of(state)).isEqualTo(Files.readString(fixture.getValue().resolve("owner.id")).strip()).hasSize(36);
    }
  }

  private static void write(Path state) throws IOException {
    try (CryptoKey key = CryptoKey.copyOf(new byte[32])) {
      keeper(state).keep(key);
    }
    new PagePassword(state).set("correct horse".toCharArray());
    assertThat(OwnerId.of(state)).isNotEmpty();
  }

  private static KeyKeeper keeper(Path state) {
    return new KeyKeeper(LibraryConfig.Kind.VAULT, state, Map.of(), Keychain.of(Map.of()), false);
  }
}
