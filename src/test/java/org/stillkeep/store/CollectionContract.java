package org.stillkeep.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stillkeep.store.StoreException.Reason;

/** What stores promise of collections, and of themselves. */
interface CollectionContract extends StoreFixture {

  @Test
  default void theStoreIdOutlivesTheSession() throws IOException {
    String id = store().storeId();
    reopen();
    assertThat(store().storeId()).isEqualTo(id).isNotBlank();
  }

  @Test
  default void aNewStoreHoldsNothing() throws IOException {
    assertThat(store().collectionsSince(0)).isEmpty();
    assertThat(store().trashSince(0)).isEmpty();
  }

  @Test
  default void aCollectionComesBackAsItWasMade() throws IOException {
    NewCollection made = Ciphertexts.collection(CollectionType.ALBUM, Optional.of(Ciphertexts.magic(1)));
    StoredCollection created = store().createCollection(made);
    assertThat(store().collectionsSince(0)).containsExactly(created);
    reopen();
    StoredCollection back = store().collectionsSince(0).get(0);
    assertThat(back).isEqualTo(created);
    assertThat(back.key()).isEqualTo(made.key());
    assertThat(back.name()).isEqualTo(made.name());
    assertThat(back.privateMagic()).isEqualTo(made.privateMagic());
    assertThat(back.deleted()).isFalse();
  }

  @Test
  default void albumsAreAsManyAsYouLike() throws IOException {
    assertThat(album()).isNotEqualTo(album());
    assertThat(store().collectionsSince(0)).hasSize(2);
  }

  @Test
  default void favoritesAndUncategorizedExistOnceWithTheirFirstKey() throws IOException {
    for (CollectionType type : List.of(CollectionType.FAVORITES, CollectionType.UNCATEGORIZED)) {
      StoredCollection first = store().createCollection(Ciphertexts.collection(type, Optional.empty()));
      reopen();
      StoredCollection second = store().createCollection(Ciphertexts.collection(type, Optional.empty()));
      assertThat(second.id()).isEqualTo(first.id());
      assertThat(second.key()).isEqualTo(first.key());
    }
  }

  @Test
  default void aRenamedCollectionHasItsNewNameAndALaterTime() throws IOException {
    StoredCollection before = collection(album());
    EncryptedKey name = Ciphertexts.key();
    store().renameCollection(before.id(), name);
    StoredCollection after = onlyCollectionSince(before.updatedAt());
    assertThat(after.name()).isEqualTo(name);
    assertThat(after.key()).isEqualTo(before.key());
    assertThat(after.updatedAt()).isGreaterThan(before.updatedAt());
  }

  @Test
  default void theLastWriterOfACollectionsMagicWins() throws IOException {
    long album = album();
    store().updateCollectionMagic(album, Ciphertexts.magic(1));
    MagicMetadata last = Ciphertexts.magic(1);
    store().updateCollectionMagic(album, last);
    MagicMetadata stored = collection(album).privateMagic().orElseThrow();
    assertThat(stored.blob()).isEqualTo(last.blob());
    assertThat(stored.version()).isEqualTo(2);
    assertThat(stored.count()).isEqualTo(last.count());
  }

  @Test
  default void aDeletedCollectionIsReportedAsDeletedAndStillHasItsKey() throws IOException {
    StoredCollection before = collection(album());
    store().deleteCollection(before.id());
    reopen();
    StoredCollection after = onlyCollectionSince(before.updatedAt());
    assertThat(after.deleted()).isTrue();
    assertThat(after.key()).isEqualTo(before.key());
  }

  @Test
  default void aCollectionWithFilesIsNotDeleted() throws IOException {
    long album = album();
    register(album, Ciphertexts.bytes(10));
    assertReason(Reason.REFUSED, () -> store().deleteCollection(album));
    assertThat(collection(album).deleted()).isFalse();
  }

  @Test
  default void aCollectionWhoseFilesHaveLeftIsDeleted() throws IOException {
    long album = album();
    trash(register(album, Ciphertexts.bytes(10)));
    store().deleteCollection(album);
    assertThat(collection(album).deleted()).isTrue();
  }

  @Test
  default void favoritesAndUncategorizedAreNotDeleted() throws IOException {
    for (CollectionType type : List.of(CollectionType.FAVORITES, CollectionType.UNCATEGORIZED)) {
      long id = store().createCollection(Ciphertexts.collection(type, Optional.empty())).id();
      assertReason(Reason.REFUSED, () -> store().deleteCollection(id));
    }
  }

  @Test
  default void unknownAndDeletedCollectionsAreNotFound() throws IOException {
    long deleted = album();
    store().deleteCollection(deleted);
    StoredFile file = register(album(), Ciphertexts.bytes(10));
    Map<Long, EncryptedKey> key = Map.of(file.id(), Ciphertexts.key());
    for (long id : new long[] {deleted, 987_654}) {
      assertReason(Reason.NOT_FOUND, () -> store().renameCollection(id, Ciphertexts.key()));
      assertReason(Reason.NOT_FOUND, () -> store().updateCollectionMagic(id, Ciphertexts.magic(1)));
      assertReason(Reason.NOT_FOUND, () -> store().deleteCollection(id));
      assertReason(Reason.NOT_FOUND, () -> store().addToCollection(id, key));
      assertReason(Reason.NOT_FOUND, () -> store().moveFiles(file.collectionId(), id, key));
      assertReason(Reason.NOT_FOUND, () -> store().restore(id, key));
      assertReason(Reason.NOT_FOUND, () -> register(id, Ciphertexts.bytes(10)));
    }
    assertReason(Reason.NOT_FOUND, () -> store().filesSince(987_654, 0));
    assertThat(store().filesSince(deleted, 0).files()).isEmpty();
  }
}
