package org.stillkeep.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class CryptoKeyTest {

  private final byte[] bytes = Vectors.pattern(CryptoKey.BYTES, 1);

  @Test
  void aKeyKeepsItsOwnCopyOfTheBytes() {
    byte[] given = bytes.clone();
    CryptoKey key = CryptoKey.copyOf(given);
    Arrays.fill(given, (byte) 0);
    key.copyBytes()[0]++;
    assertThat(key.copyBytes()).isEqualTo(bytes);
  }

  @Test
  void aClosedKeyIsOfNoUse() {
    CryptoKey key = CryptoKey.copyOf(bytes);
    key.close();
    assertThat(key.isDestroyed()).isTrue();
    assertThatIllegalStateException().isThrownBy(key::copyBytes);
    assertThatIllegalStateException().isThrownBy(key::copy);
    assertThatIllegalStateException().isThrownBy(() -> SecretBox.seal(new byte[1], new byte[24], key));
    key.close();
  }

  @Test
  void aClosedKeyIsOverwritten() throws ReflectiveOperationException {
    CryptoKey key = CryptoKey.copyOf(bytes);
    var field = CryptoKey.class.getDeclaredField("bytes");
    field.setAccessible(true);
    assertThat((byte[]) field.get(key)).isEqualTo(bytes);
    key.close();
    assertThat((byte[]) field.get(key)).containsOnly(0);
  }

  @Test
  void aCopyOutlivesItsOriginal() {
    CryptoKey key = CryptoKey.copyOf(bytes);
    try (CryptoKey copy = key.copy()) {
      key.close();
      assertThat(copy.copyBytes()).isEqualTo(bytes);
    }
  }

  @Test
  void itsTextShowsNoByteOfIt() {
    CryptoKey key = CryptoKey.copyOf(bytes);
    assertThat(key).hasToString("CryptoKey[redacted]");
    key.close();
    assertThat(key).hasToString("CryptoKey[destroyed]");
    try (X25519KeyPair pair = X25519KeyPair.random(new ReplayedRandom(bytes))) {
      assertThat(pair.toString()).contains("redacted").doesNotContain(HexFormat.of().formatHex(bytes, 0, 4));
    }
  }

  @Test
  void otherLengthsAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> CryptoKey.copyOf(new byte[31]));
    assertThatIllegalArgumentException().isThrownBy(() -> CryptoKey.copyOf(new byte[33]));
  }

  @Test
  void randomKeysDiffer() {
    SecureRandom random = new SecureRandom();
    assertThat(CryptoKey.random(random).copyBytes()).isNotEqualTo(CryptoKey.random(random).copyBytes());
  }

  @Test
  void keysAreComparedByTheirBytes() {
    byte[] bytes = new byte[CryptoKey.BYTES];
    CryptoKey key = CryptoKey.copyOf(bytes);
    assertThat(key.isSame(key.copy())).isTrue();
    bytes[31] = 1;
    assertThat(key.isSame(CryptoKey.copyOf(bytes))).isFalse();
  }
}
