package org.stillkeep.library;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.catalog.PendingRegistration;
import org.stillkeep.catalog.StoredAsset;
import org.stillkeep.crypto.CryptoKey;
import org.stillkeep.store.LibraryStore;
import org.stillkeep.store.NewFile;
import org.stillkeep.store.StoreException;
import org.stillkeep.store.StoreException.Reason;
import org.stillkeep.store.StoredFile;

/**
 * Registers files, and brings their rows into the catalog. What is sent to a store behind a network is noted word for word
 * before, and forgotten with the rows of its answer: if that gets lost, it is sent again, and the store tells what it made of it
 * the first time.
 */
final class Registrations {

  /** Said no once, it will say no again. */
  private static final Set<Reason> FOR_GOOD =
      EnumSet.of(Reason.NOT_FOUND, Reason.REFUSED, Reason.TOO_LARGE, Reason.DAMAGED);

  /** So often a store that is there may fail at one before it is no longer waited for. */
  private static final int MOST_FAILURES = 5;

  private final LibraryStore store;
  private final Catalog catalog;
  private final KeyRing keyRing;
  private final Intake intake;

  /** What failed last; guarded by the library's turn, as the next two are. */
  private Optional<PendingRegistration> failing = Optional.empty();

  private Optional<PendingRegistration> counted = Optional.empty();
  private int failures;

  Registrations(LibraryStore store, Catalog catalog, KeyRing keyRing, Intake intake) {
    this.store = store;
    this.catalog = catalog;
    this.keyRing = keyRing;
    this.intake = intake;
  }

  /**
   * What became of a file: its row, or why the store will never take it as it is. One that is refused keeps no other out.
   *
   * @param row empty when it was refused
   */
  record Registered(Optional<StoredFile> row, Optional<StoreException> refusal) {

    static Registered as(StoredFile row) {
      return new Registered(Optional.of(row), Optional.empty());
    }

    static Registered refused(StoreException why) {
      return new Registered(Optional.empty(), Optional.of(why));
    }
  }

  /**
   * Registers files; of a store that is not behind a network, all or none.
   *
   * @return what became of each, in the same order
   */
  List<Registered> register(List<NewFile> files) throws IOException {
    return store.isRemote()
        ? send(catalog.registrations().add(RegistrationBody.of(files)), files)
        : bring(store.registerFiles(files), () -> {});
  }

  /**
   * Sends again what never was answered.
   *
   * @return whether there was anything
   * @throws StoreException when the store cannot be asked; a store that is full only keeps it waiting
   */
  boolean sendPending() throws IOException {
    List<PendingRegistration> pending = catalog.registrations().all();
    for (PendingRegistration each : pending) {
      try {
        send(each, RegistrationBody.files(each.body()));
      } catch (StoreException e) {
        if (e.reason() != Reason.FULL) {
          failing = Optional.of(each);
          throw e;
        }
      }
    }
    return !pending.isEmpty();
  }

  /**
   * Gives up what the store has failed at again and again, though it was there. To be called when all that it has was read
   * since: what it may have made of it is in the catalog, and the rest has to be uploaded anew.
   *
   * @return whether it was given up
   */
  boolean giveUpFailing() throws IOException {
    failures = failing.equals(counted) ? failures + 1 : 1;
    counted = failing;
    if (failing.isEmpty() || failures < MOST_FAILURES) {
      return false;
    }
    PendingRegistration hopeless = failing.get();
    List<NewFile> files = RegistrationBody.files(hopeless.body());
    catalog.inTransaction(
        () -> {
          catalog.registrations().remove(hopeless);
          files.forEach(this::giveUp);
        });
    return true;
  }

  private List<Registered> send(PendingRegistration pending, List<NewFile> files) throws IOException {
    try {
      return bring(store.registerFiles(files), () -> catalog.registrations().remove(pending));
    } catch (StoreException e) {
      if (!FOR_GOOD.contains(e.reason())) {
        throw e;
      }
      return files.size() == 1 ? refused(e, files.get(0), pending) : sendEach(pending, files);
    }
  }

  private List<Registered> refused(StoreException why, NewFile file, PendingRegistration pending) {
    catalog.inTransaction(
        () -> {
          giveUp(file);
          catalog.registrations().remove(pending);
        });
    return List.of(Registered.refused(why));
  }

  /** The store said no to one of them. The note of all stays until each has its answer: they may be sent again any time. */
  private List<Registered> sendEach(PendingRegistration pending, List<NewFile> files) throws IOException {
    List<Registered> all = new ArrayList<>();
    for (NewFile file : files) {
      all.add(sendAlone(file));
    }
    catalog.registrations().remove(pending);
    return all;
  }

  private Registered sendAlone(NewFile file) throws IOException {
    try {
      return bring(store.registerFiles(List.of(file)), () -> {}).get(0);
    } catch (StoreException e) {
      if (!FOR_GOOD.contains(e.reason())) {
        throw e;
      }
      catalog.inTransaction(() -> giveUp(file));
      return Registered.refused(e);
    }
  }

  /** Its upload: gone on with, it would bring the same object, at which the store would say no again. */
  private void giveUp(NewFile file) {
    catalog.uploads().removeWithHeader(file.content().header());
  }

  private List<Registered> bring(List<StoredFile> rows, Runnable answered) throws IOException {
    List<Long> ids = rows.stream().map(StoredFile::id).toList();
    requireNoOthersNumber(rows, catalog.assets().byIds(ids));
    try (AlbumKeys albumKeys = new AlbumKeys(keyRing::ofAlbum)) {
      IdentityHashMap<StoredFile, CryptoKey> keys = new IdentityHashMap<>();
      for (StoredFile row : rows) {
        keys.put(row, albumKeys.of(row.collectionId()));
      }
      catalog.inTransaction(
          () -> {
            // What a refresh has brought meanwhile is newer: its owner may have seen it, and thrown it away.
            Set<Long> brought = new HashSet<>(catalog.assets().byIds(ids).keySet());
            rows.stream().filter(row -> brought.add(row.id())).forEach(row -> intake.bring(row, keys.get(row)));
            answered.run();
            catalog.uploads().removeRegistered(ids);
          });
      return rows.stream().map(Registered::as).toList();
    }
  }

  /** What the catalog has under a number is not given up for something new; the same file registered again has its header. */
  private static void requireNoOthersNumber(List<StoredFile> rows, Map<Long, StoredAsset> known) throws StoreException {
    for (StoredFile row : rows) {
      StoredAsset other = known.get(row.id());
      if (other != null && !Arrays.equals(other.content().header(), row.content().header())) {
        throw new StoreException(Reason.DAMAGED, "the store gives a new file the number of another, " + row.id());
      }
    }
  }
}
