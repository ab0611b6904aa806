package org.stillkeep.vault;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.stillkeep.store.NewFile;
import org.stillkeep.store.ObjectRef;
import org.stillkeep.store.StoreException;
import org.stillkeep.store.StoreException.Reason;
import org.stillkeep.store.StoredFile;

/** Makes files of committed objects: those whose content no file has yet; of the others, finds their file. */
final class Registration {

  private final VaultState state;
  private final ChangePlans plans;
  private final ObjectFolder objects;
  private final FileRows fileRows;

  Registration(VaultState state, ChangePlans plans, ObjectFolder objects, FileRows fileRows) {
    this.state = state;
    this.plans = plans;
    this.objects = objects;
    this.fileRows = fileRows;
  }

  /** Makes rows durable and takes them into the index. */
  @FunctionalInterface
  interface Commit {
    void commit(List<Row> rows) throws IOException;
  }

  List<StoredFile> run(List<NewFile> files, Commit commit) throws IOException {
    ChangePlans.checkBatch(files.size());
    List<NewFile> unknown = new ArrayList<>();
    Set<String> contents = new HashSet<>();
    for (NewFile file : files) {
      for (ObjectRef object : objectsOf(file)) {
        checkCommitted(object);
      }
      if (fileOf(file) == 0 && contents.add(file.content().objectKey())) {
        unknown.add(file);
      }
    }
    List<Row> rows = plans.register(unknown);
    commit.commit(rows);
    for (NewFile file : unknown) {
      objectsOf(file).forEach(object -> objects.registered(object.objectKey()));
    }
    return fileRows.load(files.stream().map(this::pairOf).toList(), rows);
  }

  private void checkCommitted(ObjectRef object) throws IOException {
    long length = objects.length(object.objectKey());
    if (length != object.ciphertextBytes()) {
      throw new StoreException(
          Reason.REFUSED,
          "object " + object.objectKey() + " has " + length + " bytes, not " + object.ciphertextBytes());
    }
  }

  private int fileOf(NewFile file) {
    return state.objects().fileOf(file.content().objectKey());
  }

  /** The row in the collection that was asked for, or, for a file that was registered elsewhere, in its first one. */
  private int pairOf(NewFile file) {
    int pair = state.members().find(fileOf(file), file.collectionId());
    return pair == MemberTable.NONE ? state.members().firstOf(fileOf(file)) : pair;
  }

  private static List<ObjectRef> objectsOf(NewFile file) {
    List<ObjectRef> all = new ArrayList<>(List.of(file.content()));
    file.thumbnail().ifPresent(all::add);
    return all;
  }
}
