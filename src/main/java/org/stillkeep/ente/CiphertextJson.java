package org.stillkeep.ente;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stillkeep.store.EncryptedBlob;
import org.stillkeep.store.EncryptedKey;
import org.stillkeep.store.MagicMetadata;

/**
 * Ciphertext in JSON: Base64 in one field, its nonce or header in another.
 *
 * <p>What is missing or no Base64 is handed on as no bytes at all. No key opens those, so that the library reports this one
 * row as unreadable; refused here, it would keep us from all the others.
 */
final class CiphertextJson {

  private static final Logger log = LoggerFactory.getLogger(CiphertextJson.class);

  private CiphertextJson() {}

  static EncryptedKey key(Answer node, String dataField, String nonceField) throws ApiException {
    return new EncryptedKey(bytes(node, dataField), bytes(node, nonceField));
  }

  static void put(ObjectNode node, String dataField, String nonceField, EncryptedKey key) {
    node.put(dataField, base64(key.ciphertext())).put(nonceField, base64(key.nonce()));
  }

  static EncryptedBlob blob(Answer node, String dataField, String headerField) throws ApiException {
    return new EncryptedBlob(bytes(node, headerField), bytes(node, dataField));
  }

  /** Magic metadata: <code>{"version":1,"count":1,"data":Base64,"header":Base64}</code>. */
  static Optional<MagicMetadata> magic(Answer node, String field) throws ApiException {
    Optional<Answer> magic = node.object(field);
    if (magic.isEmpty() || magic.get().text("data").isEmpty()) {
      return Optional.empty();
    }
    int version = atLeastOne(magic.get().number("version").orElse(1));
    int count = atLeastOne(magic.get().number("count").orElse(1));
    return Optional.of(new MagicMetadata(version, count, blob(magic.get(), "data", "header")));
  }

  static void put(ObjectNode node, String field, MagicMetadata magic) {
    node.putObject(field)
        .put("version", magic.version())
        .put("count", magic.count())
        .put("data", base64(magic.blob().ciphertext()))
        .put("header", base64(magic.blob().header()));
  }

  static byte[] bytes(Answer node, String field) throws ApiException {
    String text = node.text(field).orElse("");
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      // Its message quotes the text.
      log.debug("{}: \"{}\" is not Base64", node, field);
      return new byte[0];
    }
  }

  static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static int atLeastOne(long number) {
    return (int) Math.max(1, Math.min(number, Integer.MAX_VALUE));
  }
}
