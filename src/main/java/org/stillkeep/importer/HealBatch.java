package org.stillkeep.importer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.stillkeep.asset.Album;
import org.stillkeep.asset.Asset;
import org.stillkeep.asset.AssetDetails;
import org.stillkeep.catalog.AssetOutline;
import org.stillkeep.catalog.AssetState;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.catalog.Outcome;
import org.stillkeep.catalog.StoredAsset;
import org.stillkeep.library.Library;

/**
 * Assets that are there and gain something: improved, filed and noted together, since each change of a store costs a few
 * syncs. A crash before that costs finding them again.
 */
final class HealBatch {

  private static final int MAX_ASSETS = 200;

  /** @param better the details that it gets, {@code albums} those that it joins */
  private record Waiting(
      AssetGroup group,
      long id,
      Outcome outcome,
      Optional<AssetDetails> better,
      List<Album> albums,
      boolean filed,
      Optional<Asset> mayHaveHalves) {}

  private final Library library;
  private final Catalog catalog;
  private final TakeoutAlbums albums;
  private final Halves halves;
  private final OutcomeWriter outcomes;
  private final OutlinesAhead outlines;
  private final ImportListener listener;
  private final List<Waiting> waiting = new ArrayList<>();
  private final Set<Long> waitingIds = new HashSet<>();
  private final Set<Long> restoredIds = new HashSet<>();
  private final ChangeRoom room = new ChangeRoom();
  private long healed;

  HealBatch(
      Library library,
      Catalog catalog,
      TakeoutAlbums albums,
      Halves halves,
      OutcomeWriter outcomes,
      ImportListener listener) {
    this.library = library;
    this.catalog = catalog;
    this.albums = albums;
    this.halves = halves;
    this.outcomes = outcomes;
    this.outlines = new OutlinesAhead(catalog.assets());
    this.listener = listener;
  }

  /** How many assets have gained something. */
  long healed() {
    return healed;
  }

  /** Notes that an asset has got back the content that it had lost. */
  void restored(long assetId) {
    restoredIds.add(assetId);
  }

  /** The asset as it is, with all that it was given so far. */
  StoredAsset latest(long assetId) throws IOException {
    if (waitingIds.contains(assetId)) {
      flush();
    }
    return catalog.assets().byId(assetId).orElseThrow();
  }

  /**
   * Takes an asset that may gain something of what a group tells.
   *
   * @param stored the {@link #latest}
   * @param fileNames what its entries are called
   */
  void add(AssetGroup group, StoredAsset stored, AssetDetails told, Set<String> fileNames, Outcome outcome)
      throws IOException {
    boolean active = stored.state() == AssetState.ACTIVE;
    Optional<AssetDetails> better = active ? Healing.better(stored, told, fileNames) : Optional.empty();
    boolean files = active && albums.isMissing(group, stored.id());
    List<Album> joins = files ? albums.toJoin(group, stored.id()) : List.of();
    Optional<Asset> mayHaveHalves = active ? Optional.of(stored.asset()) : Optional.empty();
    add(new Waiting(group, stored.id(), outcome, better, joins, files, mayHaveHalves));
  }

  /** Takes an asset that is active and certainly gains nothing, so that this is noted of the group. */
  void addUnchanged(AssetGroup group, long assetId) throws IOException {
    add(new Waiting(group, assetId, Outcome.ALREADY_THERE, Optional.empty(), List.of(), false, Optional.empty()));
  }

  /** An asset's outline; empty while it is about to change. */
  Optional<AssetOutline> outline(long assetId) {
    return waitingIds.contains(assetId) ? Optional.empty() : outlines.get(assetId);
  }

  private void add(Waiting next) throws IOException {
    if (next.better().filter(better -> !room.isThereFor(better)).isPresent()) {
      flush();
    }
    next.better().ifPresent(room::take);
    waiting.add(next);
    waitingIds.add(next.id());
    if (waiting.size() >= MAX_ASSETS) {
      flush();
    }
  }

  /** Gives all that wait what they gain: first in the store, then in the journal. */
  void flush() throws IOException {
    if (waiting.isEmpty()) {
      return;
    }
    List<Waiting> batch = List.copyOf(waiting);
    waiting.clear();
    waitingIds.clear();
    room.clear();
    improve(batch);
    file(batch);
    List<String> gains = new ArrayList<>();
    for (Waiting each : batch) {
      gains.add(gain(each));
    }
    catalog.inTransaction(
        () -> {
          for (int i = 0; i < batch.size(); i++) {
            outcomes.known(batch.get(i).group(), batch.get(i).id(), batch.get(i).outcome(), gains.get(i));
          }
        });
    for (int i = 0; i < batch.size(); i++) {
      if (!gains.get(i).isEmpty()) {
        outlines.forget();
        healed++;
        listener.healed(catalog.assets().byId(batch.get(i).id()).orElseThrow().asset());
      }
    }
  }

  private void improve(List<Waiting> batch) throws IOException {
    Map<Long, AssetDetails> better = new LinkedHashMap<>();
    batch.forEach(each -> each.better().ifPresent(details -> better.put(each.id(), details)));
    if (!better.isEmpty()) {
      library.improve(better);
    }
  }

  private void file(List<Waiting> batch) throws IOException {
    Map<Long, Album> joined = new LinkedHashMap<>();
    Map<Long, List<Long>> joining = new LinkedHashMap<>();
    for (Waiting each : batch) {
      for (Album album : each.albums()) {
        joined.put(album.id(), album);
        joining.computeIfAbsent(album.id(), first -> new ArrayList<>()).add(each.id());
      }
    }
    for (Album album : joined.values()) {
      library.addToAlbum(album, joining.get(album.id()));
    }
  }

  /** What it has gained, in words; empty text for nothing. */
  private String gain(Waiting each) throws IOException {
    List<String> gains = new ArrayList<>();
    if (restoredIds.remove(each.id())) {
      gains.add("its lost content");
    }
    if (each.better().isPresent()) {
      gains.add("metadata");
    }
    if (each.filed()) {
      gains.add("an album");
    }
    if (each.mayHaveHalves().isPresent() && halves.retire(each.mayHaveHalves().get())) {
      gains.add("its other half");
    }
    return gains.isEmpty() ? "" : "got " + String.join(", ", gains) + " from a later archive";
  }
}
