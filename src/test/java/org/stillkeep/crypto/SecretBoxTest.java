package org.stillkeep.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.stillkeep.crypto.Failures.assertFailure;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.stillkeep.crypto.CiphertextException.Reason;
import org.stillkeep.crypto.Vectors.Case;

class SecretBoxTest {

  static Stream<Case> cases() {
    return Vectors.read("secretbox").all("cases");
  }

  static Stream<Case> mustFail() {
    return Vectors.read("secretbox").all("mustFail");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void sealsWhatLibsodiumSeals(Case each) {
    byte[] sealed = SecretBox.seal(each.base64("messageB64"), each.base64("nonceB64"), each.key("keyB64"));
    assertThat(sealed).isEqualTo(each.base64("cipherB64"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void opensWhatLibsodiumSealed(Case each) throws CiphertextException {
    byte[] opened = SecretBox.open(each.base64("cipherB64"), each.base64("nonceB64"), each.key("keyB64"));
    assertThat(opened).isEqualTo(each.base64("messageB64"));
  }

  @ParameterizedTest
  @MethodSource("mustFail")
  void refusesWhatLibsodiumRefuses(Case each) {
    byte[] sealed = each.base64("cipherB64");
    Reason reason = sealed.length < SecretBox.MAC_BYTES ? Reason.MALFORMED : Reason.WRONG_KEY;
    assertFailure(reason, () -> SecretBox.open(sealed, each.base64("nonceB64"), each.key("keyB64")));
  }

  @Test
  void anyChangedByteIsRefused() {
    Case box = cases().findFirst().orElseThrow();
    byte[] sealed = box.base64("cipherB64");
    for (int i = 0; i < sealed.length; i++) {
      byte[] changed = sealed.clone();
      changed[i] ^= 0x10;
      assertFailure(Reason.WRONG_KEY, () -> SecretBox.open(changed, box.base64("nonceB64"), box.key("keyB64")));
    }
  }

  @Test
  void anotherKeyOrNonceIsRefused() {
    Case box = cases().findFirst().orElseThrow();
    byte[] sealed = box.base64("cipherB64");
    CryptoKey other = CryptoKey.copyOf(new byte[CryptoKey.BYTES]);
    assertFailure(Reason.WRONG_KEY, () -> SecretBox.open(sealed, box.base64("nonceB64"), other));
    assertFailure(Reason.WRONG_KEY, () -> SecretBox.open(sealed, new byte[SecretBox.NONCE_BYTES], box.key("keyB64")));
    assertFailure(Reason.MALFORMED, () -> SecretBox.open(sealed, new byte[23], box.key("keyB64")));
    assertThatIllegalArgumentException().isThrownBy(() -> SecretBox.seal(sealed, new byte[23], other));
  }
}
