package org.stillkeep.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.stillkeep.crypto.Failures.assertFailure;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.stillkeep.crypto.CiphertextException.Reason;
import org.stillkeep.crypto.Vectors.Case;

class SealedBoxTest {

  static Stream<Case> cases() {
    return Vectors.read("sealedbox").all("cases");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void opensWhatLibsodiumSealed(Case each) throws CiphertextException {
    try (X25519KeyPair recipient = recipient(each)) {
      assertThat(SealedBox.open(each.base64("cipherB64"), recipient)).isEqualTo(each.base64("messageB64"));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void opensWhatItSealed(Case each) throws CiphertextException {
    byte[] message = each.base64("messageB64");
    byte[] sealed = SealedBox.seal(message, each.base64("publicKeyB64"), new SecureRandom());
    assertThat(sealed).hasSize(message.length + SealedBox.OVERHEAD_BYTES);
    try (X25519KeyPair recipient = recipient(each)) {
      assertThat(SealedBox.open(sealed, recipient)).isEqualTo(message);
    }
  }

  @Test
  void sealsWhatLibsodiumSealsWithTheSameEphemeralKey() {
    Case each = Vectors.read("sealedbox").at("deterministicConstruction");
    byte[] sealed =
        SealedBox.seal(
            each.base64("messageB64"),
            each.base64("recipientPublicKeyB64"),
            new ReplayedRandom(each.base64("ephemeralSecretKeyB64")));
    assertThat(sealed).isEqualTo(each.base64("cipherB64")).startsWith(each.base64("ephemeralPublicKeyB64"));
  }

  @Test
  void theTokenIsUrlSafeBase64WithPadding() throws CiphertextException {
    Case token = Vectors.read("sealedbox").at("tokenString");
    Case each = cases().skip(token.number("forCase")).findFirst().orElseThrow();
    try (X25519KeyPair recipient = recipient(each)) {
      byte[] opened = SealedBox.open(each.base64("cipherB64"), recipient);
      assertThat(Base64.getUrlEncoder().encodeToString(opened)).isEqualTo(token.text("tokenB64Url"));
    }
  }

  @Test
  void anyChangedByteIsRefused() {
    Case each = cases().findFirst().orElseThrow();
    byte[] sealed = each.base64("cipherB64");
    for (int i = 0; i < sealed.length; i++) {
      byte[] changed = sealed.clone();
      changed[i] ^= 1;
      assertFailure(Reason.WRONG_KEY, () -> SealedBox.open(changed, recipient(each)));
    }
  }

  @Test
  void anotherRecipientIsRefused() {
    byte[] sealed = cases().findFirst().orElseThrow().base64("cipherB64");
    assertFailure(Reason.WRONG_KEY, () -> SealedBox.open(sealed, X25519KeyPair.random(new SecureRandom())));
  }

  @Test
  void aBoxTooShortIsRefused() {
    Case each = cases().findFirst().orElseThrow();
    byte[] sealed = Arrays.copyOf(each.base64("cipherB64"), SealedBox.OVERHEAD_BYTES - 1);
    assertFailure(Reason.MALFORMED, () -> SealedBox.open(sealed, recipient(each)));
  }

  @Test
  void aPublicKeyWithWhichEveryoneAgreesOnTheSameIsRefused() {
    byte[] smallOrder = new byte[X25519KeyPair.PUBLIC_KEY_BYTES];
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SealedBox.seal(new byte[1], smallOrder, new SecureRandom()));
    Case each = cases().findFirst().orElseThrow();
    assertFailure(Reason.MALFORMED, () -> SealedBox.open(new byte[SealedBox.OVERHEAD_BYTES], recipient(each)));
  }

  private static X25519KeyPair recipient(Case each) {
    return X25519KeyPair.of(each.base64("publicKeyB64"), each.key("secretKeyB64"));
  }
}
