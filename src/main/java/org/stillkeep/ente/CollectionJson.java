package org.stillkeep.ente;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.stillkeep.store.CollectionType;
import org.stillkeep.store.EncryptedKey;
import org.stillkeep.store.NewCollection;
import org.stillkeep.store.StoredCollection;

/** Collections as an Ente server writes and reads them. */
final class CollectionJson {

  private CollectionJson() {}

  /** @param userId who we are: what another one owns is shared with us */
  static StoredCollection read(Answer node, long userId) throws ApiException {
    boolean shared = isShared(node, userId);
    return new StoredCollection(
        id(node),
        CollectionType.ofWireName(node.text("type").orElse("")),
        shared,
        CiphertextJson.key(node, "encryptedKey", "keyDecryptionNonce"),
        name(node),
        // Of a shared one, the owner's magic metadata is not for us, and ours is under another name.
        CiphertextJson.magic(node, shared ? "sharedMagicMetadata" : "magicMetadata"),
        node.flag("isDeleted"),
        node.requiredNumber("updationTime"));
  }

  static ObjectNode write(NewCollection collection) {
    ObjectNode node = EnteApi.object();
    CiphertextJson.put(node, "encryptedKey", "keyDecryptionNonce", collection.key());
    CiphertextJson.put(node, "encryptedName", "nameDecryptionNonce", collection.name());
    node.put("type", collection.type().wireName());
    collection.privateMagic().ifPresent(magic -> CiphertextJson.put(node, "magicMetadata", magic));
    return node;
  }

  private static long id(Answer node) throws ApiException {
    long id = node.requiredNumber("id");
    if (id <= 0) {
      throw node.odd("id", "is no id");
    }
    return id;
  }

  private static boolean isShared(Answer node, long userId) throws ApiException {
    Optional<Answer> owner = node.object("owner");
    return owner.isPresent() && owner.get().requiredNumber("id") != userId;
  }

  /** Ancient accounts have names in the clear. An encrypted one is preferred, since nobody but its owner can have written it. */
  private static EncryptedKey name(Answer node) throws ApiException {
    Optional<String> clearName = node.text("name");
    if (clearName.isPresent() && node.text("encryptedName").isEmpty()) {
      return new EncryptedKey(clearName.get().getBytes(StandardCharsets.UTF_8), new byte[0]);
    }
    return CiphertextJson.key(node, "encryptedName", "nameDecryptionNonce");
  }
}
