package org.stillkeep.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Stream;
import org.bouncycastle.crypto.digests.Blake2bDigest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.stillkeep.crypto.Vectors.Case;

class Blake2bTest {

  static Stream<Case> cases() {
    return Vectors.read("filehash").all("cases");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void hashesWhatLibsodiumHashes(Case each) {
    byte[] content =
        each.json().has("messageB64")
            ? each.base64("messageB64")
            : Vectors.pattern(each.number("length"), each.number("patternSeed"));
    assertThat(hash512(content, content.length + 1)).isEqualTo(each.base64("hashB64")).isEqualTo(each.hex("hashHex"));
  }

  @Test
  void thePiecesInWhichBytesComeDoNotMatter() {
    byte[] content = Vectors.pattern(1000, 5);
    byte[] expected = hash512(content, content.length);
    for (int piece : new int[] {1, 7, 64, 127, 128, 129, 256, 999}) {
      assertThat(hash512(content, piece)).as("pieces of %d bytes", piece).isEqualTo(expected);
    }
  }

  @Test
  void hashesWhatBouncyCastleHashesForRandomDataOfManyLengths() {
    Random random = new Random(2);
    for (int length = 0; length < 600; length++) {
      byte[] content = new byte[length];
      random.nextBytes(content);
      byte[] key = new byte[CryptoKey.BYTES];
      random.nextBytes(key);
      Blake2b mac = Blake2b.mac256(key);
      mac.update(content, 0, length);
      assertThat(hash512(content, length)).as("%d bytes", length).isEqualTo(reference(new Blake2bDigest(512), content));
      assertThat(mac.digest()).as("%d bytes", length).isEqualTo(reference(new Blake2bDigest(key, 32, null, null), content));
    }
  }

  @Test
  void aLivePhotosHashIsThatOfItsHalves() {
    Case live = Vectors.read("filehash").at("livePhoto");
    byte[] still = hash512(Vectors.pattern(live.number("imageLength"), live.number("imagePatternSeed")), 4096);
    byte[] video = hash512(Vectors.pattern(live.number("videoLength"), live.number("videoPatternSeed")), 4096);
    Base64.Encoder base64 = Base64.getEncoder();
    assertThat(base64.encodeToString(still) + ":" + base64.encodeToString(video)).isEqualTo(live.text("hash"));
  }

  /** Expected values are Python's {@code hashlib.blake2b}. */
  @Test
  void theShortHashAndTheMacAreBlake2bOfThirtyTwoBytes() {
    byte[] message = "stillkeep".getBytes(UTF_8);
    Blake2b hash = Blake2b.hash256();
    hash.update(message, 0, message.length);
    assertThat(HexFormat.of().formatHex(hash.digest())).isEqualTo("71de2ac58918d1a4bb3c7b995518790f8fdad739010a97803b9d6048a7ee871b");
    Blake2b mac = Blake2b.mac256(Vectors.pattern(32, 1));
    mac.update(message, 0, message.length);
    assertThat(HexFormat.of().formatHex(mac.digest())).isEqualTo("833f91ddcbf9cd4cde004b94cb0a1c32942e335183416647f4fa728346a6ec94");
  }

  @Test
  void aKeyOfAnotherLengthIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Blake2b.mac256(new byte[31]));
  }

  @Test
  void aDigestInBetweenIsThatOfAllSoFarAndChangesNothing() {
    byte[] content = Vectors.pattern(1000, 5);
    for (int piece : new int[] {1, 127, 128, 129, 256}) {
      Blake2b hash = Blake2b.hash512();
      for (int from = 0; from < content.length; from += piece) {
        hash.update(content, from, Math.min(piece, content.length - from));
        byte[] soFar = Arrays.copyOf(content, Math.min(from + piece, content.length));
        assertThat(hash.digestSoFar()).isEqualTo(hash512(soFar, soFar.length));
      }
      assertThat(hash.digest()).isEqualTo(hash512(content, content.length));
      assertThatIllegalStateException().isThrownBy(hash::digestSoFar);
    }
  }

  @Test
  void aTakenDigestIsTheEnd() {
    Blake2b hash = Blake2b.hash512();
    hash.digest();
    assertThatIllegalStateException().isThrownBy(hash::digest);
    assertThatIllegalStateException().isThrownBy(() -> hash.update(new byte[1], 0, 1));
  }

  private static byte[] reference(Blake2bDigest digest, byte[] content) {
    byte[] hash = new byte[digest.getDigestSize()];
    digest.update(content, 0, content.length);
    digest.doFinal(hash, 0);
    return hash;
  }

  private static byte[] hash512(byte[] content, int piece) {
    Blake2b hash = Blake2b.hash512();
    for (int from = 0; from < content.length; from += piece) {
      hash.update(content, from, Math.min(piece, content.length - from));
    }
    return hash.digest();
  }
}
