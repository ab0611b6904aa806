package org.stillkeep.crypto;

import java.security.MessageDigest;
import java.util.Arrays;
import org.bouncycastle.crypto.engines.XSalsa20Engine;
import org.bouncycastle.crypto.macs.Poly1305;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;

/**
 * One short message under a key: libsodium's {@code crypto_secretbox_easy} (XSalsa20-Poly1305). Wraps keys and names.
 *
 * <pre>
 *   MAC (16) || ciphertext (as long as the cleartext)
 * </pre>
 */
public final class SecretBox {

  /** Bytes in a nonce. A nonce is random and used once. */
  public static final int NONCE_BYTES = 24;

  /** Bytes that sealing adds. */
  public static final int MAC_BYTES = 16;

  private static final int POLY1305_KEY_BYTES = 32;

  private SecretBox() {}

  /**
   * Seals a message.
   *
   * @throws IllegalArgumentException unless the nonce has {@value #NONCE_BYTES} bytes
   */
  public static byte[] seal(byte[] cleartext, byte[] nonce, CryptoKey key) {
    if (nonce.length != NONCE_BYTES) {
      throw new IllegalArgumentException("a nonce has " + NONCE_BYTES + " bytes, not " + nonce.length);
    }
    byte[] sealed = new byte[MAC_BYTES + cleartext.length];
    XSalsa20Engine keystream = keystream(nonce, key);
    Poly1305 mac = mac(keystream);
    keystream.processBytes(cleartext, 0, cleartext.length, sealed, MAC_BYTES);
    mac.update(sealed, MAC_BYTES, cleartext.length);
    mac.doFinal(sealed, 0);
    return sealed;
  }

  /**
   * Opens a message, after its MAC was found right.
   *
   * @throws CiphertextException MALFORMED for sizes that sealing never makes, WRONG_KEY when it does not authenticate
   */
  public static byte[] open(byte[] ciphertext, byte[] nonce, CryptoKey key) throws CiphertextException {
    if (nonce.length != NONCE_BYTES || ciphertext.length < MAC_BYTES) {
      throw new CiphertextException(CiphertextException.Reason.MALFORMED);
    }
    XSalsa20Engine keystream = keystream(nonce, key);
    Poly1305 mac = mac(keystream);
    int length = ciphertext.length - MAC_BYTES;
    mac.update(ciphertext, MAC_BYTES, length);
    byte[] expected = new byte[MAC_BYTES];
    mac.doFinal(expected, 0);
    if (!MessageDigest.isEqual(expected, Arrays.copyOf(ciphertext, MAC_BYTES))) {
      throw new CiphertextException(CiphertextException.Reason.WRONG_KEY);
    }
    byte[] cleartext = new byte[length];
    keystream.processBytes(ciphertext, MAC_BYTES, length, cleartext, 0);
    return cleartext;
  }

  private static XSalsa20Engine keystream(byte[] nonce, CryptoKey key) {
    byte[] keyBytes = key.copyBytes();
    try {
      XSalsa20Engine engine = new XSalsa20Engine();
      engine.init(true, new ParametersWithIV(new KeyParameter(keyBytes), nonce));
      return engine;
    } finally {
      Arrays.fill(keyBytes, (byte) 0);
    }
  }

  /** The first 32 bytes of the keystream are the MAC's one-time key; the message goes on at byte 32 of the same block. */
  private static Poly1305 mac(XSalsa20Engine keystream) {
    byte[] oneTimeKey = new byte[POLY1305_KEY_BYTES];
    keystream.processBytes(oneTimeKey, 0, POLY1305_KEY_BYTES, oneTimeKey, 0);
    Poly1305 mac = new Poly1305();
    mac.init(new KeyParameter(oneTimeKey));
    Arrays.fill(oneTimeKey, (byte) 0);
    return mac;
  }
}
