package org.stillkeep.ente.server;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Everything that the server remembers. Whoever reads or changes rows holds this object's lock; whoever changed one hands
 * it to {@code save}, which keeps it for good.
 */
final class Rows {

  private static final long FIRST_USER_ID = 1_580_559_962_386_438L;
  private static final long FIRST_COLLECTION_ID = 1_580_559_962_000L;
  private static final long FIRST_FILE_ID = 1_0000_0001L;

  private final ServerClock clock;
  private final Journal journal;
  private final TreeMap<Long, AccountRow> accounts = new TreeMap<>();
  private final TreeMap<Long, CollectionRow> collections = new TreeMap<>();
  private final TreeMap<Long, FileRow> files = new TreeMap<>();
  private final Map<String, SessionRow> sessions = new TreeMap<>();

  /** Remembers nothing yet but what the journal has. */
  Rows(ServerClock clock, Journal journal) {
    this.clock = clock;
    this.journal = journal;
    journal.replay(this::keep);
  }

  ServerClock clock() {
    return clock;
  }

  void save(Object row) {
    keep(row);
    journal.append(row);
  }

  private void keep(Object row) {
    if (row instanceof AccountRow account) {
      accounts.put(account.id, account);
    } else if (row instanceof CollectionRow collection) {
      clock.seen(collection.updatedAt);
      collections.put(collection.id, collection);
    } else if (row instanceof FileRow file) {
      file.memberships.values().forEach(each -> clock.seen(each.updatedAt()));
      files.put(file.id, file);
    } else {
      SessionRow session = (SessionRow) row;
      sessions.put(session.token, session);
    }
  }

  long nextUserId() {
    return accounts.isEmpty() ? FIRST_USER_ID : accounts.lastKey() + 1;
  }

  long nextCollectionId() {
    return collections.isEmpty() ? FIRST_COLLECTION_ID : collections.lastKey() + 1;
  }

  long nextFileId() {
    return files.isEmpty() ? FIRST_FILE_ID : files.lastKey() + 1;
  }

  AccountRow account(long userId) {
    return Optional.ofNullable(accounts.get(userId)).orElseThrow(() -> Refusal.plain(404));
  }

  Optional<AccountRow> accountOf(String email) {
    return accounts.values().stream().filter(each -> each.email.equals(email)).findFirst();
  }

  Optional<AccountRow> accountOfSrp(String srpUserId) {
    return accounts.values().stream().filter(each -> each.srp != null && each.srp.userId().equals(srpUserId)).findFirst();
  }

  Optional<SessionRow> session(String token) {
    return Optional.ofNullable(sessions.get(token));
  }

  List<SessionRow> sessionsOf(long userId) {
    return sessions.values().stream().filter(each -> each.userId == userId && !each.ended).toList();
  }

  /** Any collection, deleted or not. */
  CollectionRow collection(long collectionId) {
    return Optional.ofNullable(collections.get(collectionId)).orElseThrow(() -> Refusal.plain(404));
  }

  /** A collection that the user owns. */
  CollectionRow ownCollectionEvenDeleted(long collectionId, long userId) {
    CollectionRow collection = collection(collectionId);
    if (collection.ownerId != userId) {
      throw Refusal.plain(403);
    }
    return collection;
  }

  /** A collection that the user owns and that is not deleted. */
  CollectionRow ownCollection(long collectionId, long userId) {
    CollectionRow collection = ownCollectionEvenDeleted(collectionId, userId);
    if (collection.deleted) {
      throw Refusal.coded(404, "COLLECTION_DELETED");
    }
    return collection;
  }

  /** A collection that the user owns, deleted or not, or that is shared with the user. */
  CollectionRow readableCollection(long collectionId, long userId) {
    CollectionRow collection = collection(collectionId);
    if (collection.ownerId != userId && !collection.isSharedWith(userId)) {
      throw Refusal.plain(403);
    }
    return collection;
  }

  List<CollectionRow> collectionsOf(long userId) {
    return collections.values().stream().filter(each -> each.ownerId == userId).toList();
  }

  List<CollectionRow> collectionsSharedWith(long userId) {
    return collections.values().stream().filter(each -> each.shares.containsKey(userId)).toList();
  }

  Optional<FileRow> findFile(long fileId) {
    return Optional.ofNullable(files.get(fileId));
  }

  /** A file that the user owns and that is not gone for good. */
  FileRow ownFile(long fileId, long userId) {
    FileRow file = findFile(fileId).filter(each -> !each.purged).orElseThrow(() -> Refusal.plain(404));
    if (file.ownerId != userId) {
      throw Refusal.plain(403);
    }
    return file;
  }

  /** As {@link #ownFile}, of a batch: one that names an unknown file is malformed. */
  FileRow namedFile(long fileId, long userId) {
    Refusal.require(findFile(fileId).isPresent());
    return ownFile(fileId, userId);
  }

  Stream<FileRow> filesOf(long userId) {
    return files.values().stream().filter(each -> each.ownerId == userId);
  }

  Stream<FileRow> files() {
    return files.values().stream();
  }

  long usedBytes(long userId) {
    return filesOf(userId).mapToLong(FileRow::bytes).sum();
  }

  /** Rows of a collection that changed after the given time, in order of time. */
  List<FileRow> changedFiles(long collectionId, long since) {
    List<FileRow> changed = new ArrayList<>();
    for (FileRow file : files.values()) {
      FileRow.Membership membership = file.memberships.get(collectionId);
      if (membership != null && membership.updatedAt() > since) {
        changed.add(file);
      }
    }
    changed.sort(Comparator.comparingLong(each -> each.memberships.get(collectionId).updatedAt()));
    return changed;
  }

  /** Gives a collection the time of a change of its own or of its files. */
  void touch(long collectionId, long now) {
    CollectionRow collection = collection(collectionId);
    collection.updatedAt = now;
    save(collection);
  }
}
