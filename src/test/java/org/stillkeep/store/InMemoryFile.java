package org.stillkeep.store;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A file of the in-memory store, wherever it is. */
final class InMemoryFile {

  /** Being, or having been, in a collection. */
  record Membership(EncryptedKey key, boolean left, long updatedAt) {}

  /** The latest way into or out of the trash. */
  record Trashing(long collectionId, boolean restored, long updatedAt) {}

  final long id;
  NewFile file;
  final Map<Long, Membership> memberships = new LinkedHashMap<>();
  Optional<MagicMetadata> privateMagic;
  Optional<MagicMetadata> publicMagic;
  Optional<Trashing> trashing = Optional.empty();
  boolean shared;

  InMemoryFile(long id, NewFile file) {
    this.id = id;
    this.file = file;
    this.privateMagic = file.privateMagic();
    this.publicMagic = file.publicMagic();
  }

  static List<ObjectRef> objectsOf(NewFile file) {
    return Stream.concat(Stream.of(file.content()), file.thumbnail().stream()).toList();
  }

  List<ObjectRef> objects() {
    return objectsOf(file);
  }

  boolean isIn(long collectionId) {
    return memberships.containsKey(collectionId) && !memberships.get(collectionId).left();
  }

  boolean isInTrash() {
    return trashing.isPresent() && !trashing.get().restored();
  }

  StoredFile row(long collectionId) {
    Membership membership = memberships.get(collectionId);
    return new StoredFile(
        id, collectionId, shared, membership.key(), file.content(), file.thumbnail(), file.metadata(), shared ? Optional.empty() : privateMagic, publicMagic,
        membership.left(), membership.updatedAt());
  }

  /** Its latest change of the trash, where there is one. */
  TrashedFile trashed() {
    Trashing latest = trashing.orElseThrow();
    return new TrashedFile(row(latest.collectionId()), latest.restored(), false, latest.updatedAt());
  }
}
