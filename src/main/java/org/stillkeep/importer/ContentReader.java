package org.stillkeep.importer;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.stillkeep.asset.Asset;
import org.stillkeep.asset.AssetKind;
import org.stillkeep.asset.ContentHash;
import org.stillkeep.catalog.AssetState;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.catalog.ListedEntry;
import org.stillkeep.catalog.Outcome;
import org.stillkeep.catalog.StoredArchive;
import org.stillkeep.inbox.ArchiveKind;
import org.stillkeep.inbox.EntryException;
import org.stillkeep.inbox.EntryState;
import org.stillkeep.library.ContentMismatchException;
import org.stillkeep.library.ContentPart;
import org.stillkeep.library.DamagedAssetException;
import org.stillkeep.library.Half;
import org.stillkeep.library.Library;
import org.stillkeep.library.SealedContent;
import org.stillkeep.media.MediaProbe;
import org.stillkeep.store.StoreException;
import org.stillkeep.takeout.EntryRef;

/**
 * Reads the content of groups into the library's store, each once, from the first of its copies that is whole. Into a remote
 * store nothing is sent that is there already: content that can be read twice is hashed first, unless it is large and nothing
 * in the library has its size. Of archives that give it but once, it is held between; what is too large for that is sent as it
 * comes.
 *
 * <p>Several threads may read at the same time.
 */
final class ContentReader {

  /** An entry that could not be read, and why. */
  record Broken(EntryRef ref, Outcome outcome, String message) {}

  /**
   * What became of a group.
   *
   * @param content empty when no copy could be read
   * @param broken entries that turned out to be broken
   */
  record Reading(Optional<Content> content, List<Broken> broken) {}

  private final Library library;
  private final Catalog catalog;
  private final SetJournal journal;
  private final OpenArchives archives;
  private final Predicate<ContentHash> isThere;
  private final LikelyThere likelyThere;

  /** Of large content that was sent since {@link #likelyThere} was made. */
  private final Set<Long> sizesSent = ConcurrentHashMap.newKeySet();

  private final Thumbnails thumbnails;
  private final AtomicLong bytesDone = new AtomicLong();

  /**
   * @param isThere whether content need not be sent to the store, asked of remote ones only
   * @param likelyThere what may be there, of remote ones only
   */
  ContentReader(
      Library library,
      Catalog catalog,
      SetJournal journal,
      OpenArchives archives,
      Predicate<ContentHash> isThere,
      LikelyThere likelyThere) {
    this.library = library;
    this.catalog = catalog;
    this.journal = journal;
    this.archives = archives;
    this.isThere = isThere;
    this.likelyThere = likelyThere;
    this.thumbnails = new Thumbnails(library);
  }

  /** How many bytes of content are done with so far, by all threads. */
  long bytesDone() {
    return bytesDone.get();
  }

  /**
   * Reads a group's content, of a live photo that cannot be had whole the half that can.
   *
   * @param turn has come; ended as soon as nothing more is read from archives that give their entries in one order
   * @param begins hears which copy is being read, on this thread
   * @param progress is run now and then while content is read, on this thread
   * @throws IOException when the store fails
   */
  Reading read(
      AssetGroup group, ReadingTurn turn, Consumer<AssetGroup> begins, Runnable progress, BooleanSupplier stopRequested)
      throws IOException {
    return new Task(turn, begins, progress, stopRequested).read(group);
  }

  /** Whether something of a group lies in an archive that gives its entries in one order. */
  boolean isReadInTurn(AssetGroup group) {
    return group.media().stream().anyMatch(ref -> journal.archive(ref).kind().equals(ArchiveKind.TGZ.name()));
  }

  /** The reading of one group. */
  private final class Task {

    private final ReadingTurn turn;
    private final Consumer<AssetGroup> begins;
    private final Runnable progress;
    private final BooleanSupplier stopRequested;
    private final List<Broken> broken = new ArrayList<>();

    Task(ReadingTurn turn, Consumer<AssetGroup> begins, Runnable progress, BooleanSupplier stopRequested) {
      this.turn = turn;
      this.begins = begins;
      this.progress = progress;
      this.stopRequested = stopRequested;
    }

    Reading read(AssetGroup group) throws IOException {
      Optional<Content> found = firstWhole(group);
      if (found.isEmpty() && group.isLive() && !isAwaited(group)) {
        found = firstWhole(group.movingHalves());
      }
      return new Reading(found, List.copyOf(broken));
    }

