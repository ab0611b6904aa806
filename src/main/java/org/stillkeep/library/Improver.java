package org.stillkeep.library;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.stillkeep.asset.Asset;
import org.stillkeep.asset.AssetDetails;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.catalog.MagicText;
import org.stillkeep.catalog.StoredAsset;
import org.stillkeep.crypto.CryptoKey;
import org.stillkeep.store.LibraryStore;
import org.stillkeep.store.MagicMetadata;
import org.stillkeep.store.StoreException;

/**
 * Improves assets by what became known later. A change is merged into what other clients wrote; when one of them was faster,
 * its word is read first and the change merged again.
 */
final class Improver {

  private static final int MOST_TRIES = 4;

  private final LibraryStore store;
  private final Catalog catalog;
  private final KeyRing keyRing;
  private final Refresher refresher;
  private final SecureRandom random;

  Improver(LibraryStore store, Catalog catalog, KeyRing keyRing, Refresher refresher, SecureRandom random) {
    this.store = store;
    this.catalog = catalog;
    this.keyRing = keyRing;
    this.refresher = refresher;
    this.random = random;
  }

  /** An asset, what it is to become, and its two magic metadata as they are to be. */
  private record Change(StoredAsset stored, AssetDetails details, ObjectNode privateMagic, ObjectNode publicMagic) {}

  List<Asset> improve(Map<Long, AssetDetails> betterById) throws IOException {
    for (List<Long> batch : Albums.batches(List.copyOf(betterById.keySet()))) {
      improveBatch(batch, betterById);
    }
    List<Asset> improved = new ArrayList<>();
    for (long id : betterById.keySet()) {
      improved.add(stored(id).asset());
    }
    return improved;
  }

  private void improveBatch(List<Long> ids, Map<Long, AssetDetails> betterById) throws IOException {
    for (int tries = 1; ; tries++) {
      try {
        apply(plan(ids, betterById));
        return;
      } catch (StoreException e) {
        if (e.reason() != StoreException.Reason.VERSION_CONFLICT || tries == MOST_TRIES) {
          throw e;
        }
        refresher.refresh(() -> false);
        if (tries > 1) {
          // Some program has written without letting others notice, or the news are slow.
          refresher.reread(ids);
        }
      }
    }
  }

  private List<Change> plan(List<Long> ids, Map<Long, AssetDetails> betterById) throws IOException {
    List<Change> changes = new ArrayList<>();
    for (long id : ids) {
      StoredAsset stored = own(id);
      AssetDetails old = stored.asset().details();
      AssetDetails merged = Fields.normalised(merged(old, betterById.get(id)));
      if (!merged.equals(old)) {
        changes.add(
            new Change(
                stored,
                merged,
                AssetWriter.improvedPrivate(parsed(stored.privateMagic()), old, merged),
                AssetWriter.improvedPublic(parsed(stored.publicMagic()), old, merged)));
      }
    }
    return changes;
  }

  /** Public before private: the private one names the capture time that its source speaks of. */
  private void apply(List<Change> changes) throws IOException {
    List<Change> publicly =
        changes.stream().filter(each -> !each.publicMagic.toString().equals(each.stored.publicMagic().json())).toList();
    if (!publicly.isEmpty()) {
      store.updatePublicMagic(
          sealed(publicly, (change, key) -> magic(change.stored.publicMagic(), change.publicMagic, key)));
    }
    if (!changes.isEmpty()) {
      store.updatePrivateMagic(
          sealed(changes, (change, key) -> magic(change.stored.privateMagic(), change.privateMagic, key)));
    }
    catalog.inTransaction(() -> changes.forEach(each -> note(each, publicly.contains(each))));
  }

  private Map<Long, MagicMetadata> sealed(List<Change> changes, BiFunction<Change, CryptoKey, MagicMetadata> seal)
      throws IOException {
    Map<Long, MagicMetadata> sealed = new LinkedHashMap<>();
    for (Change change : changes) {
      try (CryptoKey fileKey = keyRing.ofOwnAsset(change.stored.id())) {
        sealed.put(change.stored.id(), seal.apply(change, fileKey));
      }
    }
    return sealed;
  }

  private MagicMetadata magic(MagicText lastRead, ObjectNode next, CryptoKey fileKey) {
    return Sealing.magic(Math.max(1, lastRead.version()), next, fileKey, random);
  }

  private void note(Change change, boolean isPublic) {
    StoredAsset old = change.stored;
    Asset asset = old.asset();
    catalog
        .assets()
        .upsert(
            old.with(
                new Asset(
                    asset.id(), asset.kind(), asset.hash(), asset.sizeBytes(), asset.liveVideoSizeBytes(), change.details),
                new MagicText(nextVersion(old.privateMagic()), Intake.withoutSidecar(change.privateMagic)),
                isPublic ? new MagicText(nextVersion(old.publicMagic()), change.publicMagic.toString()) : old.publicMagic()));
  }

  private static int nextVersion(MagicText lastRead) {
    return Math.max(1, lastRead.version()) + 1;
  }

  private StoredAsset own(long id) throws StoreException {
    StoredAsset stored = stored(id);
    if (stored.shared()) {
      throw new StoreException(StoreException.Reason.REFUSED, "asset " + id + " is somebody else's");
    }
    return stored;
  }

  private StoredAsset stored(long id) throws StoreException {
    return catalog
        .assets()
        .byId(id)
        .orElseThrow(() -> new StoreException(StoreException.Reason.NOT_FOUND, "the catalog knows no asset " + id));
  }

  static ObjectNode parsed(MagicText magic) throws IOException {
    try {
      return Json.parse(magic.json());
    } catch (UnreadableEntryException e) {
      throw new IOException("the catalog holds metadata that is not JSON", e);
    }
  }

  /** What is better, and for the rest what was known. Nobody is taken out of the archive by knowing more. */
  private static AssetDetails merged(AssetDetails old, AssetDetails better) {
    return new AssetDetails(
        better.title(),
        better.liveVideoTitle().or(old::liveVideoTitle),
        better.taken(),
        better.modified().or(old::modified),
        better.place().or(old::place),
        better.description().isEmpty() ? old.description() : better.description(),
        better.people().isEmpty() ? old.people() : better.people(),
        better.archived() || old.archived(),
        better.url().or(old::url),
        better.sidecarJson().or(old::sidecarJson),
        better.editedOf().or(old::editedOf));
  }
}
