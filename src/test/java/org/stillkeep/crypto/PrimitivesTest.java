package org.stillkeep.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.stillkeep.crypto.Vectors.Case;

class PrimitivesTest {

  private final Case primitives = Vectors.read("primitives");

  @Test
  void hChaCha20GivesWhatLibsodiumGives() {
    Case each = primitives.at("hchacha20");
    assertThat(CoreHash.hChaCha20(each.base64("keyB64"), each.hex("inputHex"))).isEqualTo(each.hex("outputHex"));
  }

  @Test
  void hSalsa20GivesWhatLibsodiumGives() {
    Case each = primitives.at("hsalsa20");
    assertThat(CoreHash.hSalsa20(each.base64("keyB64"), each.hex("inputHex"))).isEqualTo(each.hex("outputHex"));
  }

  @Test
  void x25519GivesThePublicKeyThatLibsodiumGives() {
    Case each = primitives.at("x25519");
    try (X25519KeyPair pair = X25519KeyPair.random(new ReplayedRandom(each.base64("secretKeyB64")))) {
      assertThat(pair.publicKey()).isEqualTo(each.base64("publicKeyB64"));
      assertThat(pair.secretKey().copyBytes()).isEqualTo(each.base64("secretKeyB64"));
    }
  }

  @Test
  void bothSidesAgreeOnTheBoxKeyThatLibsodiumGives() {
    Case each = primitives.at("x25519");
    byte[] expected = each.base64("boxBeforenmB64");
    assertThat(SealedBox.agree(each.key("secretKeyB64"), each.base64("peerPublicKeyB64")))
        .hasValueSatisfying(key -> assertThat(key.copyBytes()).isEqualTo(expected));
    assertThat(SealedBox.agree(each.key("peerSecretKeyB64"), each.base64("publicKeyB64")))
        .hasValueSatisfying(key -> assertThat(key.copyBytes()).isEqualTo(expected));
  }

  @Test
  void halvesOfDifferentPairsAreRefused() {
    Case each = primitives.at("x25519");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> X25519KeyPair.of(each.base64("peerPublicKeyB64"), each.key("secretKeyB64")));
  }
}