    private Optional<Content> firstWhole(AssetGroup group) throws IOException {
      // All moving halves of a group are alike, so any of them goes with any of its stills.
      Deque<EntryRef> videos = new ArrayDeque<>();
      group.items().forEach(item -> item.liveVideo().filter(ContentReader.this::canOpen).ifPresent(videos::add));
      Optional<Content> found = Optional.empty();
      for (int i = 0; i < group.items().size() && found.isEmpty(); i++) {
        AssetGroup candidate = group.startingWith(i);
        if (canOpen(candidate.items().get(0).media())) {
          begins.accept(candidate);
          found = attempt(candidate, videos);
        }
      }
      return found;
    }

    private Optional<Content> attempt(AssetGroup group, Deque<EntryRef> videos) throws IOException {
      EntryRef still = group.items().get(0).media();
      Optional<EntryRef> video = Optional.ofNullable(videos.peek());
      if (video.isEmpty() && group.isLive() && isAwaited(group)) {
        return Optional.empty();
      }
      AssetGroup had = video.map(group::withMovingHalf).orElseGet(group::stills);
      Passage passage = new Passage(still, video, progress);
      try {
        return Optional.of(content(had, passage));
      } catch (EntryException | ContentMismatchException | DamagedAssetException e) {
        return without(passage.opened, outcomeOf(e), String.valueOf(e.getMessage()), group, videos);
      } catch (StoreException e) {
        if (e.reason() != StoreException.Reason.TOO_LARGE) {
          throw e;
        }
        // Of a live photo, the moving half makes it so.
        return without(video.orElse(still), Outcome.UNSUPPORTED, "it is larger than the library takes", group, videos);
      } catch (OpenArchives.NotNowException e) {
        // Noted where it failed; a copy may still serve.
        return passage.opened.equals(videos.peek()) ? withNext(videos, group) : Optional.empty();
      }
    }

    /** Notes a broken entry. A broken moving half leaves the still as it is. */
    private Optional<Content> without(
        EntryRef ref, Outcome outcome, String message, AssetGroup group, Deque<EntryRef> videos) throws IOException {
      broken.add(new Broken(ref, outcome, message));
      if (!ref.equals(videos.peek())) {
        return Optional.empty();
      }
      videos.remove();
      return attempt(group, videos);
    }

    private Optional<Content> withNext(Deque<EntryRef> videos, AssetGroup group) throws IOException {
      videos.remove();
      return attempt(group, videos);
    }

    private Content content(AssetGroup had, Passage passage) throws IOException {
      ContentPart still = part(passage.still, passage, passage.stillBytes);
      Optional<ContentPart> video = passage.video.map(ref -> part(ref, passage, passage.videoBytes));
      boolean again = library.isRemote() && (isCheapToReadAgain(passage.still, passage.video) || passage.holds());
      long bytes = still.sizeBytes() + video.map(ContentPart::sizeBytes).orElse(0L);
      boolean hashesFirst = again && isWorthHashing(bytes, video.isPresent());
      if (hashesFirst) {
        ContentHash hash = library.hash(still, video, passage::probe, stopRequested);
        if (passage.isHeld()) {
          turn.end();
        }
        if (isThere.test(hash)) {
          passage.count(bytes);
          return passage.found(had, hash, Optional.empty());
        }
      }
      SealedContent sealed =
          library.seal(still, video, hashesFirst ? passage::count : passage::probeAndCount, stopRequested);
      Content found = passage.found(had, sealed.hash(), Optional.of(sealed));
      if (!library.wantsThumbnails()) {
        return thumbnails.withPreview(found, stopRequested);
      }
      if (isThere.test(sealed.hash())) {
        return found;
      }
      return thumbnails.withThumbnail(found, again ? Optional.of(still.opener()) : Optional.empty(), stopRequested);
    }
  }

  /**
   * Hashing what is large takes a third of what sending it does, in vain if it is new. A half of that size whose live photo is
   * there goes unnoticed, and is sent for nothing; they are far smaller.
   */
  private boolean isWorthHashing(long bytes, boolean isLive) {
    return bytes <= HeldBytes.MOST_BYTES || likelyThere.has(bytes, isLive) || !sizesSent.add(bytes);
  }

  private boolean isCheapToReadAgain(EntryRef still, Optional<EntryRef> video) {
    return archives.isCheapToReadAgain(archiveId(still))
        && video.map(ref -> archives.isCheapToReadAgain(archiveId(ref))).orElse(true);
  }

  private boolean canOpen(EntryRef ref) {
    return inArchive(ref) || inLibrary(ref).isPresent();
  }

