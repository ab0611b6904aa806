package org.stillkeep.library;

import java.io.IOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
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

  List<StoredFile> register(List<NewFile> files) throws IOException {
    return store.isRemote()
        ? send(catalog.registrations().add(RegistrationBody.of(files)), files)
        : bring(store.registerFiles(files), Optional.empty());
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
        if (!FOR_GOOD.contains(e.reason()) && e.reason() != Reason.FULL) {
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
    catalog.inTransaction(() -> giveUp(hopeless, files));
    return true;
  }

  private List<StoredFile> send(PendingRegistration pending, List<NewFile> files) throws IOException {
    try {
      return bring(store.registerFiles(files), Optional.of(pending));
    } catch (StoreException e) {
      if (FOR_GOOD.contains(e.reason())) {
        catalog.inTransaction(() -> giveUp(pending, files));
      }
      throw e;
    }
  }

  /** Their uploads as well: gone on with, one would bring the same object, at which the store would say no again. */
  private void giveUp(PendingRegistration pending, List<NewFile> files) {
    catalog.registrations().remove(pending);
    files.forEach(file -> catalog.uploads().removeWithHeader(file.content().header()));
  }

  private List<StoredFile> bring(List<StoredFile> rows, Optional<PendingRegistration> answered) throws IOException {
    requireNoOthersNumber(rows);
    Map<Long, CryptoKey> albumKeys = new LinkedHashMap<>();
    try {
      for (StoredFile row : rows) {
        if (!albumKeys.containsKey(row.collectionId())) {
          albumKeys.put(row.collectionId(), keyRing.ofAlbum(row.collectionId()));
        }
      }
      catalog.inTransaction(
          () -> {
            // What a refresh has brought meanwhile is newer: its owner may have seen it, and thrown it away.
            rows.stream()
                .filter(row -> catalog.assets().byId(row.id()).isEmpty())
                .forEach(row -> intake.bring(row, albumKeys.get(row.collectionId())));
            answered.ifPresent(catalog.registrations()::remove);
            catalog.uploads().removeRegistered(rows.stream().map(StoredFile::id).toList());
          });
      return rows;
    } finally {
      albumKeys.values().forEach(CryptoKey::close);
    }
  }

  /** What the catalog has under a number is not given up for something new; the same file registered again has its header. */
  private void requireNoOthersNumber(List<StoredFile> rows) throws StoreException {
    for (StoredFile row : rows) {
      Optional<StoredAsset> known = catalog.assets().byId(row.id());
      if (known.isPresent() && !Arrays.equals(known.get().content().header(), row.content().header())) {
        throw new StoreException(Reason.DAMAGED, "the store gives a new file the number of another, " + row.id());
      }
    }
  }
}
