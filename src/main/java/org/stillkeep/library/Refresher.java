package org.stillkeep.library;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.stillkeep.asset.Album;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.catalog.CursorTable;
import org.stillkeep.catalog.StoredAlbum;
import org.stillkeep.crypto.CryptoKey;
import org.stillkeep.store.FilePage;
import org.stillkeep.store.LibraryStore;
import org.stillkeep.store.StoreException;
import org.stillkeep.store.StoredCollection;
import org.stillkeep.store.StoredFile;
import org.stillkeep.store.TrashedFile;

/**
 * Lets the catalog catch up with the store. Page by page: each page and the cursor after it are one transaction, so that
 * stopping anywhere loses nothing, and only one page is in memory. The cursor over collections moves last, when the files
 * of all of them have been read.
 */
final class Refresher {

  private static final String STORE = "library.store";
  static final String COLLECTIONS = "library.collections";
  private static final String TRASH = "library.trash";

  /** How often what changed while we were reading is read at once; others may change things all the time. */
  private static final int MOST_ROUNDS = 5;

  /** Of one collection, in one refresh; each may have thousands of files. */
  static final int MOST_PAGES = 100_000;
  /** There while the catalog shows one part of the library as it is and another as it was. */
  private static final String HALF_READ = "library.half-read";

  private final LibraryStore store;
  private final Catalog catalog;
  private final CursorTable cursors;
  private final KeyRing keyRing;
  private final Intake intake;
  /** Changes only while the catalog is half read. */
  private final AtomicLong edition = new AtomicLong();

  Refresher(LibraryStore store, Catalog catalog, KeyRing keyRing, Intake intake) {
    this.store = store;
    this.catalog = catalog;
    this.cursors = catalog.cursors();
    this.keyRing = keyRing;
    this.intake = intake;
  }

  /** The next store is another one, whichever it is. */
  static void forgetStore(Catalog catalog) {
    catalog.cursors().remove(STORE);
  }

  /** Forgets what the catalog knows of another store. */
  void adoptStore() {
    if (!cursors.text(STORE).equals(Optional.of(store.storeId()))) {
      catalog.inTransaction(
          () -> {
            catalog.forgetLibrary();
            forgetCursors();
            cursors.set(HALF_READ, 1);
            cursors.set(STORE, store.storeId());
          });
    }
  }

  /** Lets the next refresh read everything again. What the catalog knows stays, and is corrected where it is wrong. */
  void startOver() {
    catalog.inTransaction(
        () -> {
          forgetCursors();
          catalog.albums().forgetFilesRead();
        });
  }

  RefreshSummary refresh(BooleanSupplier stopRequested) throws IOException {
    long before = catalog.lastChange();
    long collectionsRead = cursors.number(COLLECTIONS);
    long newest = collectionsRead;
    List<StoredCollection> collections = store.collectionsSince(newest);
    for (int round = 1; round <= MOST_ROUNDS && !collections.isEmpty(); round++) {
      // All of them first: a file in the trash may belong to any.
      bringAll(collections);
      for (StoredCollection collection : collections) {
        readFiles(collection, stopRequested);
        newest = Math.max(newest, collection.updatedAt());
      }
      requireNotStopped(stopRequested);
      collections = store.collectionsSince(newest);
    }
    readTrash(stopRequested);
    finish(newest, collections.isEmpty());
    return new RefreshSummary(
        collectionsRead == 0,
        catalog.lastChange() - before,
        catalog.unreadable().all().size(),
        catalog.assets().countUnhashed());
  }

  /** See {@link Library#edition}. */
  OptionalLong edition() {
    long before = edition.get();
    boolean whole = cursors.number(HALF_READ) == 0 && before == edition.get();
    return whole ? OptionalLong.of(before) : OptionalLong.empty();
  }

  /** Reads assets as they are now: they may have changed without any page saying so, see {@link LibraryStore#file}. */
  void reread(List<Long> assetIds) throws IOException {
    for (long id : assetIds) {
      Optional<Album> own = catalog.albums().ownAlbumsOf(id).stream().findFirst();
      long albumId = own.isPresent() ? own.get().id() : keyRing.anyAlbumOf(id);
      Optional<StoredFile> row = store.file(albumId, id);
      if (row.isPresent()) {
        try (CryptoKey albumKey = keyRing.ofAlbum(albumId)) {
          catalog.inTransaction(() -> intake.bring(row.get(), albumKey));
        }
      }
    }
  }