  private boolean isToBeRead(EntryRef ref) {
    return journal.entries().state(ref) == EntryState.READABLE && !journal.outcome(ref).outcome().isFailure();
  }

  private boolean inArchive(EntryRef ref) {
    return isToBeRead(ref)
        && archives.isThere(archiveId(ref), journal.entries().entry(ref));
  }

  /** Whether something of a group cannot be read for now: without it, half of a live photo would be taken for the whole. */
  private boolean isAwaited(AssetGroup group) {
    return group.media().stream().anyMatch(ref -> isToBeRead(ref) && journal.present().containsKey(archiveId(ref)) && !inArchive(ref));
  }

  private long archiveId(EntryRef ref) {
    return journal.archive(ref).id();
  }

  private ContentPart part(EntryRef ref, Passage passage, Optional<HeldBytes> held) {
    ListedEntry entry = journal.entries().entry(ref);
    return new ContentPart(
        entry.fileName(),
        entry.sizeBytes(),
        entry.crc32(),
        identity(ref, entry),
        () -> {
          passage.opened = ref;
          if (held.filter(HeldBytes::isComplete).isPresent()) {
            return held.get().open();
          }
          Optional<Asset> asset = inArchive(ref) ? Optional.empty() : inLibrary(ref);
          return asset.isPresent()
              ? library.openContent(asset.get(), Half.STILL_OR_WHOLE)
              : archives.open(archiveId(ref), entry);
        });
  }

  /** A ZIP's fingerprint is that of its directory, in which each entry's CRC-32 stands. Folders may be others at any time. */
  private Optional<String> identity(EntryRef ref, ListedEntry entry) {
    StoredArchive archive = journal.archive(ref);
    boolean lasting = archive.kind().equals(ArchiveKind.ZIP.name()) && inArchive(ref);
    return lasting
        ? Optional.of(
            String.join(
                "/", archive.fingerprint(), Long.toString(entry.sizeBytes()), Long.toHexString(entry.crc32()), entry.path()))
        : Optional.empty();
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
  private final class Passage {

    private final EntryRef still;
    private final Optional<EntryRef> video;
    private final Runnable progress;
    private final MediaProbe probe;
    private final Optional<MediaProbe> videoProbe;
    private final Optional<HeldBytes> stillBytes;
    private final Optional<HeldBytes> videoBytes;
    private EntryRef opened;

    Passage(EntryRef still, Optional<EntryRef> video, Runnable progress) {
      this.still = still;
      this.video = video;
      this.progress = progress;
      this.opened = still;
      ListedEntry entry = journal.entries().entry(still);
      this.probe = new MediaProbe(entry.fileName());
      this.videoProbe = video.map(ref -> new MediaProbe(journal.entries().entry(ref).fileName()));
      long videoSize = video.map(ref -> journal.entries().entry(ref).sizeBytes()).orElse(0L);
      boolean holds =
          library.isRemote()
              && !isCheapToReadAgain(still, video)
              && entry.sizeBytes() + videoSize <= HeldBytes.MOST_BYTES;
      this.stillBytes = holds ? Optional.of(new HeldBytes(entry.sizeBytes())) : Optional.empty();
      this.videoBytes = holds ? video.map(any -> new HeldBytes(videoSize)) : Optional.empty();
    }

    boolean holds() {
      return stillBytes.isPresent();
    }

    /** Whether all of it is, so that no archive is asked for it any more. */
    boolean isHeld() {
      return stillBytes.filter(HeldBytes::isComplete).isPresent()
          && (video.isEmpty() || videoBytes.filter(HeldBytes::isComplete).isPresent());
    }

    void probeAndCount(Half half, byte[] bytes, int offset, int length) {
      probe(half, bytes, offset, length);
      count(half, bytes, offset, length);
    }

    void probe(Half half, byte[] bytes, int offset, int length) {
      if (half == Half.STILL_OR_WHOLE) {
        probe.update(bytes, offset, length);
        stillBytes.ifPresent(held -> held.add(bytes, offset, length));
      } else {
        videoProbe.ifPresent(moving -> moving.update(bytes, offset, length));
        videoBytes.ifPresent(held -> held.add(bytes, offset, length));
      }
    }

    void count(Half half, byte[] bytes, int offset, int length) {
      count(length);
    }

    void count(long bytes) {
      bytesDone.addAndGet(bytes);
      progress.run();
    }

    /** Once all bytes have passed. */
    Content found(AssetGroup had, ContentHash hash, Optional<SealedContent> sealed) {
      return new Content(had, hash, sealed, probe.finish(), videoProbe.map(MediaProbe::finish));
    }
  }
}
