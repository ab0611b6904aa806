package org.stillkeep.crypto;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.math.ec.rfc7748.X25519;

/** A key pair for sealed boxes: libsodium's {@code crypto_box_keypair}. Closing it wipes the secret half. */
public final class X25519KeyPair implements AutoCloseable {

  /** Bytes in a public key. */
  public static final int PUBLIC_KEY_BYTES = 32;

  private final byte[] publicKey;
  private final CryptoKey secretKey;

  private X25519KeyPair(byte[] ownPublicKey, CryptoKey ownSecretKey) {
    this.publicKey = ownPublicKey;
    this.secretKey = ownSecretKey;
  }

  /** A new pair, fresh from the given source. */
  public static X25519KeyPair random(SecureRandom random) {
    CryptoKey secret = CryptoKey.random(random);
    return new X25519KeyPair(publicKeyOf(secret), secret);
  }

  /**
   * A stored pair. Keeps its own copy of the secret; the caller still closes the one given.
   *
   * @throws IllegalArgumentException when the two do not belong together
   */
  public static X25519KeyPair of(byte[] publicKey, CryptoKey secret) {
    if (!MessageDigest.isEqual(publicKey, publicKeyOf(secret))) {
      throw new IllegalArgumentException("the public key does not belong to the secret key");
    }
    return new X25519KeyPair(publicKey.clone(), secret.copy());
  }

  /** The half that everyone may know. */
  public byte[] publicKey() {
    return publicKey.clone();
  }

  /** The pair's own secret half, which is wiped when the pair is closed. */
  public CryptoKey secretKey() {
    return secretKey;
  }

  @Override
  public void close() {
    secretKey.close();
  }

  @Override
  public String toString() {
    return "X25519KeyPair[" + secretKey + "]";
  }

  private static byte[] publicKeyOf(CryptoKey secret) {
    byte[] scalar = secret.copyBytes();
    try {
      byte[] point = new byte[PUBLIC_KEY_BYTES];
      X25519.scalarMultBase(scalar, 0, point, 0);
      return point;
    } finally {
      Arrays.fill(scalar, (byte) 0);
    }
  }
}
