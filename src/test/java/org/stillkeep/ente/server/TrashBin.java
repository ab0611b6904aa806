package org.stillkeep.ente.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stillkeep.ente.server.FileRow.Membership;
import org.stillkeep.ente.server.FileRow.Trashing;

/** What happens to files that are thrown away. Used under the lock of the rows. */
final class TrashBin {

  private final Rows rows;
  private final S3Store objects;
  private final List<Long> deletedCollections = new ArrayList<>();

  TrashBin(Rows rows, S3Store objects) {
    this.rows = rows;
    this.objects = objects;
  }

  /** Takes a file out of all collections. One that is in the trash already stays as it is. */
  void put(FileRow file, long collectionId, long now) {
    if (file.isInTrash()) {
      return;
    }
    for (long each : List.copyOf(file.memberships.keySet())) {
      if (file.isIn(each)) {
        leave(file, each, now);
      } else {
        renew(file, each, now);
      }
    }
    file.trashing = new Trashing(collectionId, false, false, now, now);
    rows.save(file);
  }

  /** Marks a file as having left a collection; the caller saves it. */
  void leave(FileRow file, long collectionId, long now) {
    Membership old = file.memberships.get(collectionId);
    if (old != null && !old.left()) {
      file.memberships.put(
          collectionId, new Membership(old.encryptedKey(), old.keyNonce(), true, old.addedAt(), now));
      rows.touch(collectionId, now);
    }
  }

  /** Gives a row that left a collection the time of now; the collection keeps its own. */
  private static void renew(FileRow file, long collectionId, long now) {
    Membership old = file.memberships.get(collectionId);
    file.memberships.put(collectionId, new Membership(old.encryptedKey(), old.keyNonce(), true, old.addedAt(), now));
  }

  /** Puts a file into a collection unless it is there; the caller saves it. A row that had left keeps its key. */
  void join(FileRow file, CollectionRow collection, Fields wrapped, long now) {
    Optional<Membership> old = Optional.ofNullable(file.memberships.get(collection.id));
    if (file.isIn(collection.id)) {
      return;
    }
    file.memberships.put(
        collection.id,
        new Membership(
            old.map(Membership::encryptedKey).orElseGet(() -> wrapped.text("encryptedKey")),
            old.map(Membership::keyNonce).orElseGet(() -> wrapped.text("keyDecryptionNonce")),
            false, now, now));
    rows.touch(collection.id, now);
  }

  /** Removes a file of the trash for good. */
  void purge(FileRow file) {
    long now = rows.clock().tick();
    file.trashing = new Trashing(file.trashing.collectionId(), true, false, file.trashing.createdAt(), now);
    file.purged = true;
    objects.remove(file.content.key());
    objects.remove(file.thumbnail.key());
    rows.save(file);
  }

  /** Remembers a deleted collection whose files the next {@link #sweep} throws away. */
  void sweepLater(long collectionId) {
    deletedCollections.add(collectionId);
  }

  /** What a job of the server does once a minute. */
  void sweep() {
    for (long collectionId : deletedCollections) {
      long now = rows.clock().tick();
      rows.files().filter(each -> each.isIn(collectionId)).toList().forEach(each -> put(each, collectionId, now));
    }
    deletedCollections.clear();
  }
}
