package org.stillkeep.crypto;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.crypto.digests.Blake2bDigest;
import org.bouncycastle.math.ec.rfc7748.X25519;

/**
 * One message to the owner of a key pair, from nobody in particular: libsodium's {@code crypto_box_seal}.
 *
 * <pre>
 *   ephemeral public key (32) || MAC (16) || ciphertext (as long as the cleartext)
 * </pre>
 *
 * The inner box is a {@link SecretBox} whose nonce is BLAKE2b-24 of both public keys and whose key is
 * HSalsa20(X25519 agreement, 0).
 */
public final class SealedBox {

  /** Bytes that sealing adds. */
  public static final int OVERHEAD_BYTES = X25519KeyPair.PUBLIC_KEY_BYTES + SecretBox.MAC_BYTES;

  private SealedBox() {}

  /**
   * Seals a message so that only the recipient can open it.
   *
   * @throws IllegalArgumentException when the recipient's key is none that anyone could own
   */
  public static byte[] seal(byte[] cleartext, byte[] recipientPublicKey, SecureRandom random) {
    if (recipientPublicKey.length != X25519KeyPair.PUBLIC_KEY_BYTES) {
      throw new IllegalArgumentException("a public key has " + X25519KeyPair.PUBLIC_KEY_BYTES + " bytes");
    }
    try (X25519KeyPair ephemeral = X25519KeyPair.random(random);
        CryptoKey boxKey =
            agree(ephemeral.secretKey(), recipientPublicKey)
                .orElseThrow(() -> new IllegalArgumentException("not a public key"))) {
      byte[] ephemeralPublicKey = ephemeral.publicKey();
      byte[] box = SecretBox.seal(cleartext, nonce(ephemeralPublicKey, recipientPublicKey), boxKey);
      byte[] sealed = Arrays.copyOf(ephemeralPublicKey, ephemeralPublicKey.length + box.length);
      System.arraycopy(box, 0, sealed, ephemeralPublicKey.length, box.length);
      return sealed;
    }
  }

  /**
   * Opens a message with the recipient's keys.
   *
   * @throws CiphertextException MALFORMED for what sealing never makes, WRONG_KEY when it does not authenticate
   */
  public static byte[] open(byte[] sealed, X25519KeyPair recipient) throws CiphertextException {
    if (sealed.length < OVERHEAD_BYTES) {
      throw new CiphertextException(CiphertextException.Reason.MALFORMED);
    }
    byte[] ephemeralPublicKey = Arrays.copyOf(sealed, X25519KeyPair.PUBLIC_KEY_BYTES);
    byte[] box = Arrays.copyOfRange(sealed, X25519KeyPair.PUBLIC_KEY_BYTES, sealed.length);
    try (CryptoKey boxKey =
        agree(recipient.secretKey(), ephemeralPublicKey)
            .orElseThrow(() -> new CiphertextException(CiphertextException.Reason.MALFORMED))) {
      return SecretBox.open(box, nonce(ephemeralPublicKey, recipient.publicKey()), boxKey);
    }
  }

  /** The box key of two parties; empty for a public key of small order, with which everyone would agree on the same. */
  static Optional<CryptoKey> agree(CryptoKey ownSecret, byte[] othersPublicKey) {
    byte[] scalar = ownSecret.copyBytes();
    byte[] shared = new byte[CryptoKey.BYTES];
    byte[] derived = new byte[0];
    try {
      if (!X25519.calculateAgreement(scalar, 0, othersPublicKey, 0, shared, 0)) {
        return Optional.empty();
      }
      derived = CoreHash.hSalsa20(shared, new byte[CoreHash.INPUT_BYTES]);
      return Optional.of(CryptoKey.copyOf(derived));
    } finally {
      Arrays.fill(scalar, (byte) 0);
      Arrays.fill(shared, (byte) 0);
      Arrays.fill(derived, (byte) 0);
    }
  }

  private static byte[] nonce(byte[] ephemeralPublicKey, byte[] recipientPublicKey) {
    Blake2bDigest digest = new Blake2bDigest(8 * SecretBox.NONCE_BYTES);
    digest.update(ephemeralPublicKey, 0, ephemeralPublicKey.length);
    digest.update(recipientPublicKey, 0, recipientPublicKey.length);
    byte[] nonce = new byte[SecretBox.NONCE_BYTES];
    digest.doFinal(nonce, 0);
    return nonce;
  }
}
