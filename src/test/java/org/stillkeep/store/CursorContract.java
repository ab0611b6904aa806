package org.stillkeep.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.stillkeep.store.StoreException.Reason;

/** What stores promise of the trash, and of times and pages. */
interface CursorContract extends StoreFixture {

  @Test
  default void aTrashedFileLeavesAllCollectionsAndCanBeReadStill() throws IOException {
    byte[] sealed = Ciphertexts.bytes(10);
    StoredFile file = register(album(), sealed);
    long second = album();
    store().addToCollection(second, Map.of(file.id(), Ciphertexts.key()));
    trash(file);
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
  default void trashingTwiceIsTrashingOnce() throws IOException {
    StoredFile file = register(album(), Ciphertexts.bytes(10));
    trash(file);
    trash(file);
    assertThat(store().trashSince(0)).hasSize(1);
  }

  @Test
  default void aTrashedFileIsNotAddedOrMoved() throws IOException {
    StoredFile file = register(album(), Ciphertexts.bytes(10));
    long second = album();
    trash(file);
    Map<Long, EncryptedKey> keys = Map.of(file.id(), Ciphertexts.key());
    assertReason(Reason.REFUSED, () -> store().addToCollection(second, keys));
    assertReason(Reason.REFUSED, () -> store().moveFiles(file.collectionId(), second, keys));
  }

  @Test
  default void aRestoredFileIsInTheNewCollectionOnly() throws IOException {
    StoredFile file = register(album(), Ciphertexts.bytes(10));
    long second = album();
    trash(file);
    long trashedAt = onlyTrashed(0).updatedAt();
    EncryptedKey key = Ciphertexts.key();
    store().restore(second, Map.of(file.id(), key));
    reopen();
    assertThat(onlyFile(second).deleted()).isFalse();
    assertThat(onlyFile(second).key()).isEqualTo(key);
    assertThat(onlyFile(file.collectionId()).deleted()).isTrue();
    assertThat(onlyTrashed(trashedAt).restored()).isTrue();
  }

  @Test
  default void restoringCanBeRepeatedAndIsRefusedForFilesThatWereNotTrashed() throws IOException {
    StoredFile file = register(album(), Ciphertexts.bytes(10));
    long second = album();
    Map<Long, EncryptedKey> keys = Map.of(file.id(), Ciphertexts.key());
    assertReason(Reason.REFUSED, () -> store().restore(second, keys));
    trash(file);
    store().restore(second, keys);
    store().restore(second, keys);
    assertThat(onlyFile(second).deleted()).isFalse();
  }

  @Test
  default void aRestoredFileCanBeTrashedAgain() throws IOException {
    StoredFile file = register(album(), Ciphertexts.bytes(10));
    long second = album();
    trash(file);
    store().restore(second, Map.of(file.id(), Ciphertexts.key()));
    trash(file);
    TrashedFile trashed = onlyTrashed(0);
    assertThat(trashed.restored()).isFalse();
    assertThat(onlyFile(second).deleted()).isTrue();
  }

  @Test
  default void changesAreSeenFromTheirTimeOnAndNotAgain() throws IOException {
    StoredFile file = register(album(), Ciphertexts.bytes(10));
    assertThat(store().filesSince(file.collectionId(), file.updatedAt()).files()).isEmpty();
    assertThat(store().filesSince(file.collectionId(), file.updatedAt() - 1).files()).containsExactly(file);
    long collectionTime = collection(file.collectionId()).updatedAt();
    assertThat(store().collectionsSince(collectionTime)).isEmpty();
  }

  @Test
  default void everyChangeOfAFileMakesItsCollectionsLater() throws IOException {
    StoredFile file = register(album(), Ciphertexts.bytes(10));
    long second = album();
    List<StoreChange> changes =
        List.of(
            () -> store().updatePublicMagic(Map.of(file.id(), Ciphertexts.magic(1))),
            () -> store().addToCollection(second, Map.of(file.id(), Ciphertexts.key())),
            () -> store().moveFiles(file.collectionId(), second, Map.of(file.id(), Ciphertexts.key())),
            () -> trash(file),
            () -> store().restore(second, Map.of(file.id(), Ciphertexts.key())));
    for (StoreChange change : changes) {
      long before = latestCollectionTime();
      change.run();
      assertThat(latestCollectionTime()).isGreaterThan(before);
      for (StoredCollection collection : store().collectionsSince(0)) {
        assertThat(allFiles(collection.id()))
            .allMatch(row -> row.deleted() || row.updatedAt() <= collection.updatedAt());
      }
    }
  }

  @Test
  default void pagesAscendAndNeverSplitOneTimeNorLoseARow() throws IOException {
    long album = album();
    Set<Long> expected = new HashSet<>();
    for (int batch = 1; batch <= 6; batch++) {
      List<NewFile> files = new ArrayList<>();
      for (int i = 0; i < batch; i++) {
        files.add(newFile(album, Ciphertexts.bytes(1)));
      }
      store().registerFiles(files).forEach(row -> expected.add(row.id()));
    }
    Set<Long> seen = new HashSet<>();
    long cursor = 0;
    FilePage page;
    do {
      page = store().filesSince(album, cursor);
      assertThat(page.files()).isSortedAccordingTo((a, b) -> Long.compare(a.updatedAt(), b.updatedAt()));
      assertThat(page.files().get(0).updatedAt()).isGreaterThan(cursor);
      for (StoredFile row : page.files()) {
        assertThat(seen.add(row.id())).as("row %s comes once", row.id()).isTrue();
      }
      cursor = page.files().get(page.files().size() - 1).updatedAt();
    } while (page.hasMore());
    assertThat(seen).isEqualTo(expected);
    assertThat(store().filesSince(album, cursor).files()).isEmpty();
    assertThat(store().filesSince(album, cursor).hasMore()).isFalse();
  }

  @Test
  default void aChangeWhileReadingPagesIsSeenInALaterOne() throws IOException {
    long album = album();
    List<StoredFile> files = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      files.add(register(album, Ciphertexts.bytes(1)));
    }
    FilePage first = store().filesSince(album, 0);
    store().updatePublicMagic(Map.of(files.get(0).id(), Ciphertexts.magic(1)));
    List<StoredFile> later = filesSince(album, first.files().get(first.files().size() - 1).updatedAt());
    assertThat(later).filteredOn(row -> row.id() == files.get(0).id()).hasSize(1);
  }

  @Test
  default void trashChangesAscend() throws IOException {
    long album = album();
    StoredFile first = register(album, Ciphertexts.bytes(10));
    StoredFile second = register(album, Ciphertexts.bytes(11));
    trash(second);
    trash(first);
    List<TrashedFile> trashed = store().trashSince(0);
    assertThat(trashed).extracting(each -> each.file().id()).containsExactly(second.id(), first.id());
    assertThat(store().trashSince(trashed.get(0).updatedAt())).hasSize(1);
    assertThat(store().trashSince(trashed.get(1).updatedAt())).isEmpty();
  }
}
