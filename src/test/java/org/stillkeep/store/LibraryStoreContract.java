package org.stillkeep.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stillkeep.store.StoreException.Reason;

/**
 * Every promise of {@link LibraryStore}, for every store. It speaks ciphertext only: random bytes will do. A store whose
 * pages are small (less than ten rows) is tested best.
 */
public abstract class LibraryStoreContract {

  protected LibraryStore store;

  /** Opens this test's store: an empty one at first, and later what the closed one before it held. */
  protected abstract LibraryStore open() throws IOException;

  @BeforeEach
  void openTheStore() throws IOException {
    store = open();
  }

  @AfterEach
  void closeTheStore() throws IOException {
    store.close();
  }

  private void reopen() throws IOException {
    store.close();
    store = open();
  }

  // Identity and keys

  @Test
  void theStoreIdOutlivesTheSession() throws IOException {
    String id = store.storeId();
    reopen();
    assertThat(store.storeId()).isEqualTo(id).isNotBlank();
  }

  @Test
  void replacedKeyAttributesReplaceTheOldOnesForGood() throws IOException {
    KeyAttributes fresh = Ciphertexts.keyAttributes();
    store.replaceKeyAttributes(fresh);
    assertThat(store.keyAttributes()).isEqualTo(fresh);
    reopen();
    assertThat(store.keyAttributes()).isEqualTo(fresh);
  }

  // Objects

  @Test
  void anObjectComesBackByteForByte() throws IOException {
    byte[] sealed = Ciphertexts.bytes(100_000);
    StoredFile file = register(album(), sealed);
    assertThat(read(file)).isEqualTo(sealed);
    reopen();
    assertThat(read(file)).isEqualTo(sealed);
  }

  @Test
  void anEmptyObjectIsAnObject() throws IOException {
    assertThat(read(register(album(), new byte[0]))).isEmpty();
  }

  @Test
  void aThumbnailComesBackByteForByte() throws IOException {
    NewFile file = newFile(album(), Ciphertexts.bytes(10));
    StoredFile stored = store.registerFiles(List.of(file)).get(0);
    try (InputStream in = store.openThumbnail(stored.id(), stored.thumbnail().orElseThrow())) {
      assertThat(in.readAllBytes()).hasSize(THUMBNAIL_BYTES);
    }
  }

  @Test
  void anObjectOfAnotherLengthThanAnnouncedIsNotCommitted() throws IOException {
    for (int length : new int[] {0, 9, 11}) {
      try (ObjectUpload upload = store.putObject(10)) {
        assertThatExceptionOfType(IOException.class)
            .isThrownBy(
                () -> {
                  upload.body().write(new byte[length]);
                  upload.commit();
                });
      }
    }
  }

  @Test
  void closingTheBodyOfAnUploadHasNoEffect() throws IOException {
    try (ObjectUpload upload = store.putObject(3)) {
      upload.body().write(new byte[] {1, 2, 3});
      upload.body().close();
      assertThat(upload.commit()).isNotBlank();
    }
  }

  @Test
  void anUploadThatIsClosedWithoutCommitLeavesNothing() throws IOException {
    try (ObjectUpload upload = store.putObject(3)) {
      upload.body().write(new byte[] {1, 2, 3});
    }
    reopen();
    assertThat(store.collectionsSince(0)).isEmpty();
  }

  @Test
  void aDiscardedObjectCannotBeRegistered() throws IOException {
    NewFile file = newFile(album(), Ciphertexts.bytes(10));
    store.discardObject(file.content().objectKey());
    assertReason(Reason.NOT_FOUND, () -> store.registerFiles(List.of(file)));
  }

  @Test
  void discardingAnUnknownObjectIsHarmless() throws IOException {
    store.discardObject("no such object");
    store.discardObject("00000000000000000000000000000000");
    assertThat(store.collectionsSince(0)).isEmpty();
  }

