package org.stillkeep.importer;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.stillkeep.asset.Asset;
import org.stillkeep.asset.AssetKind;
import org.stillkeep.asset.Place;
import org.stillkeep.catalog.AssetState;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.catalog.ListedEntry;
import org.stillkeep.catalog.Outcome;
import org.stillkeep.inbox.EntryException;
import org.stillkeep.inbox.EntryState;
import org.stillkeep.library.ByteObserver;
import org.stillkeep.library.ContentMismatchException;
import org.stillkeep.library.ContentPart;
import org.stillkeep.library.DamagedAssetException;
import org.stillkeep.library.Half;
import org.stillkeep.library.Library;
import org.stillkeep.library.SealedContent;
import org.stillkeep.media.EmbeddedTime;
import org.stillkeep.media.MediaFacts;
import org.stillkeep.media.MediaProbe;
import org.stillkeep.takeout.EntryRef;
import org.stillkeep.takeout.ItemKind;

/** Reads the content of a group once, from the first of its copies that is whole, into the library's store. */
final class ContentReader {

  /**
   * Sealed content and what its bytes said.
   *
   * @param group the group, with the item first that was read; without the halves of a live photo that could not be had
   */
  record Content(AssetGroup group, SealedContent sealed, MediaFacts facts, Optional<MediaFacts> video) {

    Optional<EmbeddedTime> taken() {
      return facts.taken().or(() -> video.flatMap(MediaFacts::taken));
    }

    Optional<EmbeddedTime> written() {
      return facts.written();
    }

    Optional<Place> place() {
      return facts.place().or(() -> video.flatMap(MediaFacts::place));
    }

    Optional<byte[]> thumbnailJpeg() {
      return facts.thumbnailJpeg();
    }

    /** The bytes know better than the name. */
    AssetKind kind() {
      if (sealed.hash().isLivePhoto()) {
        return AssetKind.LIVE_PHOTO;
      }
      boolean named = group.items().get(0).kind() == ItemKind.VIDEO;
      boolean video = facts.type().isVideo() || (!facts.type().isPhoto() && named);
      return video ? AssetKind.VIDEO : AssetKind.PHOTO;
    }
  }

  /** An entry that could not be read, and why. */
  record Broken(EntryRef ref, Outcome outcome, String message) {}

  private final Library library;
  private final Catalog catalog;
  private final SetJournal journal;
  private final OpenArchives archives;
  private final LongConsumer progress;
  private final BooleanSupplier stopRequested;
  private long bytesSealed;

  /** @param progress hears how many bytes of content have been read so far, in all */
  ContentReader(
      Library library,
      Catalog catalog,
      SetJournal journal,
      OpenArchives archives,
      LongConsumer progress,
      BooleanSupplier stopRequested) {
    this.library = library;
    this.catalog = catalog;
    this.journal = journal;
    this.archives = archives;
    this.progress = progress;
    this.stopRequested = stopRequested;
  }

  /**
   * Reads and seals a group's content; of a live photo that cannot be had whole, the half that can.
   *
   * @param begins hears which copy is being read
   * @param broken hears of entries that are broken
   * @return empty when no copy could be read
   * @throws IOException when the store fails
   */
  Optional<Content> read(AssetGroup group, Consumer<AssetGroup> begins, Consumer<Broken> broken) throws IOException {
    Optional<Content> found = firstWhole(group, begins, broken);
    return found.isEmpty() && group.isLive() ? firstWhole(group.movingHalves(), begins, broken) : found;
  }

  private Optional<Content> firstWhole(AssetGroup group, Consumer<AssetGroup> begins, Consumer<Broken> broken)
      throws IOException {
    // All moving halves of a group are alike, so any of them goes with any of its stills.
    Deque<EntryRef> videos = new ArrayDeque<>();
    group.items().forEach(item -> item.liveVideo().filter(this::canOpen).ifPresent(videos::add));
    Optional<Content> found = Optional.empty();
    for (int i = 0; i < group.items().size() && found.isEmpty(); i++) {
      AssetGroup candidate = group.startingWith(i);
      if (canOpen(candidate.items().get(0).media())) {
        begins.accept(candidate);
        found = attempt(candidate, videos, broken);
      }
    }
    return found;
  }

