package org.stillkeep.ente;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.stillkeep.store.EncryptedBlob;
import org.stillkeep.store.NewFile;
import org.stillkeep.store.ObjectRef;
import org.stillkeep.store.StoredFile;

/**
 * Files as an Ente server writes and reads them. It finds objects by the file's id, so what it writes names no object keys; and
 * the sizes beside the headers are 0 there, the true ones stand in {@code info}, where old files have none.
 */
final class FileJson {

  /** What stands in place of the metadata of a file that is gone for good. */
  private static final String DEAD = "-";

  private FileJson() {}

  /** Lengths of a file's objects in the store. */
  record Sizes(long contentBytes, long thumbnailBytes) {
    static final Sizes UNKNOWN = new Sizes(0, 0);

    static Sizes of(Answer info) throws ApiException {
      return new Sizes(bytes(info, "fileSize"), bytes(info, "thumbSize"));
    }

    private static long bytes(Answer info, String field) throws ApiException {
      return Math.max(0, info.number(field).orElse(0));
    }
  }

  static long id(Answer node) throws ApiException {
    long id = node.requiredNumber("id");
    if (id <= 0) {
      throw node.odd("id", "is no id");
    }
    return id;
  }

  static boolean isShared(Answer node, long userId) throws ApiException {
    OptionalLong owner = node.number("ownerID");
    return owner.isPresent() && owner.getAsLong() != userId;
  }

  /** Whether its sizes have to be asked for. */
  static boolean lacksSizes(Answer node) throws ApiException {
    Optional<Answer> info = node.object("info");
    return !isDeleted(node) && (info.isEmpty() || info.get().number("fileSize").isEmpty());
  }

  /**
   * @param userId who we are: what another one owns is shared with us
   * @param askedSizes of files that have none beside them
   */
  static StoredFile read(Answer node, long userId, Map<Long, Sizes> askedSizes) throws ApiException {
    long id = id(node);
    Sizes sizes = lacksSizes(node) ? askedSizes.getOrDefault(id, Sizes.UNKNOWN) : sizes(node);
    boolean shared = isShared(node, userId);
    return new StoredFile(
        id,
        node.requiredNumber("collectionID"),
        shared,
        CiphertextJson.key(node, "encryptedKey", "keyDecryptionNonce"),
        object(node, "file", sizes.contentBytes()).orElse(new ObjectRef("", new byte[0], sizes.contentBytes())),
        object(node, "thumbnail", sizes.thumbnailBytes()),
        metadata(node),
        shared ? Optional.empty() : CiphertextJson.magic(node, "magicMetadata"),
        CiphertextJson.magic(node, "pubMagicMetadata"),
        isDeleted(node),
        node.requiredNumber("updationTime"));
  }

  /** A registration, which the same file gives word for word a second time. */
  static ObjectNode write(NewFile file) {
    ObjectNode node = EnteApi.object().put("collectionID", file.collectionId());
    CiphertextJson.put(node, "encryptedKey", "keyDecryptionNonce", file.key());
    putObject(node, "file", file.content());
    file.thumbnail().ifPresent(thumbnail -> putObject(node, "thumbnail", thumbnail));
    node.putObject("metadata")
        .put("encryptedData", CiphertextJson.base64(file.metadata().ciphertext()))
        .put("decryptionHeader", CiphertextJson.base64(file.metadata().header()));
    file.privateMagic().ifPresent(magic -> CiphertextJson.put(node, "magicMetadata", magic));
    file.publicMagic().ifPresent(magic -> CiphertextJson.put(node, "pubMagicMetadata", magic));
    return node;
  }

  /** Whether the file has left the collection, or is gone altogether. */
  static boolean isDeleted(Answer node) throws ApiException {
    return node.flag("isDeleted") || isDead(node);
  }

  /** Whether the file is gone for good. */
  static boolean isDead(Answer node) throws ApiException {
    Optional<Answer> metadata = node.object("metadata");
    return metadata.isPresent() && metadata.get().text("encryptedData").equals(Optional.of(DEAD));
  }

  private static Sizes sizes(Answer node) throws ApiException {
    Optional<Answer> info = node.object("info");
    return info.isEmpty() ? Sizes.UNKNOWN : Sizes.of(info.get());
  }

  private static EncryptedBlob metadata(Answer node) throws ApiException {
    Optional<Answer> metadata = node.object("metadata");
    if (metadata.isEmpty() || isDead(node)) {
      return new EncryptedBlob(new byte[0], new byte[0]);
    }
    return CiphertextJson.blob(metadata.get(), "encryptedData", "decryptionHeader");
  }

  private static Optional<ObjectRef> object(Answer node, String field, long ciphertextBytes) throws ApiException {
    Optional<Answer> object = node.object(field);
    if (object.isEmpty() || object.get().text("decryptionHeader").isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new ObjectRef("", CiphertextJson.bytes(object.get(), "decryptionHeader"), ciphertextBytes));
  }

  private static void putObject(ObjectNode node, String field, ObjectRef object) {
    node.putObject(field)
        .put("objectKey", object.objectKey())
        .put("decryptionHeader", CiphertextJson.base64(object.header()))
        .put("size", object.ciphertextBytes());
  }
}
