package org.stillkeep.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.faults.Covers;
import org.stillkeep.platform.Keychain.NoKeychainException;

@Timeout(30)
class KeychainTest {

  private static final byte[] SECRET = {0, 1, -1, 'x', 10};

  @TempDir private Path folder;

  @Test
  void aSecretIsKeptReplacedAndForgotten() throws IOException {
    try (PrivateKeyring keyring = PrivateKeyring.startIn(folder)) {
      Keychain keychain = Keychain.onBusOf(keyring.environment());
      assertThat(keychain.get("a")).isEmpty();

      keychain.put("a", SECRET);
      keychain.put("b", new byte[] {2});
      assertThat(keychain.get("a")).contains(SECRET);

      keychain.put("a", new byte[] {3, 4});
      assertThat(keychain.get("a")).contains(new byte[] {3, 4});

      keychain.delete("a");
      keychain.delete("a");
      assertThat(keychain.get("a")).isEmpty();
      assertThat(keychain.get("b")).contains(new byte[] {2});
    }
  }

  @Test
  @Covers("F57")
  void aLockedKeychainIsNoneAndAsksNobody() throws IOException {
    try (PrivateKeyring keyring = PrivateKeyring.startIn(folder)) {
      Keychain keychain = Keychain.onBusOf(keyring.environment());
      keychain.put("a", SECRET);
      keyring.restartLocked();
      long start = System.nanoTime();

      assertThatThrownBy(() -> keychain.get("a")).isInstanceOf(NoKeychainException.class).hasMessageContaining("locked");
      assertThatThrownBy(() -> keychain.put("a", SECRET)).isInstanceOf(NoKeychainException.class).hasMessageContaining("locked");
      assertThatThrownBy(() -> keychain.delete("a")).isInstanceOf(NoKeychainException.class);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }
  }

  @Test
  void aServiceThatAnswersWithNonsenseIsNoKeychain() throws IOException {
    String alias = FakeBus.answer(2, "o", "/login");
    String unlocked = FakeBus.answer(3, "v", new BusVariant("b", false));
    for (String said :
        List.of(
            FakeBus.answer(2, ""),
            alias + FakeBus.answer(3, ""),
            alias + unlocked + FakeBus.answer(4, ""),
            alias + unlocked + FakeBus.answer(4, "au", List.of(7L)) + FakeBus.answer(5, "vo", new BusVariant("s", ""), "/session"),
            alias + unlocked + FakeBus.answer(4, "ao", List.of("/item")) + FakeBus.answer(5, "v", new BusVariant("s", "")))) {
      try (FakeBus fake = FakeBus.that(folder.resolve("fake"), FakeBus.welcome() + said, false)) {
        assertThatThrownBy(() -> Keychain.onBusOf(fake.environment()).get("a")).isInstanceOf(NoKeychainException.class);
      }
    }
  }

  @Test
  @Covers("F57")
  void whereThereIsNoKeychainItIsSaidWhy() throws IOException {
    assertThatThrownBy(() -> Keychain.onBusOf(Map.of()).get("a"))
        .isInstanceOf(NoKeychainException.class)
        .hasMessage("no keychain: there is no session bus");
    try (PrivateBus bus = PrivateBus.startIn(folder)) {
      assertThatThrownBy(() -> Keychain.onBusOf(bus.environment()).put("a", SECRET)).isInstanceOf(NoKeychainException.class);
    }
  }
}
