package org.stillkeep.ente.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;

/** A collection as the server knows it. Guarded by the lock of {@link Rows}. */
final class CollectionRow {

  long id;
  long ownerId;
  String app;
  String type;
  String encryptedKey;
  String keyNonce;
  String encryptedName;
  String nameNonce;
  ObjectNode magic;
  ObjectNode publicMagic;
  boolean deleted;
  long updatedAt;

  /** By the user it is shared with. */
  Map<Long, Share> shares = new TreeMap<>();

  /**
   * Another user's way in.
   *
   * @param encryptedKey sealed to that user
   * @param magic that user's own; null when there is none
   * @param ended whether it was taken back
   */
  record Share(String encryptedKey, String role, ObjectNode magic, boolean ended, long sharedAt, long updatedAt) {}

  boolean isSharedWith(long userId) {
    return shares.containsKey(userId) && !shares.get(userId).ended();
  }

  boolean isOnceOnly() {
    return type.equals("favorites") || type.equals("uncategorized");
  }
}
