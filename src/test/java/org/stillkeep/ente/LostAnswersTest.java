package org.stillkeep.ente;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stillkeep.store.Ciphertexts;
import org.stillkeep.store.CollectionType;
import org.stillkeep.store.EncryptedKey;
import org.stillkeep.store.NewFile;
import org.stillkeep.store.StoreException.Reason;
import org.stillkeep.store.StoredCollection;
import org.stillkeep.store.StoredFile;

/** A library on a server whose answers get lost: what was done is not done again. */
class LostAnswersTest extends StoreOnServer {

  @Test
  void anAlbumWhoseCreationWasNotAnsweredIsMadeOnce() throws IOException {
    server.apiFaults().loseAnswer("POST /collections", 1);
    StoredCollection created = store.createCollection(Ciphertexts.collection(CollectionType.ALBUM, Optional.empty()));
    assertThat(store.collectionsSince(0)).containsExactly(created);
  }

  @Test
  void anAlbumThatWasNotMadeIsMadeTheNextTime() throws IOException {
    server.apiFaults().fail("POST /collections", 2, 500, "{}");
    StoredCollection created = store.createCollection(Ciphertexts.collection(CollectionType.ALBUM, Optional.empty()));
    assertThat(store.collectionsSince(0)).containsExactly(created);
  }

  @Test
  void everyChangeWhoseAnswerGotLostIsMadeOnce() throws IOException {
    long first = album();
    long second = album();
    NewFile sent = newFile(first);
    server.apiFaults().loseAnswer("POST /files", 1);
    StoredFile file = store.registerFiles(List.of(sent)).get(0);
    Map<Long, EncryptedKey> keys = Map.of(file.id(), Ciphertexts.key());
    server.apiFaults().loseAnswer("POST /collections/add-files", 1);
    store.addToCollection(second, keys);
    long third = album();
    server.apiFaults().loseAnswer("POST /collections/move-files", 1);
    store.moveFiles(second, third, keys);
    server.apiFaults().loseAnswer("POST /files/trash", 1);
    store.trash(Map.of(file.id(), first));
    server.apiFaults().loseAnswer("POST /collections/restore-files", 1);
    store.restore(second, keys);
    server.apiFaults().loseAnswer("DELETE /collections", 1);
    store.deleteCollection(third);
    assertThat(store.filesSince(first, 0).files()).extracting(StoredFile::deleted).containsExactly(true);
    assertThat(store.filesSince(second, 0).files()).extracting(StoredFile::deleted).containsExactly(false);
    assertThat(store.trashSince(0)).extracting(each -> each.restored()).containsExactly(true);
  }

  @Test
  void aBatchOfWhichSomeWereMovedBeforeIsFinished() throws IOException {
    long from = album();
    long to = album();
    StoredFile moved = register(from);
    StoredFile left = register(from);
    store.moveFiles(from, to, Map.of(moved.id(), Ciphertexts.key()));
    store.moveFiles(from, to, Map.of(moved.id(), Ciphertexts.key(), left.id(), Ciphertexts.key()));
    assertThat(store.filesSince(to, 0).files()).hasSize(2).noneMatch(StoredFile::deleted);
  }

  @Test
  void aChangeOfMetadataWhoseAnswerGotLostIsAConflict() throws IOException {
    StoredFile file = register(album());
    server.apiFaults().loseAnswer("PUT /files/public-magic-metadata", 1);
    assertReason(
        Reason.VERSION_CONFLICT, () -> store.updatePublicMagic(Map.of(file.id(), Ciphertexts.magic(1))));
  }
}
