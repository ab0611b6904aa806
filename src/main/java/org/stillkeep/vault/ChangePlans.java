package org.stillkeep.vault;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.stillkeep.store.EncryptedKey;
import org.stillkeep.store.LibraryStore;
import org.stillkeep.store.MagicMetadata;
import org.stillkeep.store.NewCollection;
import org.stillkeep.store.NewFile;
import org.stillkeep.store.StoreException;
import org.stillkeep.store.StoreException.Reason;
import org.stillkeep.vault.Row.MagicKind;

/**
 * Decides what a request would change, as rows; writes nothing. An empty answer means that all is so already. Requests that
 * the store's contract forbids are refused here.
 */
final class ChangePlans {

  private final VaultState state;

  ChangePlans(VaultState state) {
    this.state = state;
  }

  List<Row> create(NewCollection collection) {
    if (collection.type().isOnceOnly() && state.collection(collection.type()).isPresent()) {
      return List.of();
    }
    return List.of(
        new Row.Collection(
            state.nextCollectionId(), collection.type(), collection.key(), collection.name(),
            collection.privateMagic(), false));
  }

  List<Row> rename(long collectionId, EncryptedKey name) throws StoreException {
    Row.Collection old = living(collectionId);
    return List.of(new Row.Collection(collectionId, old.type(), old.key(), name, old.privateMagic(), false));
  }

  List<Row> updateMagic(long collectionId, MagicMetadata magic) throws StoreException {
    Row.Collection old = living(collectionId);
    return List.of(
        new Row.Collection(collectionId, old.type(), old.key(), old.name(), Optional.of(next(magic)), false));
  }

  List<Row> delete(long collectionId) throws StoreException {
    Row.Collection old = living(collectionId);
    if (old.type().isOnceOnly()) {
      throw refused("the collection of type " + old.type().wireName() + " stays");
    }
    if (!state.isEmpty(collectionId)) {
      throw refused("collection " + collectionId + " is not empty");
    }
    return List.of(new Row.Collection(collectionId, old.type(), old.key(), old.name(), old.privateMagic(), true));
  }

  /** New files, none of whose contents any file has; they get the next ids, in this order. */
  List<Row> register(List<NewFile> files) throws StoreException {
    List<Row> rows = new ArrayList<>();
    long id = state.files().count();
    for (NewFile file : files) {
      living(file.collectionId());
      id++;
      rows.add(
          new Row.File(
              id, file.content(), file.thumbnail(), file.metadata(), file.privateMagic(), file.publicMagic()));
      rows.add(new Row.Member(id, file.collectionId(), file.key()));
    }
    return rows;
  }

  List<Row> add(long collectionId, Map<Long, EncryptedKey> keysByFileId) throws StoreException {
    checkBatch(keysByFileId.size());
    living(collectionId);
    List<Row> rows = new ArrayList<>();
    for (Map.Entry<Long, EncryptedKey> each : keysByFileId.entrySet()) {
      requireOutOfTrash(each.getKey());
      if (!state.members().isMember(each.getKey(), collectionId)) {
        rows.add(new Row.Member(each.getKey(), collectionId, each.getValue()));
      }
    }
    return rows;
  }

  List<Row> move(long from, long to, Map<Long, EncryptedKey> keysByFileId) throws StoreException {
    checkBatch(keysByFileId.size());
    living(from);
    living(to);
    if (from == to) {
      throw refused("files cannot move from collection " + from + " into itself");
    }
    List<Row> rows = new ArrayList<>();
    for (Map.Entry<Long, EncryptedKey> each : keysByFileId.entrySet()) {
      rows.addAll(move(from, to, requireOutOfTrash(each.getKey()), each.getValue()));
    }
    return rows;
  }

  private List<Row> move(long from, long to, long fileId, EncryptedKey key) throws StoreException {
    boolean inFrom = state.members().isMember(fileId, from);
    boolean inTo = state.members().isMember(fileId, to);
    if (!inFrom && !inTo) {
      throw refused("file " + fileId + " is neither in collection " + from + " nor in " + to);
    }
    List<Row> rows = new ArrayList<>();
    if (inFrom) {
      rows.add(new Row.Left(fileId, from));
    }
    if (!inTo) {
      rows.add(new Row.Member(fileId, to, key));
    }
    return rows;
  }

  List<Row> updateMagic(MagicKind kind, Map<Long, MagicMetadata> magicByFileId) throws StoreException {
    checkBatch(magicByFileId.size());
    List<Row> rows = new ArrayList<>();
    for (Map.Entry<Long, MagicMetadata> each : magicByFileId.entrySet()) {
      int stored = state.files().magicVersion(requireFile(each.getKey()), kind);
      if (stored != 0 && stored != each.getValue().version()) {
        throw new StoreException(
            Reason.VERSION_CONFLICT,
            "file " + each.getKey() + " has version " + stored + ", not " + each.getValue().version());
      }
      rows.add(new Row.Magic(each.getKey(), kind, next(each.getValue())));
    }
    return rows;
  }

  List<Row> trash(Set<Long> fileIds) throws StoreException {
    checkBatch(fileIds.size());
    List<Row> rows = new ArrayList<>();
    for (long fileId : fileIds) {
      requireFile(fileId);
      if (!state.isInTrash(fileId)) {
        rows.add(new Row.Trashed(fileId, anyCollectionOf(fileId)));
      }
    }
    return rows;
  }

  List<Row> restore(long collectionId, Map<Long, EncryptedKey> keysByFileId) throws StoreException {
    checkBatch(keysByFileId.size());
    living(collectionId);
    List<Row> rows = new ArrayList<>();
    for (Map.Entry<Long, EncryptedKey> each : keysByFileId.entrySet()) {
      long fileId = requireFile(each.getKey());
      if (state.isInTrash(fileId)) {
        rows.add(new Row.Restored(fileId));
        rows.add(new Row.Member(fileId, collectionId, each.getValue()));
      } else if (!state.members().isMember(fileId, collectionId)) {
        throw refused("file " + fileId + " is not in the trash");
      }
    }
    return rows;
  }

  /** The batch is not larger than the contract allows. */
  static void checkBatch(int files) throws StoreException {
    if (files > LibraryStore.MAX_BATCH) {
      throw refused(files + " files in one call, at most " + LibraryStore.MAX_BATCH + " are allowed");
    }
  }

  private long anyCollectionOf(long fileId) {
    long[] collectionId = {state.members().collection(state.members().firstOf(fileId))};
    state.members().forEachMembership(fileId, pair -> collectionId[0] = state.members().collection(pair));
    return collectionId[0];
  }

  private Row.Collection living(long collectionId) throws StoreException {
    return state
        .collection(collectionId)
        .filter(each -> !each.deleted())
        .orElseThrow(() -> new StoreException(Reason.NOT_FOUND, "no collection " + collectionId));
  }

  private long requireFile(long fileId) throws StoreException {
    if (!state.files().has(fileId)) {
      throw new StoreException(Reason.NOT_FOUND, "no file " + fileId);
    }
    return fileId;
  }

  private long requireOutOfTrash(long fileId) throws StoreException {
    if (state.isInTrash(requireFile(fileId))) {
      throw refused("file " + fileId + " is in the trash");
    }
    return fileId;
  }

  private static MagicMetadata next(MagicMetadata sent) {
    return new MagicMetadata(sent.version() + 1, sent.count(), sent.blob());
  }

  private static StoreException refused(String why) {
    return new StoreException(Reason.REFUSED, why);
  }
}
