package org.stillkeep.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stillkeep.store.StoreException.Reason;

/** What stores promise of files, their collections and their magic metadata. */
interface FileContract extends StoreFixture {

  @Test
  default void aFileComesBackAsItWasRegistered() throws IOException {
    NewFile file = newFile(album(), Ciphertexts.bytes(10));
    StoredFile answer = store().registerFiles(List.of(file)).get(0);
    reopen();
    StoredFile back = onlyFile(file.collectionId());
    assertThat(back).isEqualTo(answer);
    assertThat(back.collectionId()).isEqualTo(file.collectionId());
    assertThat(back.key()).isEqualTo(file.key());
    assertSame(back.content(), file.content());
    assertSame(back.thumbnail().orElseThrow(), file.thumbnail().orElseThrow());
    assertThat(back.metadata()).isEqualTo(file.metadata());
    assertThat(back.privateMagic()).isEqualTo(file.privateMagic());
    assertThat(back.publicMagic()).isEqualTo(file.publicMagic());
    assertThat(back.deleted()).isFalse();
  }

  @Test
  default void aSingleFileIsReadAsItsPageHasIt() throws IOException {
    NewFile file = newFile(album(), Ciphertexts.bytes(10));
    StoredFile row = store().registerFiles(List.of(file)).get(0);
    assertThat(store().file(file.collectionId(), row.id())).contains(onlyFile(file.collectionId()));
    assertThat(store().file(album(), row.id())).isEmpty();
    store().trash(Map.of(row.id(), file.collectionId()));
    assertThat(store().file(file.collectionId(), row.id())).isEmpty();
  }

  @Test
  default void aBatchComesBackInItsOrderAndWithDistinctIds() throws IOException {
    List<NewFile> batch = new ArrayList<>();
    long album = album();
    for (int i = 0; i < 5; i++) {
      batch.add(newFile(album, Ciphertexts.bytes(10 + i)));
    }
    List<StoredFile> rows = store().registerFiles(batch);
    for (int i = 0; i < batch.size(); i++) {
      assertSame(rows.get(i).content(), batch.get(i).content());
    }
    assertThat(rows).extracting(StoredFile::id).doesNotHaveDuplicates();
  }

  @Test
  default void aBatchWithOneWrongFileRegistersNone() throws IOException {
    long album = album();
    NewFile good = newFile(album, Ciphertexts.bytes(10));
    ObjectRef gone = new ObjectRef("0123456789abcdef0123456789abcdef", Ciphertexts.bytes(24), 10);
    ObjectRef longer = new ObjectRef(put(new byte[10]).objectKey(), Ciphertexts.bytes(24), 11);
    assertReason(Reason.NOT_FOUND, () -> store().registerFiles(List.of(good, withContent(good, gone))));
    assertReason(Reason.REFUSED, () -> store().registerFiles(List.of(good, withContent(good, longer))));
    reopen();
    assertThat(allFiles(album)).isEmpty();
    assertThat(store().registerFiles(List.of(good))).hasSize(1);
  }

  @Test
  default void registeringTheSameContentAgainBringsTheSameFile() throws IOException {
    NewFile file = newFile(album(), Ciphertexts.bytes(10));
    StoredFile first = store().registerFiles(List.of(file)).get(0);
    reopen();
    StoredFile second = store().registerFiles(List.of(file)).get(0);
    assertThat(second).usingRecursiveComparison().ignoringFields("updatedAt").isEqualTo(first);
    assertThat(allFiles(file.collectionId())).containsExactly(first);
  }

  @Test
  default void anEmptyBatchChangesNothing() throws IOException {
    assertThat(store().registerFiles(List.of())).isEmpty();
    assertThat(store().collectionsSince(0)).isEmpty();
  }

  @Test
  default void aBatchThatIsTooLargeIsRefused() throws IOException {
    Map<Long, EncryptedKey> keys = new HashMap<>();
    for (long id = 1; id <= LibraryStore.MAX_BATCH + 1; id++) {
      keys.put(id, Ciphertexts.key());
    }
    long album = album();
    assertReason(Reason.REFUSED, () -> store().addToCollection(album, keys));
    Map<Long, Long> held = new HashMap<>();
    keys.keySet().forEach(id -> held.put(id, album));
    assertReason(Reason.REFUSED, () -> store().trash(held));
  }

  @Test
  default void unknownFilesAreNotFound() throws IOException {
    long album = album();
    Map<Long, EncryptedKey> unknown = Map.of(987_654L, Ciphertexts.key());
    assertReason(Reason.NOT_FOUND, () -> store().addToCollection(album, unknown));
    assertReason(Reason.NOT_FOUND, () -> store().moveFiles(album, album(), unknown));
    assertReason(Reason.NOT_FOUND, () -> store().restore(album, unknown));
    assertReason(Reason.NOT_FOUND, () -> store().trash(Map.of(987_654L, album)));
    assertReason(Reason.NOT_FOUND, () -> store().updatePrivateMagic(Map.of(987_654L, Ciphertexts.magic(1))));
    assertReason(Reason.NOT_FOUND, () -> store().updatePublicMagic(Map.of(987_654L, Ciphertexts.magic(1))));
  }

  @Test
  default void aFileInASecondCollectionHasOneIdAndTwoKeys() throws IOException {
    StoredFile file = register(album(), Ciphertexts.bytes(10));
    long second = album();
    EncryptedKey key = Ciphertexts.key();
    store().addToCollection(second, Map.of(file.id(), key));
    reopen();
    StoredFile there = onlyFile(second);
    assertThat(there.id()).isEqualTo(file.id());
    assertThat(there.key()).isEqualTo(key);
    assertThat(there.content()).isEqualTo(file.content());
    assertThat(onlyFile(file.collectionId())).isEqualTo(file);
  }

