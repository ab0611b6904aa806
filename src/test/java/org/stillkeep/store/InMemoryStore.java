package org.stillkeep.store;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.stillkeep.store.InMemoryFile.Membership;
import org.stillkeep.store.InMemoryFile.Trashing;
import org.stillkeep.store.StoreException.Reason;

/**
 * A whole store in memory. Its {@link InMemoryContents} outlive it, so that tests can close a store and open it again. Closing
 * it fails when an upload or a stream was left open. Pages are tiny, so that small tests see several.
 */
public final class InMemoryStore implements LibraryStore {

  private static final int PAGE_ROWS = 3;

  private final InMemoryContents contents;
  private final Set<Object> openThings = ConcurrentHashMap.newKeySet();

  public InMemoryStore(InMemoryContents contents) {
    this.contents = contents;
  }

  @Override
  public String storeId() {
    return contents.storeId;
  }

  @Override
  public KeyAttributes keyAttributes() {
    return contents.keyAttributes;
  }

  @Override
  public List<StoredCollection> collectionsSince(long since) {
    return contents.collections.values().stream().filter(each -> each.updatedAt() > since).toList();
  }

  @Override
  public FilePage filesSince(long collectionId, long since) throws StoreException {
    if (!contents.collections.containsKey(collectionId)) {
      throw notFound("collection", collectionId);
    }
    List<StoredFile> rows =
        contents.files.values().stream()
            .filter(each -> each.memberships.containsKey(collectionId))
            .map(each -> each.row(collectionId))
            .filter(each -> each.updatedAt() > since)
            .sorted(Comparator.comparingLong(StoredFile::updatedAt))
            .toList();
    int end = Math.min(PAGE_ROWS, rows.size());
    while (end < rows.size() && rows.get(end).updatedAt() == rows.get(end - 1).updatedAt()) {
      end++;
    }
    return new FilePage(rows.subList(0, end), end < rows.size());
  }

  @Override
  public List<TrashedFile> trashSince(long since) {
    return contents.files.values().stream()
        .filter(each -> each.trashing.isPresent() && each.trashing.get().updatedAt() > since)
        .map(InMemoryFile::trashed)
        .sorted(Comparator.comparingLong(TrashedFile::updatedAt))
        .toList();
  }

  @Override
  public StoredCollection createCollection(NewCollection collection) {
    for (StoredCollection existing : contents.collections.values()) {
      if (existing.type() == collection.type() && existing.type().isOnceOnly() && !existing.shared()) {
        return existing;
      }
    }
    long id = contents.collections.size() + 1L;
    StoredCollection created =
        new StoredCollection(
            id, collection.type(), false, collection.key(), collection.name(), collection.privateMagic(), false, ++contents.now);
    contents.collections.put(created.id(), created);
    return created;
  }

  @Override
  public void renameCollection(long collectionId, EncryptedKey name) throws StoreException {
    StoredCollection old = living(collectionId);
    replace(old, name, old.privateMagic(), false);
  }

  @Override
  public void updateCollectionMagic(long collectionId, MagicMetadata privateMagic) throws StoreException {
    StoredCollection old = living(collectionId);
    replace(old, old.name(), Optional.of(next(privateMagic)), false);
  }

  @Override
  public void deleteCollection(long collectionId) throws StoreException {
    StoredCollection old = living(collectionId);
    if (old.type().isOnceOnly() || contents.files.values().stream().anyMatch(each -> each.isIn(collectionId))) {
      throw new StoreException(Reason.REFUSED, "collection " + collectionId + " is not empty, or is needed");
    }
    replace(old, old.name(), old.privateMagic(), true);
  }

  @Override
  public OptionalLong freeBytes() {
    return OptionalLong.empty();
  }

  @Override
  public ObjectUpload putObject(long ciphertextBytes) {
    InMemoryUpload upload = new InMemoryUpload(ciphertextBytes, contents.objects, openThings::remove);
    openThings.add(upload);
    return upload;
  }

  @Override
  public boolean restoresObjects() {
    return true;
  }

  @Override
  public ObjectUpload restoreObject(long fileId, ObjectRef object) {
    InMemoryUpload upload =
        new InMemoryUpload(object.objectKey(), object.ciphertextBytes(), contents.objects, openThings::remove);
    openThings.add(upload);
    return upload;
  }

  @Override
  public void discardObject(String objectKey) throws StoreException {
    for (InMemoryFile each : contents.files.values()) {
      if (each.objects().stream().anyMatch(object -> object.objectKey().equals(objectKey))) {
        throw new StoreException(Reason.REFUSED, "object " + objectKey + " belongs to file " + each.id);
      }
    }
    contents.objects.remove(objectKey);
  }

