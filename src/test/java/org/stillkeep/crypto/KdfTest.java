package org.stillkeep.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.stillkeep.crypto.Vectors.Case;

class KdfTest {

  static Stream<Case> allCases() {
    return Stream.concat(loginCases(), Vectors.read("kdf-login-subkey").all("otherParameters"));
  }

  static Stream<Case> loginCases() {
    return Vectors.read("kdf-login-subkey").all("cases");
  }

  @ParameterizedTest
  @MethodSource("allCases")
  void derivesTheSubkeyThatLibsodiumDerives(Case each) {
    byte[] subkey = Kdf.subkey(each.key("kekB64"), each.number("subkeyLen"), each.number("subkeyId"), each.text("context"));
    assertThat(subkey).isEqualTo(each.base64("subkeyB64"));
  }

  @ParameterizedTest
  @MethodSource("loginCases")
  void theLoginPasswordIsTheFirstHalfOfItsSubkey(Case each) {
    byte[] subkey = Kdf.subkey(each.key("kekB64"), 32, 1, "loginctx");
    assertThat(Arrays.copyOf(subkey, 16)).isEqualTo(each.base64("srpPasswordB64")).isEqualTo(each.hex("srpPasswordHex"));
  }

  /** Or else all letters that are not ASCII would be the same letter, and two purposes one. */
  @Test
  void aContextThatIsNotAsciiIsRefused() {
    CryptoKey key = CryptoKey.copyOf(new byte[32]);
    assertThatIllegalArgumentException().isThrownBy(() -> Kdf.subkey(key, 32, 1, "loginct\u00e9"));
  }

  @Test
  void lengthsAndContextsThatLibsodiumRefusesAreRefused() {
    CryptoKey key = CryptoKey.copyOf(new byte[32]);
    assertThatIllegalArgumentException().isThrownBy(() -> Kdf.subkey(key, 15, 1, "loginctx"));
    assertThatIllegalArgumentException().isThrownBy(() -> Kdf.subkey(key, 65, 1, "loginctx"));
    assertThatIllegalArgumentException().isThrownBy(() -> Kdf.subkey(key, 32, 1, "login"));
  }
}
