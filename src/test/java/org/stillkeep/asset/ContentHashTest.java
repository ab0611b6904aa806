package org.stillkeep.asset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentHashTest {

  /** 64 zero bytes in base64, without the padding. */
  private static final String ZEROES = "A".repeat(86);

  private static final ContentHash STILL = ContentHash.ofDigest(new byte[ContentHash.DIGEST_BYTES]);
  private static final ContentHash VIDEO = ContentHash.ofDigest(ones());

  @Test
  void aDigestIsItsPaddedBase64() {
    assertThat(STILL.text()).isEqualTo(ZEROES + "==");
    assertThat(STILL).isEqualTo(new ContentHash(ZEROES + "=="));
    assertThat(VIDEO.text()).hasSize(88);
    assertThat(new ContentHash(VIDEO.text())).isEqualTo(VIDEO);
  }

  @Test
  void aLivePhotoComesApartIntoItsHalves() {
    ContentHash live = ContentHash.ofLivePhoto(STILL, VIDEO);
    assertThat(live.text()).hasSize(177);
    assertThat(live.isLivePhoto()).isTrue();
    assertThat(live.still()).isEqualTo(STILL);
    assertThat(live.video()).isEqualTo(VIDEO);
  }

  @Test
  void aSingleHashHasNoMovingHalf() {
    assertThat(STILL.isLivePhoto()).isFalse();
    assertThat(STILL.still()).isEqualTo(STILL);
    assertThatIllegalStateException().isThrownBy(STILL::video);
  }

  @Test
  void halvesThatAreLivePhotosThemselvesAreRefused() {
    ContentHash live = ContentHash.ofLivePhoto(STILL, VIDEO);
    assertThatIllegalArgumentException().isThrownBy(() -> ContentHash.ofLivePhoto(live, VIDEO));
    assertThatIllegalArgumentException().isThrownBy(() -> ContentHash.ofLivePhoto(live, live));
  }

  @Test
  void digestsOfOtherLengthsAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> ContentHash.ofDigest(new byte[63]));
    assertThatIllegalArgumentException().isThrownBy(() -> ContentHash.ofDigest(new byte[65]));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ":", "=", "AAAA", "not a hash"})
  void otherTextsAreRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> new ContentHash(text)).withMessage("not a content hash");
  }

  /** Lenient decoders read these as the same 64 zero bytes; an identity has one form only. */
  @ParameterizedTest
  @ValueSource(strings = {"A", "A=", "B==", "P=="})
  void otherSpellingsOfTheSameDigestAreRefused(String ending) {
    String spelling = ZEROES.substring(1) + ending;
    assertThatIllegalArgumentException().isThrownBy(() -> new ContentHash(spelling));
    assertThatIllegalArgumentException().isThrownBy(() -> new ContentHash(STILL.text() + ":" + spelling));
  }

  private static byte[] ones() {
    byte[] digest = new byte[ContentHash.DIGEST_BYTES];
    Arrays.fill(digest, (byte) 0xff);
    return digest;
  }
}