  @Override
  public List<StoredFile> registerFiles(List<NewFile> files) throws StoreException {
    checkBatch(files.size());
    for (NewFile file : files) {
      living(file.collectionId());
      for (ObjectRef object : InMemoryFile.objectsOf(file)) {
        checkCommitted(object);
      }
    }
    long now = ++contents.now;
    return files.stream().map(file -> register(file, now)).toList();
  }

  private StoredFile register(NewFile file, long now) {
    for (InMemoryFile each : contents.files.values()) {
      if (each.file.content().objectKey().equals(file.content().objectKey())) {
        return each.row(
            each.memberships.containsKey(file.collectionId()) ? file.collectionId() : each.file.collectionId());
      }
    }
    InMemoryFile entry = new InMemoryFile(contents.files.size() + 1L, file);
    contents.files.put(entry.id, entry);
    put(entry, file.collectionId(), file.key(), now);
    return entry.row(file.collectionId());
  }

  @Override
  public void addToCollection(long collectionId, Map<Long, EncryptedKey> keysByFileId) throws StoreException {
    living(collectionId);
    for (InMemoryFile entry : entries(keysByFileId.keySet())) {
      refuseIf(entry.isInTrash(), entry, "is in the trash");
    }
    long now = ++contents.now;
    for (InMemoryFile entry : entries(keysByFileId.keySet())) {
      put(entry, collectionId, keysByFileId.get(entry.id), now);
    }
  }

  @Override
  public void moveFiles(long fromCollectionId, long toCollectionId, Map<Long, EncryptedKey> keysByFileId)
      throws StoreException {
    living(fromCollectionId);
    living(toCollectionId);
    if (fromCollectionId == toCollectionId) {
      throw new StoreException(Reason.REFUSED, "files cannot move from a collection into itself");
    }
    for (InMemoryFile entry : entries(keysByFileId.keySet())) {
      refuseIf(!entry.isIn(fromCollectionId) && !entry.isIn(toCollectionId), entry, "is in neither collection");
    }
    long now = ++contents.now;
    for (InMemoryFile entry : entries(keysByFileId.keySet())) {
      leave(entry, fromCollectionId, now);
      put(entry, toCollectionId, keysByFileId.get(entry.id), now);
    }
  }

  @Override
  public void updatePrivateMagic(Map<Long, MagicMetadata> magicByFileId) throws StoreException {
    updateMagic(magicByFileId, file -> file.privateMagic, (file, magic) -> file.privateMagic = Optional.of(magic));
  }

  @Override
  public void updatePublicMagic(Map<Long, MagicMetadata> magicByFileId) throws StoreException {
    updateMagic(magicByFileId, file -> file.publicMagic, (file, magic) -> file.publicMagic = Optional.of(magic));
  }

  private void updateMagic(
      Map<Long, MagicMetadata> magicByFileId,
      Function<InMemoryFile, Optional<MagicMetadata>> stored,
      BiConsumer<InMemoryFile, MagicMetadata> setter)
      throws StoreException {
    for (InMemoryFile entry : entries(magicByFileId.keySet())) {
      checkVersion(entry, stored.apply(entry), magicByFileId.get(entry.id));
    }
    long now = ++contents.now;
    for (InMemoryFile entry : entries(magicByFileId.keySet())) {
      setter.accept(entry, next(magicByFileId.get(entry.id)));
      touch(entry, now);
    }
  }

  @Override
  public void trash(Map<Long, Long> collectionByFileId) throws StoreException {
    List<InMemoryFile> entries = entries(collectionByFileId.keySet());
    long now = ++contents.now;
    for (InMemoryFile entry : entries) {
      if (!entry.isInTrash()) {
        long collectionId = entry.memberships.keySet().stream().filter(entry::isIn).findFirst().orElseThrow();
        entry.trashing = Optional.of(new Trashing(collectionId, false, now));
        List.copyOf(entry.memberships.keySet()).forEach(each -> leave(entry, each, now));
      }
    }
  }

  @Override
  public void restore(long collectionId, Map<Long, EncryptedKey> keysByFileId) throws StoreException {
    living(collectionId);
    for (InMemoryFile entry : entries(keysByFileId.keySet())) {
      refuseIf(!entry.isInTrash() && !entry.isIn(collectionId), entry, "is not in the trash");
    }
    long now = ++contents.now;
    for (InMemoryFile entry : entries(keysByFileId.keySet())) {
      if (entry.isInTrash()) {
        entry.trashing = Optional.of(new Trashing(entry.trashing.get().collectionId(), true, now));
        put(entry, collectionId, keysByFileId.get(entry.id), now);
      }
    }
  }

