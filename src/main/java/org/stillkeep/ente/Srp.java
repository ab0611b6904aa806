package org.stillkeep.ente;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * One handshake that proves to a server that we know a password, and to us that the server knows its verifier, without either
 * telling anything: SRP-6a, client's side, in the 4096-bit group of RFC 5054 with SHA-256. Every number is padded to 512 bytes
 * when it is sent or hashed.
 *
 * <pre>
 *   x = H(salt || H(identity || ":" || password))     verifier v = g^x     k = H(N || g)
 *   A = g^a     B = k*v + g^b     u = H(A || B)     S = (B - k*g^x)^(a + u*x)     K = H(S)
 *   M1 = H(A || B || S)     M2 = H(A || M1 || K)
 * </pre>
 *
 * <p>M1 is not that of RFC 2945. Pure; for one thread and one handshake. Big numbers cannot be wiped.
 */
final class Srp {

  /** Bytes in A, B and a verifier. */
  static final int NUMBER_BYTES = 512;

  /** Bytes in a salt. */
  static final int SALT_BYTES = 16;

  private static final int SECRET_BYTES = 64;

  /** RFC 5054, appendix A, which is group 16 of RFC 3526. */
  private static final BigInteger PRIME =
      new BigInteger(
          "FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DD"
              + "EF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7ED"
              + "EE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF0598DA48361C55D39A69163FA8FD24CF5F"
              + "83655D23DCA3AD961C62F356208552BB9ED529077096966D670C354E4ABC9804F1746C08CA18217C32905E462E36CE3B"
              + "E39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF6955817183995497CEA956AE515D2261898FA0510"
              + "15728E5A8AAAC42DAD33170D04507A33A85521ABDF1CBA64ECFB850458DBEF0A8AEA71575D060C7DB3970F85A6E1E4C7"
              + "ABF5AE8CDB0933D71E8C94E04A25619DCEE3D2261AD2EE6BF12FFA06D98A0864D87602733EC86A64521F2B18177B200C"
              + "BBE117577A615D6C770988C0BAD946E208E24FA074E5AB3143DB5BFCE0FD108E4B82D120A92108011A723C12A787E6D7"
              + "88719A10BDBA5B2699C327186AF4E23C1A946834B6150BDA2583E9CA2AD44CE8DBBBC2DB04DE8EF92E8EFC141FBECAA6"
              + "287C59474E6BC05D99B2964FA090C3A2233BA186515BE7ED1F612970CEE2D7AFB81BDD762170481CD0069127D5B05AA9"
              + "93B4EA988D8FDDC186FFB7DC90A6C08F4DF435C934063199FFFFFFFFFFFFFFFF",
          16);

  private static final BigInteger GENERATOR = BigInteger.valueOf(5);
  private static final BigInteger MULTIPLIER = number(hash(padded(PRIME), padded(GENERATOR)));

  private final BigInteger privateExponent;
  private final BigInteger secret;
  private final byte[] publicValue;
  private byte[] expectedAnswer;

  /** @param secret a; random, at least 32 bytes */
  Srp(String identity, byte[] salt, byte[] password, byte[] secret) {
    this.privateExponent = privateExponent(identity, salt, password);
    this.secret = number(secret);
    this.publicValue = padded(GENERATOR.modPow(this.secret, PRIME));
  }

  /**
   * Begins a handshake.
   *
   * @param identity the account's {@code srpUserID}, in lower case
   * @param password what the server's verifier was made of; the caller wipes it
   */
  static Srp begin(String identity, byte[] salt, byte[] password, SecureRandom random) {
    byte[] secret = new byte[SECRET_BYTES];
    random.nextBytes(secret);
    try {
      return new Srp(identity, salt, password, secret);
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }

  /** What a server keeps to recognise the password. Nobody else ever gets it. */
  static byte[] verifier(String identity, byte[] salt, byte[] password) {
    return padded(GENERATOR.modPow(privateExponent(identity, salt, password), PRIME));
  }

  /** A, for the server. */
  byte[] publicValue() {
    return publicValue.clone();
  }

  /**
   * M1, the proof that we know the password.
   *
   * @param serverValue B
   * @return empty for a B that no server would send: it would make the proof worthless
   */
  Optional<byte[]> proof(byte[] serverValue) {
    BigInteger b = number(serverValue);
    byte[] scramble = hash(publicValue, serverValue);
    BigInteger u = number(scramble);
    if (serverValue.length != NUMBER_BYTES || b.mod(PRIME).signum() == 0 || u.signum() == 0) {
      return Optional.empty();
    }
    // Java's mod is never negative, whatever B is.
    BigInteger base = b.subtract(MULTIPLIER.multiply(GENERATOR.modPow(privateExponent, PRIME))).mod(PRIME);
    byte[] shared = padded(base.modPow(secret.add(u.multiply(privateExponent)), PRIME));
    byte[] proof = hash(publicValue, serverValue, shared);
    expectedAnswer = hash(publicValue, proof, hash(shared));
    Arrays.fill(shared, (byte) 0);
    return Optional.of(proof);
  }

  /** Whether this is M2, the proof that the server knows the verifier. Nothing that it says may be believed before. */
  boolean isAnsweredBy(byte[] serverProof) {
    return expectedAnswer != null && MessageDigest.isEqual(expectedAnswer, serverProof);
  }

  private static BigInteger privateExponent(String identity, byte[] salt, byte[] password) {
    byte[] inner = hash((identity + ":").getBytes(StandardCharsets.US_ASCII), password);
    byte[] exponent = hash(salt, inner);
    try {
      return number(exponent);
    } finally {
      Arrays.fill(inner, (byte) 0);
      Arrays.fill(exponent, (byte) 0);
    }
  }

  private static BigInteger number(byte[] bigEndian) {
    return new BigInteger(1, bigEndian);
  }

  private static byte[] padded(BigInteger number) {
    byte[] bytes = number.toByteArray();
    byte[] padded = new byte[NUMBER_BYTES];
    // A leading byte for the sign is dropped.
    int from = Math.max(0, bytes.length - NUMBER_BYTES);
    System.arraycopy(bytes, from, padded, NUMBER_BYTES - (bytes.length - from), bytes.length - from);
    return padded;
  }

  private static byte[] hash(byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (byte[] part : parts) {
        digest.update(part);
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "Srp[" + HexFormat.of().formatHex(publicValue, 0, 4) + "…]";
  }
}
