package org.stillkeep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.crypto.CryptoKey;

class KeyKeeperTest {

  private static final byte[] SECRET = new byte[32];

  static {
    Arrays.fill(SECRET, (byte) 7);
  }

  @TempDir private Path state;

  @BeforeEach
  void needsPermissions() {
    assumeTrue(state.getFileSystem().supportedFileAttributeViews().contains("posix"), "no POSIX permissions here");
  }

  private KeyKeeper keeper() {
    return new KeyKeeper(state, Map.of());
  }

  @Test
  void aKeptKeyIsReadBackAndItsFileIsTheOwnersAlone() throws IOException {
    try (CryptoKey key = CryptoKey.copyOf(SECRET)) {
      assertThat(keeper().keep(key)).isTrue();
    }

    try (CryptoKey kept = keeper().read().orElseThrow()) {
      assertThat(kept.copyBytes()).isEqualTo(SECRET);
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keeper().keyFile()))).isEqualTo("rw-------");
    keeper().forget();
    assertThat(keeper().isKept()).isFalse();
    assertThat(keeper().read()).isEmpty();
  }

  @Test
  void aKeyThatOthersCanReadIsRefused() throws IOException {
    try (CryptoKey key = CryptoKey.copyOf(SECRET)) {
      keeper().keep(key);
    }
    Files.setPosixFilePermissions(keeper().keyFile(), PosixFilePermissions.fromString("rw-r--r--"));

    assertThatThrownBy(() -> keeper().read())
        .isInstanceOfSatisfying(UserException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.LOCKED));
  }

  @Test
  void aDamagedKeyIsSaidWithoutItsText() throws IOException {
    Files.writeString(keeper().keyFile(), "c2hvcnQ=");
    Files.setPosixFilePermissions(keeper().keyFile(), PosixFilePermissions.fromString("rw-------"));

    assertThatThrownBy(() -> keeper().read())
        .isInstanceOf(UserException.class)
        .hasMessageContaining("damaged")
        .hasMessageNotContaining("c2hvcnQ");
  }

  @Test
  void aCredentialComesBeforeTheFile() throws IOException {
    Path credentials = Files.createDirectory(state.resolve("credentials"));
    Files.writeString(credentials.resolve(KeyKeeper.CREDENTIAL_NAME), Base64.getEncoder().encodeToString(SECRET) + "\n");
    KeyKeeper keeper = new KeyKeeper(state, Map.of("CREDENTIALS_DIRECTORY", credentials.toString()));

    assertThat(keeper.isKept()).isTrue();
    try (CryptoKey kept = keeper.read().orElseThrow()) {
      assertThat(kept.copyBytes()).isEqualTo(SECRET);
    }
  }
}
