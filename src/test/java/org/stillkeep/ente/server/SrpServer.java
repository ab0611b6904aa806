package org.stillkeep.ente.server;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * The server's half of an SRP-6a handshake as Ente does it: RFC 5054's group of 4096 bits, SHA-256, all numbers hashed as
 * 512 bytes. Written apart from the client's half, so that one proves the other.
 *
 * <pre>
 *   x = H(s | H(I ":" P))   v = g^x   k = H(N | g)   B = kv + g^b   u = H(A | B)   S = (A v^u)^b   K = H(S)
 *   M1 = H(A | B | S)   M2 = H(A | M1 | K)
 * </pre>
 */
final class SrpServer {

  /** Bytes of a number on the wire. */
  static final int NUMBER_BYTES = 512;

  static final BigInteger N =
      new BigInteger(
          "ffffffffffffffffc90fdaa22168c234c4c6628b80dc1cd129024e088a67cc74020bbea63b139b22514a08798e3404dd" 
          + "ef9519b3cd3a431b302b0a6df25f14374fe1356d6d51c245e485b576625e7ec6f44c42e9a637ed6b0bff5cb6f406b7ed" 
          + "ee386bfb5a899fa5ae9f24117c4b1fe649286651ece45b3dc2007cb8a163bf0598da48361c55d39a69163fa8fd24cf5f" 
          + "83655d23dca3ad961c62f356208552bb9ed529077096966d670c354e4abc9804f1746c08ca18217c32905e462e36ce3b" 
          + "e39e772c180e86039b2783a2ec07a28fb5c55df06f4c52c9de2bcbf6955817183995497cea956ae515d2261898fa0510" 
          + "15728e5a8aaac42dad33170d04507a33a85521abdf1cba64ecfb850458dbef0a8aea71575d060c7db3970f85a6e1e4c7" 
          + "abf5ae8cdb0933d71e8c94e04a25619dcee3d2261ad2ee6bf12ffa06d98a0864d87602733ec86a64521f2b18177b200c" 
          + "bbe117577a615d6c770988c0bad946e208e24fa074e5ab3143db5bfce0fd108e4b82d120a92108011a723c12a787e6d7" 
          + "88719a10bdba5b2699c327186af4e23c1a946834b6150bda2583e9ca2ad44ce8dbbbc2db04de8ef92e8efc141fbecaa6" 
          + "287c59474e6bc05d99b2964fa090c3a2233ba186515be7ed1f612970cee2d7afb81bdd762170481cd0069127d5b05aa9" 
          + "93b4ea988d8fddc186ffb7dc90a6c08f4df435c934063199ffffffffffffffff",
          16);

  static final BigInteger G = BigInteger.valueOf(5);

  private final byte[] clientNumber;
  private final byte[] number;
  private final byte[] sharedNumber;

  /**
   * Answers a client's A.
   *
   * @param verifier v
   * @param clientNumber A, {@value #NUMBER_BYTES} bytes
   * @param secret b
   */
  SrpServer(byte[] verifier, byte[] clientNumber, BigInteger secret) {
    BigInteger v = new BigInteger(1, verifier);
    BigInteger a = new BigInteger(1, clientNumber);
    Refusal.require(clientNumber.length == NUMBER_BYTES && a.mod(N).signum() != 0);
    BigInteger k = new BigInteger(1, hash(padded(N), padded(G)));
    this.clientNumber = clientNumber.clone();
    this.number = padded(k.multiply(v).add(G.modPow(secret, N)).mod(N));
    BigInteger u = new BigInteger(1, hash(clientNumber, number));
    this.sharedNumber = padded(a.multiply(v.modPow(u, N)).modPow(secret, N));
  }

  /** v, {@value #NUMBER_BYTES} bytes. */
  static byte[] verifier(String identity, byte[] salt, byte[] password) {
    byte[] inner = hash((identity + ":").getBytes(StandardCharsets.US_ASCII), password);
    return padded(G.modPow(new BigInteger(1, hash(salt, inner)), N));
  }

  /** B, {@value #NUMBER_BYTES} bytes. */
  byte[] number() {
    return number.clone();
  }

  /** Whether the client has shown that it knows the password. */
  boolean isProved(byte[] clientProof) {
    return MessageDigest.isEqual(hash(clientNumber, number, sharedNumber), clientProof);
  }

  /** M2, which shows that this server knows the verifier. */
  byte[] proof(byte[] clientProof) {
    return hash(clientNumber, clientProof, hash(sharedNumber));
  }

  static byte[] padded(BigInteger number) {
    byte[] bytes = number.toByteArray();
    byte[] padded = new byte[NUMBER_BYTES];
    int sign = bytes.length > NUMBER_BYTES ? 1 : 0;
    System.arraycopy(bytes, sign, padded, NUMBER_BYTES - bytes.length + sign, bytes.length - sign);
    return padded;
  }

  static byte[] hash(byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      Arrays.stream(parts).forEach(digest::update);
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