  private void bringAll(List<StoredCollection> collections) {
    if (collections.isEmpty()) {
      return;
    }
    catalog.inTransaction(
        () -> {
          cursors.set(HALF_READ, 1);
          collections.forEach(intake::bring);
        });
    edition.incrementAndGet();
  }

  private void readFiles(StoredCollection collection, BooleanSupplier stopRequested) throws IOException {
    long id = collection.id();
    boolean isKnown = catalog.albums().byId(id).filter(album -> !album.removed()).map(StoredAlbum::id).isPresent();
    if (!isKnown) {
      return; // deleted, or unreadable and noted as such
    }
    try (CryptoKey albumKey = keyRing.ofAlbum(id)) {
      long read = catalog.albums().filesRead(id);
      boolean hasMore = read < collection.updatedAt();
      for (int pages = 0; hasMore; pages++) {
        requireNotStopped(stopRequested);
        FilePage page = store.filesSince(id, read);
        read = requireProgress(id, page, read, pages);
        bringPage(id, page.files(), albumKey);
        // What is newer still was changed while we were reading, and comes with the next round.
        hasMore = page.hasMore() && read < collection.updatedAt();
      }
    }
  }

  /** The time up to which this page brings the collection. */
  static long requireProgress(long albumId, FilePage page, long since, int pagesBefore) throws StoreException {
    long last = since;
    for (StoredFile row : page.files()) {
      if (row.updatedAt() <= since || row.updatedAt() < last || row.collectionId() != albumId) {
        throw damaged("the files of collection " + albumId + " come in no order");
      }
      last = row.updatedAt();
    }
    if (page.hasMore() && (last == since || pagesBefore == MOST_PAGES)) {
      throw damaged("the files of collection " + albumId + " have no end");
    }
    return last;
  }

  private static StoreException damaged(String what) {
    return new StoreException(StoreException.Reason.DAMAGED, what);
  }

  private void bringPage(long albumId, List<StoredFile> files, CryptoKey albumKey) {
    if (files.isEmpty()) {
      return;
    }
    catalog.inTransaction(
        () -> {
          files.forEach(row -> intake.bring(row, albumKey));
          catalog.albums().setFilesRead(albumId, files.get(files.size() - 1).updatedAt());
        });
  }

  private void readTrash(BooleanSupplier stopRequested) throws IOException {
    requireNotStopped(stopRequested);
    long since = cursors.number(TRASH);
    List<TrashedFile> changes = store.trashSince(since);
    if (!changes.isEmpty()) {
      if (changes.get(changes.size() - 1).updatedAt() <= since) {
        throw damaged("the changes of the trash come in no order");
      }
      catalog.inTransaction(
          () -> {
            for (TrashedFile change : changes) {
              requireNotStopped(stopRequested);
              intake.bring(change);
            }
            cursors.set(TRASH, changes.get(changes.size() - 1).updatedAt());
          });
    }
  }

  /**
   * What left all its albums and is not in the trash has been deleted for good by another client, or was moved while we were
   * reading: into an album that we had read already. Only when no album has changed since is it the former.
   */
  private void finish(long newest, boolean isQuiet) {
    catalog.inTransaction(
        () -> {
          if (isQuiet) {
            catalog.assets().withoutAlbum().forEach(catalog.assets()::remove);
          }
          catalog.uploads().removeRegistered();
          if (newest != cursors.number(COLLECTIONS)) {
            cursors.set(COLLECTIONS, newest);
          }
          if (cursors.number(HALF_READ) != 0) {
            cursors.remove(HALF_READ);
          }
        });
  }

  private void forgetCursors() {
    cursors.remove(COLLECTIONS);
    cursors.remove(TRASH);
  }

  /** Throws when the caller wants to stop. */
  static void requireNotStopped(BooleanSupplier stopRequested) {
    if (stopRequested.getAsBoolean()) {
      throw new CancellationException("stopped on request");
    }
  }
}