  @Test
  void anObjectThatAFileNamesCannotBeDiscarded() throws IOException {
    StoredFile file = register(album(), Ciphertexts.bytes(10));
    assertReason(Reason.REFUSED, () -> store.discardObject(file.content().objectKey()));
    assertReason(Reason.REFUSED, () -> store.discardObject(file.thumbnail().orElseThrow().objectKey()));
    assertThat(read(file)).hasSize(10);
  }

  @Test
  void aMissingObjectIsNotFound() {
    ObjectRef missing = new ObjectRef("0123456789abcdef0123456789abcdef", Ciphertexts.bytes(24), 10);
    assertReason(Reason.NOT_FOUND, () -> store.openObject(1, missing).close());
  }

  @Test
  void anObjectOfAnotherLengthThanRegisteredIsDamaged() throws IOException {
    StoredFile file = register(album(), Ciphertexts.bytes(10));
    ObjectRef longer = new ObjectRef(file.content().objectKey(), file.content().header(), 11);
    assertReason(Reason.DAMAGED, () -> store.openObject(file.id(), longer).close());
  }

  @Test
  void objectsAreReadAndWrittenByManyThreadsAtOnce() throws Exception {
    long album = album();
    Map<StoredFile, byte[]> files = new LinkedHashMap<>();
    for (int i = 0; i < 4; i++) {
      byte[] sealed = Ciphertexts.bytes(200_000 + i);
      files.put(register(album, sealed), sealed);
    }
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<byte[]>> reads = new ArrayList<>();
      List<Future<ObjectRef>> writes = new ArrayList<>();
      for (int round = 0; round < 5; round++) {
        files.keySet().forEach(file -> reads.add(threads.submit(() -> read(file))));
        writes.add(threads.submit(() -> put(Ciphertexts.bytes(100_000))));
      }
      List<byte[]> expected = List.copyOf(files.values());
      for (int i = 0; i < reads.size(); i++) {
        assertThat(reads.get(i).get()).isEqualTo(expected.get(i % expected.size()));
      }
      for (Future<ObjectRef> write : writes) {
        assertThat(write.get().ciphertextBytes()).isEqualTo(100_000);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  // Collections

  @Test
  void aNewStoreHoldsNothing() throws IOException {
    assertThat(store.collectionsSince(0)).isEmpty();
    assertThat(store.trashSince(0)).isEmpty();
  }

  @Test
  void aCollectionComesBackAsItWasMade() throws IOException {
    NewCollection made = Ciphertexts.collection(CollectionType.ALBUM, Optional.of(Ciphertexts.magic(1)));
    StoredCollection created = store.createCollection(made);
    assertThat(store.collectionsSince(0)).containsExactly(created);
    reopen();
    StoredCollection back = store.collectionsSince(0).get(0);
    assertThat(back).isEqualTo(created);
    assertThat(back.key()).isEqualTo(made.key());
    assertThat(back.name()).isEqualTo(made.name());
    assertThat(back.privateMagic()).isEqualTo(made.privateMagic());
    assertThat(back.deleted()).isFalse();
  }

  @Test
  void albumsAreAsManyAsYouLike() throws IOException {
    assertThat(album()).isNotEqualTo(album());
    assertThat(store.collectionsSince(0)).hasSize(2);
  }

  @Test
  void favoritesAndUncategorizedExistOnceWithTheirFirstKey() throws IOException {
    for (CollectionType type : List.of(CollectionType.FAVORITES, CollectionType.UNCATEGORIZED)) {
      StoredCollection first = store.createCollection(Ciphertexts.collection(type, Optional.empty()));
      reopen();
      StoredCollection second = store.createCollection(Ciphertexts.collection(type, Optional.empty()));
      assertThat(second.id()).isEqualTo(first.id());
      assertThat(second.key()).isEqualTo(first.key());
    }
  }

  @Test
  void aRenamedCollectionHasItsNewNameAndALaterTime() throws IOException {
    StoredCollection before = collection(album());
    EncryptedKey name = Ciphertexts.key();
    store.renameCollection(before.id(), name);
    StoredCollection after = onlyCollectionSince(before.updatedAt());
    assertThat(after.name()).isEqualTo(name);
    assertThat(after.key()).isEqualTo(before.key());
    assertThat(after.updatedAt()).isGreaterThan(before.updatedAt());
  }

  @Test
  void theLastWriterOfACollectionsMagicWins() throws IOException {
    long album = album();
    store.updateCollectionMagic(album, Ciphertexts.magic(1));
    MagicMetadata last = Ciphertexts.magic(1);
    store.updateCollectionMagic(album, last);
    MagicMetadata stored = collection(album).privateMagic().orElseThrow();
    assertThat(stored.blob()).isEqualTo(last.blob());
    assertThat(stored.version()).isEqualTo(2);
    assertThat(stored.count()).isEqualTo(last.count());
  }

  @Test
  void aDeletedCollectionIsReportedAsDeletedAndStillHasItsKey() throws IOException {
    StoredCollection before = collection(album());
    store.deleteCollection(before.id());
    reopen();
    StoredCollection after = onlyCollectionSince(before.updatedAt());
    assertThat(after.deleted()).isTrue();
    assertThat(after.key()).isEqualTo(before.key());
  }

  @Test
  void aCollectionWithFilesIsNotDeleted() throws IOException {
    long album = album();
    register(album, Ciphertexts.bytes(10));
    assertReason(Reason.REFUSED, () -> store.deleteCollection(album));
    assertThat(collection(album).deleted()).isFalse();
  }

  @Test
  void aCollectionWhoseFilesHaveLeftIsDeleted() throws IOException {
    long album = album();
    store.trash(List.of(register(album, Ciphertexts.bytes(10)).id()));
    store.deleteCollection(album);
    assertThat(collection(album).deleted()).isTrue();
  }

  @Test
  void favoritesAndUncategorizedAreNotDeleted() throws IOException {
    for (CollectionType type : List.of(CollectionType.FAVORITES, CollectionType.UNCATEGORIZED)) {
      long id = store.createCollection(Ciphertexts.collection(type, Optional.empty())).id();
      assertReason(Reason.REFUSED, () -> store.deleteCollection(id));
    }
  }

  @Test
  void unknownAndDeletedCollectionsAreNotFound() throws IOException {
    long deleted = album();
    store.deleteCollection(deleted);
    StoredFile file = register(album(), Ciphertexts.bytes(10));
    Map<Long, EncryptedKey> key = Map.of(file.id(), Ciphertexts.key());
    for (long id : new long[] {deleted, 987_654}) {
      assertReason(Reason.NOT_FOUND, () -> store.renameCollection(id, Ciphertexts.key()));
      assertReason(Reason.NOT_FOUND, () -> store.updateCollectionMagic(id, Ciphertexts.magic(1)));
      assertReason(Reason.NOT_FOUND, () -> store.deleteCollection(id));
      assertReason(Reason.NOT_FOUND, () -> store.addToCollection(id, key));
      assertReason(Reason.NOT_FOUND, () -> store.moveFiles(file.collectionId(), id, key));
      assertReason(Reason.NOT_FOUND, () -> store.restore(id, key));
      assertReason(Reason.NOT_FOUND, () -> register(id, Ciphertexts.bytes(10)));
    }
    assertReason(Reason.NOT_FOUND, () -> store.filesSince(987_654, 0));
    assertThat(store.filesSince(deleted, 0).files()).isEmpty();
  }

  // Files

  @Test
  void aFileComesBackAsItWasRegistered() throws IOException {
    NewFile file = newFile(album(), Ciphertexts.bytes(10));
    StoredFile answer = store.registerFiles(List.of(file)).get(0);
    reopen();
    StoredFile back = onlyFile(file.collectionId());
    assertThat(back).isEqualTo(answer);
    assertThat(back.collectionId()).isEqualTo(file.collectionId());
    assertThat(back.key()).isEqualTo(file.key());
    assertThat(back.content()).isEqualTo(file.content());
    assertThat(back.thumbnail()).isEqualTo(file.thumbnail());
    assertThat(back.metadata()).isEqualTo(file.metadata());
    assertThat(back.privateMagic()).isEqualTo(file.privateMagic());
    assertThat(back.publicMagic()).isEqualTo(file.publicMagic());
    assertThat(back.deleted()).isFalse();
  }

  @Test
  void aBatchComesBackInItsOrderAndWithDistinctIds() throws IOException {
    List<NewFile> batch = new ArrayList<>();
    long album = album();
    for (int i = 0; i < 5; i++) {
      batch.add(newFile(album, Ciphertexts.bytes(10 + i)));
    }
    List<StoredFile> rows = store.registerFiles(batch);
    assertThat(rows).extracting(StoredFile::content).isEqualTo(batch.stream().map(NewFile::content).toList());
    assertThat(rows).extracting(StoredFile::id).doesNotHaveDuplicates();
  }

  @Test
  void aBatchWithOneWrongFileRegistersNone() throws IOException {
    long album = album();
    NewFile good = newFile(album, Ciphertexts.bytes(10));
    ObjectRef gone = new ObjectRef("0123456789abcdef0123456789abcdef", Ciphertexts.bytes(24), 10);
    ObjectRef longer = new ObjectRef(put(new byte[10]).objectKey(), Ciphertexts.bytes(24), 11);
    assertReason(Reason.NOT_FOUND, () -> store.registerFiles(List.of(good, withContent(good, gone))));
    assertReason(Reason.REFUSED, () -> store.registerFiles(List.of(good, withContent(good, longer))));
    reopen();
    assertThat(allFiles(album)).isEmpty();
    assertThat(store.registerFiles(List.of(good))).hasSize(1);
  }

  @Test
  void registeringTheSameContentAgainBringsTheSameFile() throws IOException {
    NewFile file = newFile(album(), Ciphertexts.bytes(10));
    StoredFile first = store.registerFiles(List.of(file)).get(0);
    reopen();
    StoredFile second = store.registerFiles(List.of(file)).get(0);
    assertThat(second).isEqualTo(first);
    assertThat(allFiles(file.collectionId())).hasSize(1);
  }

  @Test
  void anEmptyBatchChangesNothing() throws IOException {
    assertThat(store.registerFiles(List.of())).isEmpty();
    assertThat(store.collectionsSince(0)).isEmpty();
  }

  @Test
  void aBatchThatIsTooLargeIsRefused() throws IOException {
    Map<Long, EncryptedKey> keys = new HashMap<>();
    for (long id = 1; id <= LibraryStore.MAX_BATCH + 1; id++) {
      keys.put(id, Ciphertexts.key());
    }
    long album = album();
    assertReason(Reason.REFUSED, () -> store.addToCollection(album, keys));
    assertReason(Reason.REFUSED, () -> store.trash(List.copyOf(keys.keySet())));
  }

  @Test
  void unknownFilesAreNotFound() throws IOException {
    long album = album();
    Map<Long, EncryptedKey> unknown = Map.of(987_654L, Ciphertexts.key());
    assertReason(Reason.NOT_FOUND, () -> store.addToCollection(album, unknown));
    assertReason(Reason.NOT_FOUND, () -> store.moveFiles(album, album(), unknown));
    assertReason(Reason.NOT_FOUND, () -> store.restore(album, unknown));
    assertReason(Reason.NOT_FOUND, () -> store.trash(List.of(987_654L)));
    assertReason(Reason.NOT_FOUND, () -> store.updatePrivateMagic(Map.of(987_654L, Ciphertexts.magic(1))));
    assertReason(Reason.NOT_FOUND, () -> store.updatePublicMagic(Map.of(987_654L, Ciphertexts.magic(1))));
  }

  // Membership

  @Test
  void aFileInASecondCollectionHasOneIdAndTwoKeys() throws IOException {
    StoredFile file = register(album(), Ciphertexts.bytes(10));
    long second = album();
    EncryptedKey key = Ciphertexts.key();
    store.addToCollection(second, Map.of(file.id(), key));
    reopen();
    StoredFile there = onlyFile(second);
    assertThat(there.id()).isEqualTo(file.id());
    assertThat(there.key()).isEqualTo(key);
    assertThat(there.content()).isEqualTo(file.content());
    assertThat(onlyFile(file.collectionId())).isEqualTo(file);
  }

  @Test
  void addingAFileThatIsThereKeepsItsKey() throws IOException {
    StoredFile file = register(album(), Ciphertexts.bytes(10));
    store.addToCollection(file.collectionId(), Map.of(file.id(), Ciphertexts.key()));
    assertThat(onlyFile(file.collectionId()).key()).isEqualTo(file.key());
  }

  @Test
  void addingWithOneUnknownFileAddsNone() throws IOException {
    StoredFile file = register(album(), Ciphertexts.bytes(10));
    long second = album();
    Map<Long, EncryptedKey> keys = Map.of(file.id(), Ciphertexts.key(), 987_654L, Ciphertexts.key());
    assertReason(Reason.NOT_FOUND, () -> store.addToCollection(second, keys));
    assertThat(allFiles(second)).isEmpty();
  }

  @Test
  void aMovedFileLeavesOneCollectionAndEntersTheOther() throws IOException {
    StoredFile file = register(album(), Ciphertexts.bytes(10));
    long second = album();
    store.moveFiles(file.collectionId(), second, Map.of(file.id(), Ciphertexts.key()));
    reopen();
    StoredFile left = onlyFile(file.collectionId());
    assertThat(left.deleted()).isTrue();
    assertThat(left.updatedAt()).isGreaterThan(file.updatedAt());
    assertThat(onlyFile(second).deleted()).isFalse();
  }

  @Test
  void aMoveCanBeRepeated() throws IOException {
    StoredFile file = register(album(), Ciphertexts.bytes(10));
    long second = album();
    Map<Long, EncryptedKey> keys = Map.of(file.id(), Ciphertexts.key());
    store.moveFiles(file.collectionId(), second, keys);
    store.moveFiles(file.collectionId(), second, keys);
    assertThat(onlyFile(second).deleted()).isFalse();
  }

  @Test
  void aFileThatHadLeftComesBack() throws IOException {
    StoredFile file = register(album(), Ciphertexts.bytes(10));
    long second = album();
    store.moveFiles(file.collectionId(), second, Map.of(file.id(), Ciphertexts.key()));
    EncryptedKey key = Ciphertexts.key();
    store.addToCollection(file.collectionId(), Map.of(file.id(), key));
    reopen();
    StoredFile back = onlyFile(file.collectionId());
    assertThat(back.deleted()).isFalse();
    assertThat(back.key()).isIn(file.key(), key);
  }

  @Test
  void moveIsRefusedForStrangersAndIntoItself() throws IOException {
    StoredFile file = register(album(), Ciphertexts.bytes(10));
    long second = album();
    long third = album();
    Map<Long, EncryptedKey> keys = Map.of(file.id(), Ciphertexts.key());
    assertReason(Reason.REFUSED, () -> store.moveFiles(second, third, keys));
    assertReason(Reason.REFUSED, () -> store.moveFiles(file.collectionId(), file.collectionId(), keys));
  }

  // Magic metadata

  @Test
  void magicMetadataIsReplacedUnderTheNextVersionInAllCollections() throws IOException {
    StoredFile file = register(album(), Ciphertexts.bytes(10));
    long second = album();
    store.addToCollection(second, Map.of(file.id(), Ciphertexts.key()));
    MagicMetadata privateMagic = Ciphertexts.magic(file.privateMagic().orElseThrow().version());
    store.updatePrivateMagic(Map.of(file.id(), privateMagic));
    MagicMetadata publicMagic = Ciphertexts.magic(file.publicMagic().orElseThrow().version());
    store.updatePublicMagic(Map.of(file.id(), publicMagic));
    reopen();
    for (long collection : new long[] {file.collectionId(), second}) {
      StoredFile row = onlyFile(collection);
      assertThat(row.privateMagic().orElseThrow().blob()).isEqualTo(privateMagic.blob());
      assertThat(row.privateMagic().orElseThrow().version()).isEqualTo(2);
      assertThat(row.publicMagic().orElseThrow().blob()).isEqualTo(publicMagic.blob());
      assertThat(row.publicMagic().orElseThrow().version()).isEqualTo(2);
      assertThat(row.updatedAt()).isGreaterThan(file.updatedAt());
    }
  }

  @Test
  void theFirstMagicMetadataHasNoVersionToMeet() throws IOException {
    NewFile with = newFile(album(), Ciphertexts.bytes(10));
    NewFile without =
        new NewFile(
            with.collectionId(), with.key(), with.content(), with.thumbnail(), with.metadata(), Optional.empty(),
            Optional.empty());
    StoredFile file = store.registerFiles(List.of(without)).get(0);
    assertThat(file.privateMagic()).isEmpty();
    store.updatePrivateMagic(Map.of(file.id(), Ciphertexts.magic(1)));
    assertThat(onlyFile(file.collectionId()).privateMagic().orElseThrow().version()).isEqualTo(2);
    assertThat(onlyFile(file.collectionId()).publicMagic()).isEmpty();
  }

  @Test
  void aStaleVersionIsAConflictAndChangesNoFileOfTheBatch() throws IOException {
    long album = album();
    List<StoredFile> files =
        store.registerFiles(List.of(newFile(album, Ciphertexts.bytes(10)), newFile(album, Ciphertexts.bytes(11))));
    store.updatePublicMagic(Map.of(files.get(1).id(), Ciphertexts.magic(1)));
    List<StoredFile> before = allFiles(album);
    Map<Long, MagicMetadata> stale =
        Map.of(files.get(0).id(), Ciphertexts.magic(1), files.get(1).id(), Ciphertexts.magic(1));
    assertReason(Reason.VERSION_CONFLICT, () -> store.updatePublicMagic(stale));
    assertThat(allFiles(album)).isEqualTo(before);
  }

  // Trash

  @Test
  void aTrashedFileLeavesAllCollectionsAndCanBeReadStill() throws IOException {
    byte[] sealed = Ciphertexts.bytes(10);
    StoredFile file = register(album(), sealed);
    long second = album();
    store.addToCollection(second, Map.of(file.id(), Ciphertexts.key()));
    store.trash(List.of(file.id()));
    reopen();
    assertThat(onlyFile(file.collectionId()).deleted()).isTrue();
    assertThat(onlyFile(second).deleted()).isTrue();
    TrashedFile trashed = onlyTrashed(0);
    assertThat(trashed.file().id()).isEqualTo(file.id());
    assertThat(trashed.file().collectionId()).isIn(file.collectionId(), second);
    assertThat(trashed.restored()).isFalse();
    assertThat(trashed.deleted()).isFalse();
    assertThat(read(trashed.file())).isEqualTo(sealed);
  }

  @Test
  void trashingTwiceIsTrashingOnce() throws IOException {
    StoredFile file = register(album(), Ciphertexts.bytes(10));
    store.trash(List.of(file.id(), file.id()));
    store.trash(List.of(file.id()));
    assertThat(store.trashSince(0)).hasSize(1);
  }

  @Test
  void aTrashedFileIsNotAddedOrMoved() throws IOException {
    StoredFile file = register(album(), Ciphertexts.bytes(10));
    long second = album();
    store.trash(List.of(file.id()));
    Map<Long, EncryptedKey> keys = Map.of(file.id(), Ciphertexts.key());
    assertReason(Reason.REFUSED, () -> store.addToCollection(second, keys));
    assertReason(Reason.REFUSED, () -> store.moveFiles(file.collectionId(), second, keys));
  }

  @Test
  void aRestoredFileIsInTheNewCollectionOnly() throws IOException {
    StoredFile file = register(album(), Ciphertexts.bytes(10));
    long second = album();
    store.trash(List.of(file.id()));
    long trashedAt = onlyTrashed(0).updatedAt();
    EncryptedKey key = Ciphertexts.key();
    store.restore(second, Map.of(file.id(), key));
    reopen();
    assertThat(onlyFile(second).deleted()).isFalse();
    assertThat(onlyFile(second).key()).isEqualTo(key);
    assertThat(onlyFile(file.collectionId()).deleted()).isTrue();
    assertThat(onlyTrashed(trashedAt).restored()).isTrue();
  }

  @Test
  void restoringCanBeRepeatedAndIsRefusedForFilesThatWereNotTrashed() throws IOException {
    StoredFile file = register(album(), Ciphertexts.bytes(10));
    long second = album();
    Map<Long, EncryptedKey> keys = Map.of(file.id(), Ciphertexts.key());
    assertReason(Reason.REFUSED, () -> store.restore(second, keys));
    store.trash(List.of(file.id()));
    store.restore(second, keys);
    store.restore(second, keys);
    assertThat(onlyFile(second).deleted()).isFalse();
  }

  @Test
  void aRestoredFileCanBeTrashedAgain() throws IOException {
    StoredFile file = register(album(), Ciphertexts.bytes(10));
    long second = album();
    store.trash(List.of(file.id()));
    store.restore(second, Map.of(file.id(), Ciphertexts.key()));
    store.trash(List.of(file.id()));
    TrashedFile trashed = onlyTrashed(0);
    assertThat(trashed.restored()).isFalse();
    assertThat(onlyFile(second).deleted()).isTrue();
  }

  // Cursors

  @Test
  void changesAreSeenFromTheirTimeOnAndNotAgain() throws IOException {
    StoredFile file = register(album(), Ciphertexts.bytes(10));
    assertThat(store.filesSince(file.collectionId(), file.updatedAt()).files()).isEmpty();
    assertThat(store.filesSince(file.collectionId(), file.updatedAt() - 1).files()).containsExactly(file);
    long collectionTime = collection(file.collectionId()).updatedAt();
    assertThat(store.collectionsSince(collectionTime)).isEmpty();
  }

  @Test
  void everyChangeOfAFileMakesItsCollectionsLater() throws IOException {
    StoredFile file = register(album(), Ciphertexts.bytes(10));
    long second = album();
    List<StoreChange> changes =
        List.of(
            () -> store.updatePublicMagic(Map.of(file.id(), Ciphertexts.magic(1))),
            () -> store.addToCollection(second, Map.of(file.id(), Ciphertexts.key())),
            () -> store.moveFiles(file.collectionId(), second, Map.of(file.id(), Ciphertexts.key())),
            () -> store.trash(List.of(file.id())),
            () -> store.restore(second, Map.of(file.id(), Ciphertexts.key())));
    for (StoreChange change : changes) {
      long before = latestCollectionTime();
      change.run();
      assertThat(latestCollectionTime()).isGreaterThan(before);
      for (StoredCollection collection : store.collectionsSince(0)) {
        assertThat(allFiles(collection.id())).allMatch(row -> row.updatedAt() <= collection.updatedAt());
      }
    }
  }

  @Test
  void pagesAscendAndNeverSplitOneTimeNorLoseARow() throws IOException {
    long album = album();
    Set<Long> expected = new HashSet<>();
    for (int batch = 1; batch <= 6; batch++) {
      List<NewFile> files = new ArrayList<>();
      for (int i = 0; i < batch; i++) {
        files.add(newFile(album, Ciphertexts.bytes(1)));
      }
      store.registerFiles(files).forEach(row -> expected.add(row.id()));
    }
    Set<Long> seen = new HashSet<>();
    long cursor = 0;
    FilePage page;
    do {
      page = store.filesSince(album, cursor);
      assertThat(page.files()).isSortedAccordingTo((a, b) -> Long.compare(a.updatedAt(), b.updatedAt()));
      assertThat(page.files().get(0).updatedAt()).isGreaterThan(cursor);
      for (StoredFile row : page.files()) {
        assertThat(seen.add(row.id())).as("row %s comes once", row.id()).isTrue();
      }
      cursor = page.files().get(page.files().size() - 1).updatedAt();
    } while (page.hasMore());
    assertThat(seen).isEqualTo(expected);
    assertThat(store.filesSince(album, cursor).files()).isEmpty();
    assertThat(store.filesSince(album, cursor).hasMore()).isFalse();
  }

  @Test
  void aChangeWhileReadingPagesIsSeenInALaterOne() throws IOException {
    long album = album();
    List<StoredFile> files = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      files.add(register(album, Ciphertexts.bytes(1)));
    }
    FilePage first = store.filesSince(album, 0);
    store.updatePublicMagic(Map.of(files.get(0).id(), Ciphertexts.magic(1)));
    List<StoredFile> later = filesSince(album, first.files().get(first.files().size() - 1).updatedAt());
    assertThat(later).filteredOn(row -> row.id() == files.get(0).id()).hasSize(1);
  }

  @Test
  void trashChangesAscend() throws IOException {
    long album = album();
    StoredFile first = register(album, Ciphertexts.bytes(10));
    StoredFile second = register(album, Ciphertexts.bytes(11));
    store.trash(List.of(second.id()));
    store.trash(List.of(first.id()));
    List<TrashedFile> trashed = store.trashSince(0);
    assertThat(trashed).extracting(each -> each.file().id()).containsExactly(second.id(), first.id());
    assertThat(store.trashSince(trashed.get(0).updatedAt())).hasSize(1);
    assertThat(store.trashSince(trashed.get(1).updatedAt())).isEmpty();
  }

  // Helpers

  private static final int THUMBNAIL_BYTES = 20;

  /** A change that a test makes. */
  @FunctionalInterface
  private interface StoreChange {
    void run() throws IOException;
  }

  private static void assertReason(Reason reason, ThrowingCallable call) {
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(call)
        .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo(reason));
  }