  @Test
  default void addingAFileThatIsThereKeepsItsKey() throws IOException {
    StoredFile file = register(album(), Ciphertexts.bytes(10));
    store().addToCollection(file.collectionId(), Map.of(file.id(), Ciphertexts.key()));
    assertThat(onlyFile(file.collectionId()).key()).isEqualTo(file.key());
  }

  @Test
  default void addingWithOneUnknownFileAddsNone() throws IOException {
    StoredFile file = register(album(), Ciphertexts.bytes(10));
    long second = album();
    Map<Long, EncryptedKey> keys = Map.of(file.id(), Ciphertexts.key(), 987_654L, Ciphertexts.key());
    assertReason(Reason.NOT_FOUND, () -> store().addToCollection(second, keys));
    assertThat(allFiles(second)).isEmpty();
  }

  @Test
  default void aMovedFileLeavesOneCollectionAndEntersTheOther() throws IOException {
    StoredFile file = register(album(), Ciphertexts.bytes(10));
    long second = album();
    store().moveFiles(file.collectionId(), second, Map.of(file.id(), Ciphertexts.key()));
    reopen();
    StoredFile left = onlyFile(file.collectionId());
    assertThat(left.deleted()).isTrue();
    assertThat(left.updatedAt()).isGreaterThan(file.updatedAt());
    assertThat(onlyFile(second).deleted()).isFalse();
  }

  @Test
  default void aMoveCanBeRepeated() throws IOException {
    StoredFile file = register(album(), Ciphertexts.bytes(10));
    long second = album();
    Map<Long, EncryptedKey> keys = Map.of(file.id(), Ciphertexts.key());
    store().moveFiles(file.collectionId(), second, keys);
    store().moveFiles(file.collectionId(), second, keys);
    assertThat(onlyFile(second).deleted()).isFalse();
  }

  @Test
  default void aFileThatHadLeftComesBack() throws IOException {
    StoredFile file = register(album(), Ciphertexts.bytes(10));
    long second = album();
    store().moveFiles(file.collectionId(), second, Map.of(file.id(), Ciphertexts.key()));
    EncryptedKey key = Ciphertexts.key();
    store().addToCollection(file.collectionId(), Map.of(file.id(), key));
    reopen();
    StoredFile back = onlyFile(file.collectionId());
    assertThat(back.deleted()).isFalse();
    assertThat(back.key()).isIn(file.key(), key);
  }

  @Test
  default void aMoveIntoItselfIsRefused() throws IOException {
    StoredFile file = register(album(), Ciphertexts.bytes(10));
    Map<Long, EncryptedKey> keys = Map.of(file.id(), Ciphertexts.key());
    assertReason(Reason.REFUSED, () -> store().moveFiles(file.collectionId(), file.collectionId(), keys));
  }

  @Test
  default void aMoveOfAStrangerIsRefusedOrOnlyAdds() throws IOException {
    StoredFile file = register(album(), Ciphertexts.bytes(10));
    long second = album();
    long third = album();
    Map<Long, EncryptedKey> keys = Map.of(file.id(), Ciphertexts.key());
    try {
      store().moveFiles(second, third, keys);
      assertThat(onlyFile(third).deleted()).isFalse();
    } catch (StoreException e) {
      assertThat(e.reason()).isEqualTo(Reason.REFUSED);
      assertThat(allFiles(third)).isEmpty();
    }
    assertThat(onlyFile(file.collectionId()).deleted()).isFalse();
    assertThat(allFiles(second)).isEmpty();
  }

  @Test
  default void magicMetadataIsReplacedUnderTheNextVersionInAllCollections() throws IOException {
    StoredFile file = register(album(), Ciphertexts.bytes(10));
    long second = album();
    store().addToCollection(second, Map.of(file.id(), Ciphertexts.key()));
    MagicMetadata privateMagic = Ciphertexts.magic(file.privateMagic().orElseThrow().version());
    store().updatePrivateMagic(Map.of(file.id(), privateMagic));
    MagicMetadata publicMagic = Ciphertexts.magic(file.publicMagic().orElseThrow().version());
    store().updatePublicMagic(Map.of(file.id(), publicMagic));
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
  default void theFirstMagicMetadataHasNoVersionToMeet() throws IOException {
    NewFile with = newFile(album(), Ciphertexts.bytes(10));
    NewFile without =
        new NewFile(
            with.collectionId(), with.key(), with.content(), with.thumbnail(), with.metadata(), Optional.empty(),
            Optional.empty());
    StoredFile file = store().registerFiles(List.of(without)).get(0);
    assertThat(file.privateMagic()).isEmpty();
    store().updatePrivateMagic(Map.of(file.id(), Ciphertexts.magic(1)));
    assertThat(onlyFile(file.collectionId()).privateMagic().orElseThrow().version()).isEqualTo(2);
    assertThat(onlyFile(file.collectionId()).publicMagic()).isEmpty();
  }

  @Test
  default void aStaleVersionIsAConflictAndChangesNoFileOfTheBatch() throws IOException {
    long album = album();
    List<StoredFile> files =
        store().registerFiles(List.of(newFile(album, Ciphertexts.bytes(10)), newFile(album, Ciphertexts.bytes(11))));
    store().updatePublicMagic(Map.of(files.get(1).id(), Ciphertexts.magic(1)));
    List<StoredFile> before = allFiles(album);
    Map<Long, MagicMetadata> stale =
        Map.of(files.get(0).id(), Ciphertexts.magic(1), files.get(1).id(), Ciphertexts.magic(1));
    assertReason(Reason.VERSION_CONFLICT, () -> store().updatePublicMagic(stale));
    assertThat(allFiles(album)).isEqualTo(before);
  }
}
