package org.stillkeep.ente.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Function;
import org.stillkeep.ente.server.FileRow.Membership;
import org.stillkeep.ente.server.FileRow.StoredObject;

/** Rows as the wire shows them. */
final class Views {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private Views() {}

  static ObjectNode object() {
    return JSON.objectNode();
  }

  /** Puts an array. */
  static <T> void putArray(ObjectNode into, String name, List<T> items, Function<T, ObjectNode> view) {
    ArrayNode array = into.putArray(name);
    items.forEach(each -> array.add(view.apply(each)));
  }

  /** A collection as its owner, or one whom it is shared with, sees it. */
  static ObjectNode collection(CollectionRow row, AccountRow owner, long viewerId) {
    ObjectNode view = object().put("id", row.id);
    view.putObject("owner").put("id", row.ownerId).put("email", owner.email).put("name", "").put("role", "");
    view.put("name", "").put("encryptedName", row.encryptedName).put("nameDecryptionNonce", row.nameNonce);
    view.put("type", row.type).put("app", row.app);
    view.putObject("attributes").put("version", 0);
    view.putArray("sharees");
    view.putArray("publicURLs");
    setIfThere(view, "pubMagicMetadata", row.publicMagic);
    CollectionRow.Share share = row.shares.get(viewerId);
    if (row.ownerId == viewerId) {
      view.put("encryptedKey", row.encryptedKey).put("keyDecryptionNonce", row.keyNonce);
      view.put("updationTime", row.updatedAt).put("isDeleted", row.deleted);
      setIfThere(view, "magicMetadata", row.magic);
    } else {
      view.put("encryptedKey", share.encryptedKey()).put("sharedAt", share.sharedAt());
      view.put("updationTime", sharedUpdatedAt(row, viewerId)).put("isDeleted", row.deleted || share.ended());
      setIfThere(view, "sharedMagicMetadata", share.magic());
    }
    return view;
  }

  /** The time that matters to one whom a collection is shared with. */
  static long sharedUpdatedAt(CollectionRow row, long viewerId) {
    return Math.max(row.updatedAt, row.shares.get(viewerId).updatedAt());
  }

  /** A file in one of its collections. */
  static ObjectNode file(FileRow row, CollectionRow collection, long viewerId) {
    Membership membership = row.memberships.get(collection.id);
    ObjectNode view = object().put("id", row.id).put("ownerID", row.ownerId).put("collectionID", collection.id);
    view.put("collectionOwnerID", collection.ownerId).put("collectionAddedAt", membership.addedAt());
    view.put("encryptedKey", membership.encryptedKey()).put("keyDecryptionNonce", membership.keyNonce());
    view.set("file", header(row.purged, row.content));
    view.set("thumbnail", header(row.purged, row.thumbnail));
    view.putObject("metadata")
        .put("encryptedData", row.purged ? "-" : row.encryptedMetadata)
        .put("decryptionHeader", row.purged ? "-" : row.metadataHeader)
        .put("size", 0);
    view.put("isDeleted", membership.left()).put("updationTime", membership.updatedAt());
    if (row.ownerId == viewerId) {
      setIfThere(view, "magicMetadata", row.magic);
    }
    setIfThere(view, "pubMagicMetadata", row.publicMagic);
    if (!row.hasUnknownSizes) {
      view.set("info", info(row));
    }
    return view;
  }

  /** Lengths of a file's objects. */
  static ObjectNode info(FileRow row) {
    return object().put("fileSize", row.content.size()).put("thumbSize", row.thumbnail.size());
  }

  /** Without key and length, which diffs do not tell. */
  private static ObjectNode header(boolean purged, StoredObject object) {
    return object().put("decryptionHeader", purged ? "-" : object.header()).put("size", 0);
  }

  private static void setIfThere(ObjectNode view, String name, ObjectNode value) {
    if (value != null) {
      view.set(name, value);
    }
  }
}
