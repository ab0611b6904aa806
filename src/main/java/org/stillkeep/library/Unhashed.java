package org.stillkeep.library;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.LongPredicate;
import org.stillkeep.asset.Asset;
import org.stillkeep.asset.AssetKind;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.catalog.MagicText;
import org.stillkeep.catalog.Measured;
import org.stillkeep.catalog.StoredAsset;
import org.stillkeep.crypto.CryptoKey;
import org.stillkeep.store.LibraryStore;
import org.stillkeep.store.StoreException;
import org.stillkeep.store.StoreException.Reason;

/**
 * Finds out the hashes that old clients never noted, by reading content once. What was found is kept in the catalog first, so
 * that no content is read twice, and for one's own assets in their private magic metadata as well, so that a new catalog
 * knows it, too.
 */
final class Unhashed {

  /** What keeps a hash out of the store, and is no reason not to know it. */
  private static final Set<Reason> NO_MATTER =
      EnumSet.of(Reason.VERSION_CONFLICT, Reason.READ_ONLY, Reason.FULL, Reason.REFUSED, Reason.NOT_FOUND);

  /** When so many fail one after the other, it is the store that fails, and not this or that content. */
  private static final int MOST_AWAY_IN_A_ROW = 3;

  private final LibraryStore store;
  private final Catalog catalog;
  private final KeyRing keyRing;
  private final Contents contents;
  private final SecureRandom random;
  private final Object turn;

  /** Those that could not be read; not tried again by this object. */
  private final Set<Long> failed = ConcurrentHashMap.newKeySet();

  /** Those that the store failed at; tried again, but after all others. */
  private final Set<Long> notGivenOut = ConcurrentHashMap.newKeySet();

  /** @param turn the lock that is held while something changes, and not while content is read */
  Unhashed(
      LibraryStore store, Catalog catalog, KeyRing keyRing, Contents contents, SecureRandom random, Object turn) {
    this.store = store;
    this.catalog = catalog;
    this.keyRing = keyRing;
    this.contents = contents;
    this.random = random;
    this.turn = turn;
  }

  /** Reads assets one after the other until none is left, or so many bytes were read. */
  HashingSummary hash(long mostBytes, BooleanSupplier stopRequested) throws IOException {
    Set<Long> later = Set.copyOf(notGivenOut);
    Round round = new Round(mostBytes, stopRequested);
    round.run(id -> !later.contains(id));
    round.run(later::contains);
    return new HashingSummary(round.hashed, failed.size(), catalog.assets().countUnhashed());
  }

  private final class Round {

    private final long mostBytes;
    private final BooleanSupplier stopRequested;
    private long hashed;
    private long bytes;
    private int awayInARow;

    Round(long mostBytes, BooleanSupplier stopRequested) {
      this.mostBytes = mostBytes;
      this.stopRequested = stopRequested;
    }

    void run(LongPredicate isToBeRead) throws IOException {
      List<StoredAsset> next = catalog.assets().unhashedAfter(0);
      while (!next.isEmpty() && bytes < mostBytes) {
        for (StoredAsset stored : next) {
          Refresher.requireNotStopped(stopRequested);
          if (bytes < mostBytes && isToBeRead.test(stored.id())) {
            attempt(stored);
          }
        }
        next = catalog.assets().unhashedAfter(next.get(next.size() - 1).id());
      }
    }

    /** One content that the store does not give out must not keep all others from being known. */
    private void attempt(StoredAsset stored) throws IOException {
      try {
        Optional<Measured> measured = measured(stored, stopRequested);
        if (measured.isPresent()) {
          synchronized (turn) {
            note(measured.get());
          }
          hashed++;
          bytes += measured.get().sizeBytes() + measured.get().liveVideoSizeBytes();
          notGivenOut.remove(stored.id());
          awayInARow = 0;
        }
      } catch (StoreException e) {
        notGivenOut.add(stored.id());
        awayInARow++;
        if (e.reason() != Reason.UNAVAILABLE || awayInARow == MOST_AWAY_IN_A_ROW) {
          throw e;
        }
      }
    }
  }

  private Optional<Measured> measured(StoredAsset stored, BooleanSupplier stopRequested) throws IOException {
    Optional<Measured> known = catalog.measured().of(stored.id(), stored.content().header());
    if (known.isPresent() || failed.contains(stored.id())) {
      return known;
    }
    try {
      Measured measured = contents.measure(stored, stopRequested);
      catalog.measured().put(measured);
      return Optional.of(measured);
    } catch (DamagedAssetException e) {
      failed.add(stored.id());
      return Optional.empty();
    }
  }

  /** Reading has taken its time: what is noted is noted about the asset as it is now. */
  private void note(Measured measured) throws IOException {
    StoredAsset stored = catalog.assets().byId(measured.assetId()).orElseThrow();
    if (!measured.isOf(stored.content().header())) {
      return;
    }
    MagicText magic = stored.shared() ? stored.privateMagic() : noteInStore(stored, measured);
    Asset asset = stored.asset();
    Asset known =
        new Asset(
            asset.id(), asset.kind(), measured.hash(), measured.sizeBytes(), measured.liveVideoSizeBytes(), asset.details());
    catalog.assets().upsert(stored.hashed(known, magic));
  }

  /** Returns the magic metadata as they are now. */
  private MagicText noteInStore(StoredAsset stored, Measured measured) throws IOException {
    int version = Math.max(1, stored.privateMagic().version());
    ObjectNode magic = magic(stored, measured);
    try (CryptoKey fileKey = keyRing.ofOwnAsset(stored.id())) {
      store.updatePrivateMagic(Map.of(stored.id(), Sealing.magic(version, magic, fileKey, random)));
      return new MagicText(version + 1, Intake.withoutSidecar(magic));
    } catch (StoreException e) {
      if (!NO_MATTER.contains(e.reason())) {
        throw e;
      }
      return stored.privateMagic();
    }
  }

  private static ObjectNode magic(StoredAsset stored, Measured measured) throws IOException {
    ObjectNode magic = Improver.parsed(stored.privateMagic());
    boolean has = magic.get(Fields.STILLKEEP) instanceof ObjectNode;
    ObjectNode ours = has ? (ObjectNode) magic.get(Fields.STILLKEEP) : magic.putObject(Fields.STILLKEEP);
    // The catalog keeps the sidecar apart; without it here, the store would lose it.
    stored.asset().details().sidecarJson().ifPresent(sidecar -> ours.put(Fields.SIDECAR, sidecar));
    ours.put(Fields.HASH, measured.hash().text())
        .put(Fields.HASH_OF, Base64.getEncoder().encodeToString(measured.header()));
    if (stored.asset().kind() == AssetKind.LIVE_PHOTO) {
      ours.put(Fields.STILL_BYTES, measured.sizeBytes()).put(Fields.VIDEO_BYTES, measured.liveVideoSizeBytes());
    }
    return magic;
  }
}