  private Optional<Content> attempt(AssetGroup group, Deque<EntryRef> videos, Consumer<Broken> broken)
      throws IOException {
    EntryRef still = group.items().get(0).media();
    Optional<EntryRef> video = Optional.ofNullable(videos.peek());
    Passage passage = new Passage(still, video);
    try {
      SealedContent sealed = library.seal(part(still, passage), video.map(ref -> part(ref, passage)), passage, stopRequested);
      AssetGroup had = video.map(group::withMovingHalf).orElseGet(group::stills);
      return Optional.of(new Content(had, sealed, passage.probe.finish(), passage.videoFacts()));
    } catch (EntryException | ContentMismatchException | DamagedAssetException e) {
      broken.accept(new Broken(passage.opened, outcomeOf(e), String.valueOf(e.getMessage())));
      // A broken moving half leaves the still as it is.
      return video.filter(passage.opened::equals).isPresent() ? attempt(group, rest(videos), broken) : Optional.empty();
    } catch (OpenArchives.LostArchiveException e) {
      // Noted where it was lost; a copy in another archive may still serve.
      return Optional.empty();
    }
  }

  private static Deque<EntryRef> rest(Deque<EntryRef> videos) {
    videos.remove();
    return videos;
  }

  private boolean canOpen(EntryRef ref) {
    return inArchive(ref) || inLibrary(ref).isPresent();
  }

  private boolean inArchive(EntryRef ref) {
    return journal.entries().state(ref) == EntryState.READABLE
        && !journal.outcome(ref).outcome().isFailure()
        && archives.isThere(archiveId(ref));
  }

  private long archiveId(EntryRef ref) {
    return journal.archive(ref).id();
  }

  private ContentPart part(EntryRef ref, Passage passage) {
    ListedEntry entry = journal.entries().entry(ref);
    return new ContentPart(
        entry.fileName(),
        entry.sizeBytes(),
        entry.crc32(),
        () -> {
          passage.opened = ref;
          Optional<Asset> asset = inArchive(ref) ? Optional.empty() : inLibrary(ref);
          return asset.isPresent()
              ? library.openContent(asset.get(), Half.STILL_OR_WHOLE)
              : archives.open(archiveId(ref), entry.position());
        });
  }

  /** One half of a live photo may be an asset already, its archive long gone. */
  private Optional<Asset> inLibrary(EntryRef ref) {
    OptionalLong id = journal.outcome(ref).assetId();
    return id.isEmpty()
        ? Optional.empty()
        : catalog
            .assets()
            .byId(id.getAsLong())
            .filter(stored -> stored.state() == AssetState.ACTIVE && stored.asset().kind() != AssetKind.LIVE_PHOTO)
            .map(stored -> stored.asset());
  }

  private static Outcome outcomeOf(IOException e) {
    if (!(e instanceof EntryException entry)) {
      return Outcome.DAMAGED;
    }
    return switch (entry.reason()) {
      case ENCRYPTED -> Outcome.ENCRYPTED;
      case UNSUPPORTED_METHOD -> Outcome.UNSUPPORTED;
      case CRC_MISMATCH, SIZE_MISMATCH, NOT_A_FILE, CORRUPT, CHANGED -> Outcome.DAMAGED;
    };
  }

  /** One content's way past the probes. */
  private final class Passage implements ByteObserver {

    private final MediaProbe probe;
    private final Optional<MediaProbe> videoProbe;
    private EntryRef opened;

    Passage(EntryRef still, Optional<EntryRef> video) {
      this.opened = still;
      this.probe = new MediaProbe(journal.entries().entry(still).fileName());
      this.videoProbe = video.map(ref -> new MediaProbe(journal.entries().entry(ref).fileName()));
    }

    @Override
    public void saw(Half half, byte[] bytes, int offset, int length) {
      if (half == Half.STILL_OR_WHOLE) {
        probe.update(bytes, offset, length);
      } else {
        videoProbe.ifPresent(video -> video.update(bytes, offset, length));
      }
      bytesSealed += length;
      progress.accept(bytesSealed);
    }

    Optional<MediaFacts> videoFacts() {
      return videoProbe.map(MediaProbe::finish);
    }
  }
}
