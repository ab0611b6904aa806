package org.stillkeep.store;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;

/** Passes every call on; tests override the one that they are about. */
public class ForwardingStore implements LibraryStore {

  private final LibraryStore store;

  protected ForwardingStore(LibraryStore store) {
    this.store = store;
  }

  @Override
  public String storeId() {
    return store.storeId();
  }

  @Override
  public KeyAttributes keyAttributes() throws IOException {
    return store.keyAttributes();
  }

  @Override
  public boolean isRemote() {
    return store.isRemote();
  }

  @Override
  public boolean wantsThumbnails() {
    return store.wantsThumbnails();
  }

  @Override
  public OptionalLong freeBytes() throws IOException {
    return store.freeBytes();
  }

  @Override
  public List<StoredCollection> collectionsSince(long since) throws IOException {
    return store.collectionsSince(since);
  }

  @Override
  public FilePage filesSince(long collectionId, long since) throws IOException {
    return store.filesSince(collectionId, since);
  }

  @Override
  public Optional<StoredFile> file(long collectionId, long fileId) throws IOException {
    return store.file(collectionId, fileId);
  }

  @Override
  public List<TrashedFile> trashSince(long since) throws IOException {
    return store.trashSince(since);
  }

  @Override
  public StoredCollection createCollection(NewCollection collection) throws IOException {
    return store.createCollection(collection);
  }

  @Override
  public void renameCollection(long collectionId, EncryptedKey name) throws IOException {
    store.renameCollection(collectionId, name);
  }

  @Override
  public void updateCollectionMagic(long collectionId, MagicMetadata privateMagic) throws IOException {
    store.updateCollectionMagic(collectionId, privateMagic);
  }

  @Override
  public void deleteCollection(long collectionId) throws IOException {
    store.deleteCollection(collectionId);
  }

  @Override
  public ObjectUpload putObject(long ciphertextBytes) throws IOException {
    return store.putObject(ciphertextBytes);
  }

  @Override
  public ObjectUpload putObject(long ciphertextBytes, UploadMemory memory, BooleanSupplier stopRequested)
      throws IOException {
    return store.putObject(ciphertextBytes, memory, stopRequested);
  }

  @Override
  public boolean restoresObjects() {
    return store.restoresObjects();
  }

  @Override
  public ObjectUpload restoreObject(long fileId, ObjectRef object) throws IOException {
    return store.restoreObject(fileId, object);
  }

  @Override
  public void discardObject(String objectKey) throws IOException {
    store.discardObject(objectKey);
  }

  @Override
  public List<StoredFile> registerFiles(List<NewFile> files) throws IOException {
    return store.registerFiles(files);
  }

  @Override
  public void addToCollection(long collectionId, Map<Long, EncryptedKey> keysByFileId) throws IOException {
    store.addToCollection(collectionId, keysByFileId);
  }

  @Override
  public void moveFiles(long fromCollectionId, long toCollectionId, Map<Long, EncryptedKey> keysByFileId)
      throws IOException {
    store.moveFiles(fromCollectionId, toCollectionId, keysByFileId);
  }

  @Override
  public void updatePrivateMagic(Map<Long, MagicMetadata> magicByFileId) throws IOException {
    store.updatePrivateMagic(magicByFileId);
  }

  @Override
  public void updatePublicMagic(Map<Long, MagicMetadata> magicByFileId) throws IOException {
    store.updatePublicMagic(magicByFileId);
  }

  @Override
  public void trash(Map<Long, Long> collectionByFileId) throws IOException {
    store.trash(collectionByFileId);
  }

  @Override
  public void restore(long collectionId, Map<Long, EncryptedKey> keysByFileId) throws IOException {
    store.restore(collectionId, keysByFileId);
  }

  @Override
  public InputStream openObject(long fileId, ObjectRef content) throws IOException {
    return store.openObject(fileId, content);
  }

  @Override
  public InputStream openThumbnail(long fileId, ObjectRef thumbnail) throws IOException {
    return store.openThumbnail(fileId, thumbnail);
  }

  @Override
  public void close() throws IOException {
    store.close();
  }
}
