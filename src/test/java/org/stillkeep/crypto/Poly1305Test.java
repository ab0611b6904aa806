package org.stillkeep.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.bouncycastle.crypto.params.KeyParameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Poly1305Test {

  private static final byte[] EXTREMES = {0, 1, (byte) 0x7f, (byte) 0x80, (byte) 0xfa, (byte) 0xfb, (byte) 0xfe, (byte) 0xff};

  private final Random random = new Random(1305);

  /** RFC 8439, A.3, numbers 7 to 11: sums around 2^130 - 5 and carries through all limbs. */
  @ParameterizedTest
  @CsvSource({
    "02000000000000000000000000000000, 00000000000000000000000000000000, ffffffffffffffffffffffffffffffff, 03000000000000000000000000000000",
    "02000000000000000000000000000000, ffffffffffffffffffffffffffffffff, 02000000000000000000000000000000, 03000000000000000000000000000000",
    "01000000000000000000000000000000, 00000000000000000000000000000000,"
        + "fffffffffffffffffffffffffffffffff0ffffffffffffffffffffffffffffff11000000000000000000000000000000, 05000000000000000000000000000000",
    "01000000000000000000000000000000, 00000000000000000000000000000000,"
        + "fffffffffffffffffffffffffffffffffbfefefefefefefefefefefefefefefe01010101010101010101010101010101, 00000000000000000000000000000000",
    "02000000000000000000000000000000, 00000000000000000000000000000000, fdffffffffffffffffffffffffffffff, faffffffffffffffffffffffffffffff"
  })
  void reducesAtTheEdges(String r, String s, String message, String expected) {
    HexFormat hex = HexFormat.of();
    assertThat(hex.formatHex(code(hex.parseHex(r + s), hex.parseHex(message), Integer.MAX_VALUE))).isEqualTo(expected);
  }

  @Test
  void givesWhatBouncyCastleGivesForRandomDataOfManyLengths() {
    for (int length = 0; length < 300; length++) {
      agrees(randomBytes(Poly1305.KEY_BYTES), randomBytes(length));
    }
    for (int length : new int[] {4095, 4096, 65_537, (1 << 20) + 17}) {
      agrees(randomBytes(Poly1305.KEY_BYTES), randomBytes(length));
    }
  }

  @Test
  void givesWhatBouncyCastleGivesForExtremeKeysAndMessages() {
    for (int i = 0; i < 20_000; i++) {
      agrees(extremeBytes(Poly1305.KEY_BYTES), extremeBytes(random.nextInt(200)));
    }
  }

  @Test
  void thePiecesInWhichBytesComeDoNotMatter() {
    byte[] key = randomBytes(Poly1305.KEY_BYTES);
    byte[] message = randomBytes(1000);
    byte[] expected = code(key, message, message.length);
    for (int piece : new int[] {1, 7, 15, 16, 17, 31, 32, 33, 64, 999}) {
      assertThat(code(key, message, piece)).as("pieces of %d bytes", piece).isEqualTo(expected);
    }
  }

  private static void agrees(byte[] key, byte[] message) {
    org.bouncycastle.crypto.macs.Poly1305 reference = new org.bouncycastle.crypto.macs.Poly1305();
    reference.init(new KeyParameter(key));
    reference.update(message, 0, message.length);
    byte[] expected = new byte[Poly1305.CODE_BYTES];
    reference.doFinal(expected, 0);
    assertThat(code(key, message, Integer.MAX_VALUE))
        .as(() -> "key " + HexFormat.of().formatHex(key) + ", message " + HexFormat.of().formatHex(message))
        .isEqualTo(expected);
  }

  private static byte[] code(byte[] key, byte[] message, int piece) {
    byte[] code = new byte[Poly1305.CODE_BYTES];
    try (Poly1305 mac = new Poly1305()) {
      mac.init(key, 0);
      for (int from = 0; from < message.length; from += Math.min(piece, message.length - from)) {
        mac.update(message, from, Math.min(piece, message.length - from));
      }
      mac.finish(code, 0);
    }
    return code;
  }

  private byte[] randomBytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  /** Mostly runs of one extreme value. */
  private byte[] extremeBytes(int length) {
    byte[] bytes = new byte[length];
    int from = 0;
    while (from < length) {
      int end = Math.min(length, from + 1 + random.nextInt(24));
      Arrays.fill(bytes, from, end, EXTREMES[random.nextInt(EXTREMES.length)]);
      from = end;
    }
    return bytes;
  }
}
