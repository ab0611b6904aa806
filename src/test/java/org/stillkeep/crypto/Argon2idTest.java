package org.stillkeep.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.stillkeep.crypto.Vectors.Case;

class Argon2idTest {

  /** Memory times passes from which on a derivation takes seconds. */
  private static final long SLOW = 512L << 20;

  private static final byte[] SALT = new byte[Argon2id.SALT_BYTES];

  static Stream<Case> cases() {
    return Vectors.read("argon2id").all("cases");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void derivesTheKeyThatLibsodiumDerives(Case each) {
    int memLimitBytes = each.number("memLimit");
    int opsLimit = each.number("opsLimit");
    assumeAffordable(memLimitBytes, opsLimit);
    byte[] passphrase = each.text("password").getBytes(UTF_8);
    try (CryptoKey key = Argon2id.derive(passphrase, each.base64("saltB64"), memLimitBytes, opsLimit)) {
      assertThat(key.copyBytes()).isEqualTo(each.base64("keyB64"));
    }
  }

  @Test
  void moreMemoryThanTheHeapHasIsRefusedWithTheAmount() {
    long neededBytes = 1L << 50;
    assertThatExceptionOfType(NotEnoughMemoryException.class)
        .isThrownBy(() -> Argon2id.derive(new byte[1], SALT, neededBytes, 1))
        .satisfies(e -> assertThat(e.neededBytes()).isEqualTo(neededBytes));
  }

  @Test
  void limitsThatLibsodiumRefusesAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Argon2id.derive(new byte[1], new byte[15], 8192, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> Argon2id.derive(new byte[1], SALT, 8191, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> Argon2id.derive(new byte[1], SALT, 8192, 0));
  }

  /** Skips what would cost seconds, unless {@code -Dstillkeep.slow=true} and the heap can hold it. */
  static void assumeAffordable(long memLimitBytes, int opsLimit) {
    boolean slow = memLimitBytes * opsLimit >= SLOW;
    assumeTrue(!slow || Boolean.getBoolean("stillkeep.slow"), "slow Argon2 vector: run with -Dstillkeep.slow=true");
    assumeTrue(
        memLimitBytes < Runtime.getRuntime().maxMemory() * 8 / 10,
        "Argon2 vector of " + (memLimitBytes >> 20) + " MiB: the heap is too small");
  }
}
