package org.stillkeep.vault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.stillkeep.store.EncryptedKey;
import org.stillkeep.store.KeyAttributes;

/** Key attributes as Ente writes them: the same field names, bytes in Base64. */
final class KeyAttributesJson {

  private KeyAttributesJson() {}

  static ObjectNode encode(KeyAttributes attributes) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("kekSalt", attributes.kekSalt());
    node.put("memLimit", attributes.memLimitBytes());
    node.put("opsLimit", attributes.opsLimit());
    put(node, "encryptedKey", "keyDecryptionNonce", attributes.masterKey());
    node.put("publicKey", attributes.publicKey());
    put(node, "encryptedSecretKey", "secretKeyDecryptionNonce", attributes.secretKey());
    put(
        node, "masterKeyEncryptedWithRecoveryKey", "masterKeyDecryptionNonce",
        attributes.masterKeyUnderRecoveryKey());
    put(
        node, "recoveryKeyEncryptedWithMasterKey", "recoveryKeyDecryptionNonce",
        attributes.recoveryKeyUnderMasterKey());
    return node;
  }

  static KeyAttributes decode(JsonNode node) {
    return new KeyAttributes(
        Json.bytes(node, "kekSalt"),
        Json.number(node, "memLimit"),
        Math.toIntExact(Math.min(Json.number(node, "opsLimit"), Integer.MAX_VALUE)),
        key(node, "encryptedKey", "keyDecryptionNonce"),
        Json.bytes(node, "publicKey"),
        key(node, "encryptedSecretKey", "secretKeyDecryptionNonce"),
        key(node, "masterKeyEncryptedWithRecoveryKey", "masterKeyDecryptionNonce"),
        key(node, "recoveryKeyEncryptedWithMasterKey", "recoveryKeyDecryptionNonce"));
  }

  private static void put(ObjectNode node, String dataField, String nonceField, EncryptedKey key) {
    node.put(dataField, key.ciphertext()).put(nonceField, key.nonce());
  }

  private static EncryptedKey key(JsonNode node, String dataField, String nonceField) {
    return new EncryptedKey(Json.bytes(node, dataField), Json.bytes(node, nonceField));
  }
}
