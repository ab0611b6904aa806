package org.stillkeep.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

/**
 * What is sealed stays the same when the virtual machine has compiled the code for it. HotSpot of Java 17 once took away arrays of
 * 64 bytes that our own ChaCha20 kept for one message (scalar replacement), and replaced keys wrongly from then on.
 */
class CompiledCodeTest {

  private static final int SMALL_MESSAGES = 20_000;
  private static final int LOOKS = 20;

  private static final CryptoKey KEY = CryptoKey.copyOf(Vectors.pattern(CryptoKey.BYTES, 9));
  private static final byte[] HEADER = Vectors.pattern(SecretStream.HEADER_BYTES, 3);

  @Test
  void aReplacedKeyIsTheSameBeforeAndAfter() throws CiphertextException {
    CryptoEngine.replaceBy(CryptoEngine.chosenBy("built-in"));
    try {
      byte[] before = afterReplacingTheKey();
      SecureRandom random = new SecureRandom();
      for (int i = 0; i < SMALL_MESSAGES; i++) {
        byte[] cleartext = new byte[i % 900];
        SecretStream.Blob blob = SecretStream.sealBlob(cleartext, KEY, random);
        assertThat(SecretStream.openBlob(blob.header(), blob.ciphertext(), KEY).length).isEqualTo(cleartext.length);
        if (i % (SMALL_MESSAGES / LOOKS) == 0) {
          assertThat(afterReplacingTheKey()).as("after %d messages", i).isEqualTo(before);
        }
      }
    } finally {
      Engine.useTheUsual();
    }
  }

  /** The second message of a stream whose first replaced the key. */
  private static byte[] afterReplacingTheKey() {
    try (StreamState state = new StreamState(KEY, HEADER)) {
      state.seal(StreamState.REKEY, new byte[100 + SecretStream.OVERHEAD_BYTES], 0, 100);
      byte[] second = new byte[100 + SecretStream.OVERHEAD_BYTES];
      state.seal(StreamState.MESSAGE, second, 0, 100);
      return second;
    }
  }
}
