package org.stillkeep.importer;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.stillkeep.asset.Album;
import org.stillkeep.asset.Asset;
import org.stillkeep.asset.AssetDetails;
import org.stillkeep.asset.ContentHash;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.library.Library;
import org.stillkeep.library.NewAsset;
import org.stillkeep.library.SealedContent;

/**
 * Assets whose content is durable and whose rows are not: registered together, since each registration costs a few syncs.
 * A crash before that costs reading their entries again.
 */
final class AssetBatch {

  private static final int MAX_ASSETS = 64;
  private static final long MAX_BYTES = 64L << 20;
  private static final Duration MAX_AGE = Duration.ofSeconds(5);

  private record Waiting(NewAsset asset, AssetGroup group) {}

  private final Library library;
  private final Catalog catalog;
  private final Halves halves;
  private final Clock clock;
  private final OutcomeWriter outcomes;
  private final ImportListener listener;
  private final List<Waiting> waiting = new ArrayList<>();
  private long waitingBytes;
  private Instant waitingSince = Instant.MIN;
  private long added;

  AssetBatch(Library library, Catalog catalog, Halves halves, Clock clock, OutcomeWriter outcomes, ImportListener listener) {
    this.library = library;
    this.catalog = catalog;
    this.halves = halves;
    this.clock = clock;
    this.outcomes = outcomes;
    this.listener = listener;
  }

  /** How many assets have been added to the library. */
  long added() {
    return added;
  }

  /** Whether an asset with this content waits. */
  boolean holds(ContentHash hash) {
    return waiting.stream().anyMatch(each -> each.asset().content().hash().equals(hash));
  }

  /** Whether an asset waits that may have one of these contents. */
  boolean mayHold(Set<ReadAhead.ContentKey> contents) {
    return waiting.stream()
        .map(each -> each.asset().content())
        .anyMatch(
            sealed ->
                contents.stream()
                    .mapToLong(ReadAhead.ContentKey::sizeBytes)
                    .anyMatch(size -> size == sealed.sizeBytes() || size == sealed.liveVideoSizeBytes()));
  }

  /** Takes an asset, and registers all that wait when they are many, large or old enough. */
  void add(Content content, AssetDetails details, List<Album> albums) throws IOException {
    if (waiting.isEmpty()) {
      waitingSince = clock.instant();
    }
    SealedContent sealed = content.sealed().orElseThrow();
    NewAsset asset = new NewAsset(sealed, content.kind(), details, albums, content.facts().thumbnailJpeg());
    waiting.add(new Waiting(asset, content.group()));
    waitingBytes += sealed.sizeBytes() + sealed.liveVideoSizeBytes();
    boolean old = Duration.between(waitingSince, clock.instant()).compareTo(MAX_AGE) >= 0;
    if (waiting.size() >= MAX_ASSETS || waitingBytes >= MAX_BYTES || old) {
      flush();
    }
  }

  /** Registers all that wait: first in the store, then in the journal. */
  void flush() throws IOException {
    if (waiting.isEmpty()) {
      return;
    }
    List<Waiting> batch = List.copyOf(waiting);
    waiting.clear();
    waitingBytes = 0;
    List<Asset> assets = library.add(batch.stream().map(Waiting::asset).toList());
    catalog.inTransaction(
        () -> {
          for (int i = 0; i < batch.size(); i++) {
            outcomes.imported(batch.get(i).group(), assets.get(i).id());
          }
        });
    for (int i = 0; i < batch.size(); i++) {
      halves.retire(assets.get(i));
      listener.imported(assets.get(i));
    }
    added += assets.size();
  }
}