  @Override
  public InputStream openObject(long fileId, ObjectRef content) throws StoreException {
    byte[] object = contents.objects.get(content.objectKey());
    if (object == null) {
      throw new StoreException(Reason.NOT_FOUND, "object " + content.objectKey() + " of file " + fileId + " is missing");
    }
    if (object.length != content.ciphertextBytes()) {
      throw new StoreException(Reason.DAMAGED, "object " + content.objectKey() + " has another length");
    }
    InputStream stream =
        new ByteArrayInputStream(object) {
          @Override
          public void close() {
            openThings.remove(this);
          }
        };
    openThings.add(stream);
    return stream;
  }

  @Override
  public InputStream openThumbnail(long fileId, ObjectRef thumbnail) throws StoreException {
    return openObject(fileId, thumbnail);
  }

  /** Ends the use of this store. Fails when something was left open. */
  @Override
  public void close() {
    if (!openThings.isEmpty()) {
      throw new IllegalStateException(openThings.size() + " uploads or streams were left open");
    }
  }

  private void put(InMemoryFile entry, long collectionId, EncryptedKey key, long now) {
    if (!entry.isIn(collectionId)) {
      entry.memberships.put(collectionId, new Membership(key, false, now));
      touchCollection(collectionId, now);
    }
  }

  private void leave(InMemoryFile entry, long collectionId, long now) {
    if (entry.isIn(collectionId)) {
      entry.memberships.put(collectionId, new Membership(entry.memberships.get(collectionId).key(), true, now));
      touchCollection(collectionId, now);
    }
  }

  private void touch(InMemoryFile entry, long now) {
    for (long collectionId : List.copyOf(entry.memberships.keySet())) {
      if (entry.isIn(collectionId)) {
        entry.memberships.put(collectionId, new Membership(entry.memberships.get(collectionId).key(), false, now));
        touchCollection(collectionId, now);
      }
    }
  }

  private void touchCollection(long collectionId, long now) {
    contents.collections.computeIfPresent(
        collectionId,
        (id, old) -> InMemoryContents.touched(old, now));
  }

  private void replace(StoredCollection old, EncryptedKey name, Optional<MagicMetadata> magic, boolean deleted) {
    contents.collections.put(
        old.id(), new StoredCollection(old.id(), old.type(), old.shared(), old.key(), name, magic, deleted, ++contents.now));
  }

  private StoredCollection living(long collectionId) throws StoreException {
    StoredCollection collection = contents.collections.get(collectionId);
    if (collection == null || collection.deleted()) {
      throw notFound("collection", collectionId);
    }
    if (collection.shared()) {
      throw new StoreException(Reason.REFUSED, "collection " + collectionId + " is somebody else's");
    }
    return collection;
  }

  private List<InMemoryFile> entries(Set<Long> fileIds) throws StoreException {
    checkBatch(fileIds.size());
    List<InMemoryFile> entries = new ArrayList<>();
    for (long fileId : fileIds) {
      if (!contents.files.containsKey(fileId)) {
        throw notFound("file", fileId);
      }
      InMemoryFile entry = contents.files.get(fileId);
      refuseIf(entry.shared, entry, "is somebody else's");
      entries.add(entry);
    }
    return entries;
  }

  private void checkCommitted(ObjectRef object) throws StoreException {
    byte[] committed = contents.objects.get(object.objectKey());
    if (committed == null) {
      throw new StoreException(Reason.NOT_FOUND, "object " + object.objectKey() + " was never committed");
    }
    if (committed.length != object.ciphertextBytes()) {
      throw new StoreException(Reason.REFUSED, "object " + object.objectKey() + " has another length");
    }
  }

  private static MagicMetadata next(MagicMetadata sent) {
    return new MagicMetadata(sent.version() + 1, sent.count(), sent.blob());
  }

  private static void checkVersion(InMemoryFile entry, Optional<MagicMetadata> stored, MagicMetadata sent)
      throws StoreException {
    if (stored.isPresent() && stored.get().version() != sent.version()) {
      throw new StoreException(Reason.VERSION_CONFLICT, "file " + entry.id + " has version " + stored.get().version());
    }
  }

  private static void refuseIf(boolean refused, InMemoryFile entry, String why) throws StoreException {
    if (refused) {
      throw new StoreException(Reason.REFUSED, "file " + entry.id + " " + why);
    }
  }

  private static void checkBatch(int files) throws StoreException {
    if (files > MAX_BATCH) {
      throw new StoreException(Reason.REFUSED, files + " files in one call");
    }
  }

  static StoreException notFound(String what, long id) {
    return new StoreException(Reason.NOT_FOUND, "no " + what + " " + id);
  }
}
