package org.stillkeep.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.stillkeep.store.StoreException.Reason;

/** The store under test, and what tests of it say often. */
interface StoreFixture {

  /** Length of the thumbnails that {@link #newFile} puts. */
  int THUMBNAIL_BYTES = 20;

  /** The open store. */
  LibraryStore store();

  /** Closes the store and opens it again. */
  void reopen() throws IOException;

  /** A change that a test makes. */
  @FunctionalInterface
  interface StoreChange {
    void run() throws IOException;
  }

  default void assertReason(Reason reason, ThrowingCallable call) {
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(call)
        .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo(reason));
  }

  /** A row may leave the key out: some stores find objects by the file alone. */
  default void assertSame(ObjectRef back, ObjectRef sent) {
    assertThat(back.objectKey()).isIn(sent.objectKey(), "");
    assertThat(back).isEqualTo(new ObjectRef(back.objectKey(), sent.header(), sent.ciphertextBytes()));
  }

  default long album() throws IOException {
    return store().createCollection(Ciphertexts.collection(CollectionType.ALBUM, Optional.empty())).id();
  }

  default ObjectRef put(byte[] sealed) throws IOException {
    return Ciphertexts.put(store(), sealed);
  }

  default NewFile newFile(long collectionId, byte[] sealed) throws IOException {
    return new NewFile(
        collectionId, Ciphertexts.key(), put(sealed), Optional.of(put(Ciphertexts.bytes(THUMBNAIL_BYTES))),
        Ciphertexts.blob(), Optional.of(Ciphertexts.magic(1)), Optional.of(Ciphertexts.magic(1)));
  }

  default NewFile withContent(NewFile file, ObjectRef content) {
    return new NewFile(
        file.collectionId(), file.key(), content, file.thumbnail(), file.metadata(), file.privateMagic(),
        file.publicMagic());
  }

  default StoredFile register(long collectionId, byte[] sealed) throws IOException {
    return store().registerFiles(List.of(newFile(collectionId, sealed))).get(0);
  }

  default void trash(StoredFile file) throws IOException {
    store().trash(Map.of(file.id(), file.collectionId()));
  }

  default byte[] read(StoredFile file) throws IOException {
    try (InputStream in = store().openObject(file.id(), file.content())) {
      return in.readAllBytes();
    }
  }

  default List<StoredFile> allFiles(long collectionId) throws IOException {
    return filesSince(collectionId, 0);
  }

  default List<StoredFile> filesSince(long collectionId, long since) throws IOException {
    List<StoredFile> all = new ArrayList<>();
    FilePage page = store().filesSince(collectionId, since);
    all.addAll(page.files());
    while (page.hasMore()) {
      page = store().filesSince(collectionId, all.get(all.size() - 1).updatedAt());
      all.addAll(page.files());
    }
    return all;
  }

  default StoredFile onlyFile(long collectionId) throws IOException {
    List<StoredFile> all = allFiles(collectionId);
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  default TrashedFile onlyTrashed(long since) throws IOException {
    List<TrashedFile> all = store().trashSince(since);
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  default StoredCollection collection(long id) throws IOException {
    return store().collectionsSince(0).stream().filter(each -> each.id() == id).findFirst().orElseThrow();
  }

  default StoredCollection onlyCollectionSince(long since) throws IOException {
    List<StoredCollection> all = store().collectionsSince(since);
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  default long latestCollectionTime() throws IOException {
    return store().collectionsSince(0).stream().mapToLong(StoredCollection::updatedAt).max().orElseThrow();
  }
}
