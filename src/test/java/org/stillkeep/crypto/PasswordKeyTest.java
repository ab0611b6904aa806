package org.stillkeep.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PasswordKeyTest {

  private static final char[] PASSWORD = " Zürich  9 ".toCharArray();
  private static final byte[] SALT = "sixteen bytes ok".getBytes(StandardCharsets.US_ASCII);

  @Test
  void itIsWhatArgon2MakesOfThePasswordExactlyAsTyped() {
    byte[] utf8 = " Zürich  9 ".getBytes(StandardCharsets.UTF_8);
    try (PasswordKey derived = PasswordKey.derive(PASSWORD, SALT, 8192, 3);
        CryptoKey expected = Argon2id.derive(utf8, SALT, 8192, 3)) {
      assertThat(derived.key().copyBytes()).isEqualTo(expected.copyBytes());
      assertThat(derived.salt()).isEqualTo(SALT);
      assertThat(derived.memLimitBytes()).isEqualTo(8192);
      assertThat(derived.opsLimit()).isEqualTo(3);
    }
    assertThat(PASSWORD).isEqualTo(" Zürich  9 ".toCharArray());
  }

  @Test
  void onceClosedItIsGone() {
    PasswordKey derived = PasswordKey.derive(PASSWORD, SALT, 8192, 1);
    derived.close();
    assertThatIllegalStateException().isThrownBy(() -> derived.key().copyBytes());
  }

  @ParameterizedTest
  @CsvSource({
    "268435456, 16, true", "134217728, 32, true", "1073741824, 4, true", "1073741824, 8, true", "8192, 1, true",
    "1073741824, 9, false", "1073741825, 1, false", "8191, 1, false", "8192, 0, false", "-1, -1, false",
    "8192, 9223372036854775807, false"
  })
  void limitsThatWouldTakeDaysOrAllMemoryAreUnbearable(long memLimitBytes, long opsLimit, boolean bearable) {
    assertThat(PasswordKey.isBearable(memLimitBytes, opsLimit)).isEqualTo(bearable);
  }
}
