package org.stillkeep.ente.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.List;
import org.stillkeep.store.EncryptedKey;
import org.stillkeep.store.KeyAttributes;

/** Key attributes on the wire. */
final class KeyAttributesJson {

  static final long STRENGTH = 4L << 30;
  static final long LEAST_MEMORY_BYTES = 128L << 20;

  /** Missing in old accounts. */
  static final List<String> RECOVERY_FIELDS =
      List.of(
          "masterKeyEncryptedWithRecoveryKey", "masterKeyDecryptionNonce", "recoveryKeyEncryptedWithMasterKey",
          "recoveryKeyDecryptionNonce");

  /** What a change of password replaces. */
  static final List<String> PASSWORD_FIELDS =
      List.of("kekSalt", "encryptedKey", "keyDecryptionNonce", "memLimit", "opsLimit");

  private static final int KEY_BYTES = 48;
  private static final int NONCE_BYTES = 24;
  private static final int PUBLIC_KEY_BYTES = 32;

  private KeyAttributesJson() {}

  static ObjectNode of(KeyAttributes attributes) {
    ObjectNode json = Views.object();
    json.put("kekSalt", base64(attributes.kekSalt())).put("kekHash", "");
    json.put("memLimit", attributes.memLimitBytes()).put("opsLimit", attributes.opsLimit());
    json.put("publicKey", base64(attributes.publicKey()));
    put(json, "encryptedKey", "keyDecryptionNonce", attributes.masterKey());
    put(json, "encryptedSecretKey", "secretKeyDecryptionNonce", attributes.secretKey());
    put(json, "masterKeyEncryptedWithRecoveryKey", "masterKeyDecryptionNonce", attributes.masterKeyUnderRecoveryKey());
    put(
        json, "recoveryKeyEncryptedWithMasterKey", "recoveryKeyDecryptionNonce", attributes.recoveryKeyUnderMasterKey());
    return json;
  }

  /** Refuses what the server refuses: what is missing, and a derivation that is too weak. */
  static void check(Fields sent, boolean isKdfStrict) {
    checkPassword(sent, isKdfStrict);
    sent.bytes("publicKey", PUBLIC_KEY_BYTES);
    sent.bytes("encryptedSecretKey", KEY_BYTES);
    sent.bytes("secretKeyDecryptionNonce", NONCE_BYTES);
  }

  /** Checks {@link #PASSWORD_FIELDS}. */
  static void checkPassword(Fields sent, boolean isKdfStrict) {
    sent.bytes("kekSalt");
    sent.bytes("encryptedKey", KEY_BYTES);
    sent.bytes("keyDecryptionNonce", NONCE_BYTES);
    long memory = sent.number("memLimit");
    long passes = sent.number("opsLimit");
    Refusal.require(memory > 0 && passes > 0);
    if (isKdfStrict && (memory * passes != STRENGTH || memory < LEAST_MEMORY_BYTES)) {
      throw Refusal.coded(400, "BAD_REQUEST");
    }
  }

  private static void put(ObjectNode json, String keyName, String nonceName, EncryptedKey key) {
    json.put(keyName, base64(key.ciphertext())).put(nonceName, base64(key.nonce()));
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