  private long album() throws IOException {
    return store.createCollection(Ciphertexts.collection(CollectionType.ALBUM, Optional.empty())).id();
  }

  private ObjectRef put(byte[] sealed) throws IOException {
    return Ciphertexts.put(store, sealed);
  }

  private NewFile newFile(long collectionId, byte[] sealed) throws IOException {
    return new NewFile(
        collectionId, Ciphertexts.key(), put(sealed), Optional.of(put(Ciphertexts.bytes(THUMBNAIL_BYTES))),
        Ciphertexts.blob(), Optional.of(Ciphertexts.magic(1)), Optional.of(Ciphertexts.magic(1)));
  }

  private static NewFile withContent(NewFile file, ObjectRef content) {
    return new NewFile(
        file.collectionId(), file.key(), content, file.thumbnail(), file.metadata(), file.privateMagic(),
        file.publicMagic());
  }

  private StoredFile register(long collectionId, byte[] sealed) throws IOException {
    return store.registerFiles(List.of(newFile(collectionId, sealed))).get(0);
  }

  private byte[] read(StoredFile file) throws IOException {
    try (InputStream in = store.openObject(file.id(), file.content())) {
      return in.readAllBytes();
    }
  }

  private List<StoredFile> allFiles(long collectionId) throws IOException {
    return filesSince(collectionId, 0);
  }

  private List<StoredFile> filesSince(long collectionId, long since) throws IOException {
    List<StoredFile> all = new ArrayList<>();
    FilePage page = store.filesSince(collectionId, since);
    all.addAll(page.files());
    while (page.hasMore()) {
      page = store.filesSince(collectionId, all.get(all.size() - 1).updatedAt());
      all.addAll(page.files());
    }
    return all;
  }

  private StoredFile onlyFile(long collectionId) throws IOException {
    List<StoredFile> all = allFiles(collectionId);
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  private TrashedFile onlyTrashed(long since) throws IOException {
    List<TrashedFile> all = store.trashSince(since);
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  private StoredCollection collection(long id) throws IOException {
    return store.collectionsSince(0).stream().filter(each -> each.id() == id).findFirst().orElseThrow();
  }

  private StoredCollection onlyCollectionSince(long since) throws IOException {
    List<StoredCollection> all = store.collectionsSince(since);
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  private long latestCollectionTime() throws IOException {
    return store.collectionsSince(0).stream().mapToLong(StoredCollection::updatedAt).max().orElseThrow();
  }
}
