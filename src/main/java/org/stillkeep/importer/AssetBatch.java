package org.stillkeep.importer;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.stillkeep.asset.Album;
import org.stillkeep.asset.Asset;
import org.stillkeep.asset.AssetDetails;
import org.stillkeep.asset.ContentHash;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.catalog.Outcome;
import org.stillkeep.library.Addition;
import org.stillkeep.library.Library;
import org.stillkeep.library.NewAsset;
import org.stillkeep.library.SealedContent;
import org.stillkeep.store.StoreException;

/**
 * Assets whose content is durable and whose rows are not: registered together, since each registration costs a few syncs.
 * A crash before that costs reading their entries again.
 */
final class AssetBatch {

  private static final int MAX_ASSETS = 256;
  private static final long MAX_BYTES = 64L << 20;

  private static final Duration MAX_AGE = Duration.ofSeconds(5);

  /** @param retires whether others may have to give way to it */
  private record Waiting(NewAsset asset, AssetGroup group, boolean retires) {}

  private record Refused(Waiting file, StoreException why) {

    /** A store does not know what it is given. */
    StoreException named() {
      return new StoreException(why.reason(), file.asset().details().title() + ": " + why.getMessage(), why);
    }
  }

  private final Library library;
  private final Catalog catalog;
  private final Halves halves;
  private final Clock clock;
  private final OutcomeWriter outcomes;
  private final ImportListener listener;
  private final Consumer<ContentReader.Broken> failed;
  private final List<Waiting> waiting = new ArrayList<>();

  /** What any of their copies holds. */
  private final Set<ReadAhead.ContentKey> waitingContents = new HashSet<>();

  private final ChangeRoom room = new ChangeRoom();
  private long waitingBytes;
  private Instant waitingSince = Instant.MIN;
  private long added;
  private Optional<StoreException> firstRefusal = Optional.empty();

  /** @param failed hears of entries that the store will never take, on the thread that adds */
  AssetBatch(
      Library library,
      Catalog catalog,
      Halves halves,
      Clock clock,
      OutcomeWriter outcomes,
      ImportListener listener,
      Consumer<ContentReader.Broken> failed) {
    this.library = library;
    this.catalog = catalog;
    this.halves = halves;
    this.clock = clock;
    this.outcomes = outcomes;
    this.listener = listener;
    this.failed = failed;
  }

  /** How many assets have been added to the library. */
  long added() {
    return added;
  }

  /** Why the store did not take one asset or another, of which nothing is noted: they are to be tried again another time. */
  Optional<StoreException> firstRefusal() {
    return firstRefusal;
  }

  /** Whether an asset with this content waits. */
  boolean holds(ContentHash hash) {
    return waiting.stream().anyMatch(each -> each.asset().content().hash().equals(hash));
  }

  /** Whether an asset waits that may have one of these contents. */
  boolean mayHold(Set<ReadAhead.ContentKey> contents) {
    return !Collections.disjoint(waitingContents, contents);
  }

  /**
   * Takes an asset, and registers all that wait when they are many, large or old enough.
   *
   * @param contents how the archives name what its copies hold
   */
  void add(Content content, Set<ReadAhead.ContentKey> contents, AssetDetails details, List<Album> albums) throws IOException {
    add(content, contents, details, albums, true);
  }

  /** As {@link #add}, for content that the library has neither whole nor in part: none gives way to it. */
  void addNew(Content content, Set<ReadAhead.ContentKey> contents, AssetDetails details, List<Album> albums) throws IOException {
    add(content, contents, details, albums, false);
  }

  private void add(
      Content content, Set<ReadAhead.ContentKey> contents, AssetDetails details, List<Album> albums, boolean retires)
      throws IOException {
    if (!room.isThereFor(details)) {
      flush();
    }
    room.take(details);
    if (waiting.isEmpty()) {
      waitingSince = clock.instant();
    }
    SealedContent sealed = content.sealed().orElseThrow();
    NewAsset asset = new NewAsset(sealed, content.kind(), details, albums, content.facts().thumbnailJpeg());
    waiting.add(new Waiting(asset, content.group(), retires));
    waitingContents.addAll(contents);
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
    waitingContents.clear();
    waitingBytes = 0;
    room.clear();
    List<Addition> additions = library.add(batch.stream().map(Waiting::asset).toList());
    catalog.inTransaction(
        () -> {
          for (int i = 0; i < batch.size(); i++) {
            AssetGroup group = batch.get(i).group();
            additions.get(i).asset().ifPresent(asset -> outcomes.imported(group, asset.id()));
          }
        });
    for (int i = 0; i < batch.size(); i++) {
      if (additions.get(i).asset().isPresent()) {
        imported(batch.get(i), additions.get(i).asset().get());
      }
    }
    for (int i = 0; i < batch.size(); i++) {
      Waiting file = batch.get(i);
      additions.get(i).refusal().ifPresent(why -> refused(new Refused(file, why)));
    }
  }

  private void imported(Waiting file, Asset asset) throws IOException {
    added++;
    if (file.retires()) {
      halves.retire(asset);
    }
    listener.imported(asset);
  }

  /**
   * A file that is too large has come to its end. Of any other, a store that refuses it today may take it when it has been
   * mended, or has another version; one that it lost, or whose album has gone, is better sent anew.
   */
  private void refused(Refused one) {
    outcomes.refused(one.file().group(), one.why().getMessage());
    if (one.why().reason() == StoreException.Reason.TOO_LARGE) {
      isNeverTaken(one);
    } else {
      firstRefusal = firstRefusal.or(() -> Optional.of(one.named()));
    }
  }

  private void isNeverTaken(Refused one) {
    String message = "the library does not take it: " + one.why().getMessage();
    one.file().group().media().forEach(ref -> failed.accept(new ContentReader.Broken(ref, Outcome.UNSUPPORTED, message)));
  }
}
