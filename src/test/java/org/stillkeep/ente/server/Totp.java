package org.stillkeep.ente.server;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Codes of an authenticator app: RFC 6238 with SHA-1, six digits, 30 seconds. */
final class Totp {

  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final int BITS_PER_LETTER = 5;
  private static final int SECRET_LETTERS = 32;
  private static final int DIGITS_MODULUS = 1_000_000;
  private static final long STEP_MICROS = ServerClock.micros(Duration.ofSeconds(30));

  private Totp() {}

  /** A secret as the server shows it: 32 letters of Base32. */
  static String newSecret(SecureRandom random) {
    StringBuilder secret = new StringBuilder();
    random.ints(SECRET_LETTERS, 0, BASE32.length()).forEach(each -> secret.append(BASE32.charAt(each)));
    return secret.toString();
  }

  /** The number of the 30 seconds that hold a time. */
  static long step(long micros) {
    return micros / STEP_MICROS;
  }

  /** The code for a step. */
  static String code(String secret, long step) {
    byte[] mac = hmac(decode(secret), ByteBuffer.allocate(Long.BYTES).putLong(step).array());
    int offset = mac[mac.length - 1] & 0xF;
    int number = ByteBuffer.wrap(mac).getInt(offset) & Integer.MAX_VALUE;
    return String.format(Locale.ROOT, "%06d", number % DIGITS_MODULUS);
  }

  private static byte[] decode(String base32) {
    byte[] bytes = new byte[base32.length() * BITS_PER_LETTER / Byte.SIZE];
    int bits = 0;
    int buffer = 0;
    int at = 0;
    for (int i = 0; i < base32.length(); i++) {
      buffer = buffer << BITS_PER_LETTER | BASE32.indexOf(base32.charAt(i));
      bits += BITS_PER_LETTER;
      if (bits >= Byte.SIZE) {
        bits -= Byte.SIZE;
        bytes[at++] = (byte) (buffer >> bits);
      }
    }
    return bytes;
  }

  private static byte[] hmac(byte[] key, byte[] message) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(key, "HmacSHA1"));
      return mac.doFinal(message);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
