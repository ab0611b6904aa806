package org.stillkeep.ente;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * The proof of a session, as secret as a password. Closing it overwrites it; from then on every use fails with {@link
 * IllegalStateException}. Strings of it exist while a request is being sent, which HTTP libraries leave no choice in.
 *
 * <p>Safe to use from several threads.
 */
public final class AuthToken implements AutoCloseable {

  private static final Pattern HEADER_VALUE = Pattern.compile("[A-Za-z0-9_=-]{16,512}");

  /** A server's tokens have 32. */
  private static final int LEAST_BYTES = 16;

  private static final int MOST_BYTES = 256;

  /** Base64 for URLs, padded, in ASCII. Guarded by this. */
  private final byte[] headerValue;

  /** Guarded by this. */
  private boolean destroyed;

  private AuthToken(byte[] ownHeaderValue) {
    this.headerValue = ownHeaderValue;
  }

  /**
   * That of an opened {@code encryptedToken}; the caller wipes the array.
   *
   * @throws IllegalArgumentException for a length that no token has
   */
  static AuthToken ofBytes(byte[] token) {
    if (token.length < LEAST_BYTES || token.length > MOST_BYTES) {
      throw new IllegalArgumentException("no session token has " + token.length + " bytes");
    }
    return new AuthToken(Base64.getUrlEncoder().encode(token));
  }

  /**
   * One in the form in which it is sent. Its padding belongs to it.
   *
   * @throws IllegalArgumentException when it is none; the message does not show it
   */
  static AuthToken ofHeaderValue(String headerValue) {
    if (!HEADER_VALUE.matcher(headerValue).matches()) {
      throw new IllegalArgumentException("not a session token");
    }
    return new AuthToken(headerValue.getBytes(StandardCharsets.US_ASCII));
  }

  /** As it is sent. */
  synchronized String headerValue() {
    if (destroyed) {
      throw new IllegalStateException("the session token was destroyed");
    }
    return new String(headerValue, StandardCharsets.US_ASCII);
  }

  /** Whether the other is the same secret. */
  boolean isSame(AuthToken other) {
    return MessageDigest.isEqual(
        headerValue().getBytes(StandardCharsets.US_ASCII), other.headerValue().getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public synchronized void close() {
    Arrays.fill(headerValue, (byte) 0);
    destroyed = true;
  }

  @Override
  public String toString() {
    return "AuthToken[redacted]";
  }
}
