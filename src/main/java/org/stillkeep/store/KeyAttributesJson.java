package org.stillkeep.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;

/**
 * Key attributes as Ente writes them, which is also how the vault does: the same field names, bytes in standard Base64. The
 * four fields of the recovery key are absent in accounts that never had one; its keys are empty then.
 */
public final class KeyAttributesJson {

  private static final EncryptedKey NO_KEY = new EncryptedKey(new byte[0], new byte[0]);

  private KeyAttributesJson() {}

  /** The object, its fields in a fixed order. */
  public static ObjectNode encode(KeyAttributes attributes) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("kekSalt", base64(attributes.kekSalt()));
    node.put("memLimit", attributes.memLimitBytes());
    node.put("opsLimit", attributes.opsLimit());
    put(node, "encryptedKey", "keyDecryptionNonce", attributes.masterKey());
    node.put("publicKey", base64(attributes.publicKey()));
    put(node, "encryptedSecretKey", "secretKeyDecryptionNonce", attributes.secretKey());
    put(
        node, "masterKeyEncryptedWithRecoveryKey", "masterKeyDecryptionNonce",
        attributes.masterKeyUnderRecoveryKey());
    put(
        node, "recoveryKeyEncryptedWithMasterKey", "recoveryKeyDecryptionNonce",
        attributes.recoveryKeyUnderMasterKey());
    return node;
  }

  /**
   * Reads the object; unknown fields are ignored. Nothing is said of whether the keys have the right sizes, or open.
   *
   * @throws IllegalArgumentException naming the field that is not there or not of its kind
   */
  public static KeyAttributes decode(JsonNode node) {
    return new KeyAttributes(
        bytes(node, "kekSalt"),
        number(node, "memLimit"),
        Math.toIntExact(Math.min(number(node, "opsLimit"), Integer.MAX_VALUE)),
        key(node, "encryptedKey", "keyDecryptionNonce"),
        bytes(node, "publicKey"),
        key(node, "encryptedSecretKey", "secretKeyDecryptionNonce"),
        recoveryKey(node, "masterKeyEncryptedWithRecoveryKey", "masterKeyDecryptionNonce"),
        recoveryKey(node, "recoveryKeyEncryptedWithMasterKey", "recoveryKeyDecryptionNonce"));
  }

  private static void put(ObjectNode node, String dataField, String nonceField, EncryptedKey key) {
    if (!key.equals(NO_KEY)) {
      node.put(dataField, base64(key.ciphertext())).put(nonceField, base64(key.nonce()));
    }
  }

  private static EncryptedKey recoveryKey(JsonNode node, String dataField, String nonceField) {
    boolean isAbsent = node.path(dataField).asText("").isEmpty();
    return isAbsent ? NO_KEY : key(node, dataField, nonceField);
  }

  private static EncryptedKey key(JsonNode node, String dataField, String nonceField) {
    return new EncryptedKey(bytes(node, dataField), bytes(node, nonceField));
  }

  private static long number(JsonNode node, String field) {
    JsonNode value = node.path(field);
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw new IllegalArgumentException("\"" + field + "\" is not a whole number");
    }
    return value.longValue();
  }

  private static byte[] bytes(JsonNode node, String field) {
    JsonNode value = node.path(field);
    if (!value.isTextual()) {
      throw new IllegalArgumentException("\"" + field + "\" is not a text");
    }
    try {
      return Base64.getDecoder().decode(value.textValue());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("\"" + field + "\" is not Base64", e);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
