package org.stillkeep.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/** Random words that open something, and what is kept of them: their hash, so that a look into memory opens nothing. */
final class Tokens {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int MAX_CHARACTERS = 128;

  private Tokens() {}

  /** A new one, in base64url. */
  static String mint(int bits) {
    byte[] random = new byte[bits / Byte.SIZE];
    RANDOM.nextBytes(random);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }

  static byte[] hash(String token) {
    try {
      String bounded = token.length() > MAX_CHARACTERS ? "" : token;
      return MessageDigest.getInstance("SHA-256").digest(bounded.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** In a time that does not tell how much of them is the same. */
  static boolean same(byte[] hash, byte[] other) {
    return MessageDigest.isEqual(hash, other);
  }
}
