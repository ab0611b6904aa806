package org.stillkeep.ente.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;

/** A file as the server knows it. Guarded by the lock of {@link Rows}. */
final class FileRow {

  long id;
  long ownerId;
  StoredObject content;
  StoredObject thumbnail;
  String encryptedMetadata;
  String metadataHeader;
  ObjectNode magic;
  ObjectNode publicMagic;

  /** Whether it is gone for good; the objects are, too. */
  boolean purged;

  /** Whether rows say nothing about the lengths of the objects, as with old files. */
  boolean hasUnknownSizes;

  /** By collection, those that it has left among them. */
  Map<Long, Membership> memberships = new TreeMap<>();

  /** Null until it is put into the trash for the first time. */
  Trashing trashing;

  /** An object in the store; its length is known from there. */
  record StoredObject(String key, String header, long size) {}

  /** The file in one collection. */
  record Membership(String encryptedKey, String keyNonce, boolean left, long addedAt, long updatedAt) {}

  /** The last time that the file was put into the trash, and what became of it. */
  record Trashing(long collectionId, boolean deleted, boolean restored, long createdAt, long updatedAt) {}

  boolean isIn(long collectionId) {
    return memberships.containsKey(collectionId) && !memberships.get(collectionId).left();
  }

  boolean isInTrash() {
    return trashing != null && !trashing.deleted() && !trashing.restored();
  }

  long bytes() {
    return purged ? 0 : content.size() + thumbnail.size();
  }
}
