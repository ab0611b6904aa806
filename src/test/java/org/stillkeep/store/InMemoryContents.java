package org.stillkeep.store;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.stillkeep.store.InMemoryFile.Membership;

/** What a disk or a server would hold of an {@link InMemoryStore}. */
public final class InMemoryContents {
  final String storeId = UUID.randomUUID().toString();
  final Map<String, byte[]> objects = new ConcurrentHashMap<>();
  final TreeMap<Long, StoredCollection> collections = new TreeMap<>();
  final TreeMap<Long, InMemoryFile> files = new TreeMap<>();
  KeyAttributes keyAttributes;
  long now;

  public InMemoryContents(KeyAttributes keyAttributes) {
    this.keyAttributes = keyAttributes;
  }

  /** The sealed bytes of an object, for tests that spoil them; null when there is none. */
  public byte[] object(String objectKey) {
    return objects.get(objectKey);
  }

  /** Loses an object, as a disk may. */
  public void loseObject(String objectKey) {
    objects.remove(objectKey);
  }

  /** Lets a collection, with the files that are in it, be somebody else's, who has shared it. */
  public void giveAway(long collectionId, EncryptedKey sealedKey) {
    StoredCollection old = collections.get(collectionId);
    long time = ++now;
    collections.put(
        collectionId,
        new StoredCollection(
            old.id(), old.type(), true, sealedKey, old.name(), old.privateMagic(), old.deleted(), time));
    for (InMemoryFile each : files.values()) {
      if (each.isIn(collectionId)) {
        each.shared = true;
        each.memberships.put(collectionId, new Membership(each.memberships.get(collectionId).key(), false, time));
      }
    }
  }

  /** Takes the access to somebody else's collection away, as a server tells it: without a key that opens anything. */
  public void endShare(long collectionId) {
    StoredCollection old = collections.get(collectionId);
    EncryptedKey nothing = new EncryptedKey(new byte[0], new byte[0]);
    collections.put(
        collectionId,
        new StoredCollection(old.id(), old.type(), true, nothing, nothing, Optional.empty(), true, ++now));
  }

  /** Gives a file other content, as some client may; its object was committed before. */
  public void replaceContent(long fileId, ObjectRef content, EncryptedBlob metadata) {
    InMemoryFile file = files.get(fileId);
    NewFile old = file.file;
    file.file =
        new NewFile(
            old.collectionId(), old.key(), content, old.thumbnail(), metadata, old.privateMagic(), old.publicMagic());
    long time = ++now;
    file.memberships.replaceAll((id, each) -> new Membership(each.key(), each.left(), time));
    file.memberships.keySet().forEach(id -> collections.computeIfPresent(id, (any, album) -> touched(album, time)));
  }

  static StoredCollection touched(StoredCollection old, long time) {
    return new StoredCollection(
        old.id(), old.type(), old.shared(), old.key(), old.name(), old.privateMagic(), old.deleted(), time);
  }

  /** How many files there are, in whatever collection or trash. */
  public int fileCount() {
    return files.size();
  }

  void putObject(String objectKey, byte[] sealed) {
    objects.put(objectKey, sealed);
  }

  public ObjectRef contentOf(long fileId) throws StoreException {
    return file(fileId).content();
  }

  ObjectRef thumbnailOf(long fileId) throws StoreException {
    return file(fileId).thumbnail().orElseThrow();
  }

  private NewFile file(long fileId) throws StoreException {
    if (!files.containsKey(fileId)) {
      throw InMemoryStore.notFound("file", fileId);
    }
    return files.get(fileId).file;
  }

  /** How many objects there are, registered or not. */
  public int objectCount() {
    return objects.size();
  }
}
