package org.stillkeep.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.bouncycastle.crypto.engines.ChaCha7539Engine;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;
import org.junit.jupiter.api.Test;
import org.stillkeep.crypto.Vectors.Case;

class ChaCha20Test {

  private final Random random = new Random(20);

  @Test
  void givesTheKeystreamThatLibsodiumGives() {
    Case each = Vectors.read("primitives").at("chacha20ietf");
    byte[] expected = each.hex("keystreamBlocks0to2Hex");
    byte[] keystream = new byte[expected.length];
    try (ChaCha20 cipher = new ChaCha20()) {
      cipher.init(each.base64("keyB64"), each.hex("nonceHex"));
      cipher.xor(keystream, 0, 2 * ChaCha20.BLOCK_BYTES);
      cipher.xor(keystream, 2 * ChaCha20.BLOCK_BYTES, expected.length - 2 * ChaCha20.BLOCK_BYTES);
    }
    assertThat(keystream).isEqualTo(expected).endsWith(each.hex("keystreamBlock2Hex"));
  }

  @Test
  void givesWhatBouncyCastleGivesForRandomDataOfManyLengths() {
    try (ChaCha20 cipher = new ChaCha20()) {
      for (int length : new int[] {0, 1, 63, 64, 65, 127, 4095, 4096, 4097, 8191, 8192, 12_345, 1 << 20, (1 << 20) + 7}) {
        byte[] key = randomBytes(CryptoKey.BYTES);
        byte[] nonce = randomBytes(ChaCha20.NONCE_BYTES);
        byte[] message = randomBytes(3 + length + 5);
        byte[] expected = message.clone();
        ChaCha7539Engine reference = new ChaCha7539Engine();
        reference.init(true, new ParametersWithIV(new KeyParameter(key), nonce));
        reference.processBytes(message, 3, length, expected, 3);
        cipher.init(key, nonce);
        cipher.xor(message, 3, length);
        assertThat(message).as("%d bytes, and those around them", length).isEqualTo(expected);
      }
    }
  }

  @Test
  void piecesOfWholeBlocksContinueTheKeystream() {
    byte[] key = randomBytes(CryptoKey.BYTES);
    byte[] nonce = randomBytes(ChaCha20.NONCE_BYTES);
    byte[] whole = new byte[20_000];
    byte[] pieces = new byte[whole.length];
    try (ChaCha20 cipher = new ChaCha20()) {
      cipher.init(key, nonce);
      cipher.xor(whole, 0, whole.length);
      cipher.init(key, nonce);
      for (int from = 0, blocks = 1; from < pieces.length; from += blocks++ * ChaCha20.BLOCK_BYTES) {
        cipher.xor(pieces, from, Math.min(blocks * ChaCha20.BLOCK_BYTES, pieces.length - from));
      }
    }
    assertThat(pieces).isEqualTo(whole);
  }

  @Test
  void aClosedCipherHasForgottenItsKey() throws ReflectiveOperationException {
    ChaCha20 cipher = new ChaCha20();
    cipher.init(randomBytes(CryptoKey.BYTES), randomBytes(ChaCha20.NONCE_BYTES));
    cipher.xor(randomBytes(100), 0, 100);
    cipher.close();
    for (String field : new String[] {"state", "lanes"}) {
      var words = ChaCha20.class.getDeclaredField(field);
      words.setAccessible(true);
      assertThat(Arrays.stream((int[]) words.get(cipher))).as(field).containsOnly(0);
    }
    var batch = ChaCha20.class.getDeclaredField("batch");
    batch.setAccessible(true);
    assertThat((byte[]) batch.get(cipher)).containsOnly(0);
  }

  private byte[] randomBytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
