package org.stillkeep.importer;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.stillkeep.asset.CaptureTime;
import org.stillkeep.asset.Place;
import org.stillkeep.catalog.ListedEntry;
import org.stillkeep.importer.InspectReport.InspectedIgnored;
import org.stillkeep.importer.InspectReport.InspectedItem;
import org.stillkeep.importer.InspectReport.InspectedSidecar;
import org.stillkeep.inbox.EntryState;
import org.stillkeep.media.MediaFacts;
import org.stillkeep.takeout.EntryRef;
import org.stillkeep.takeout.IgnoredEntry;
import org.stillkeep.takeout.ItemKind;
import org.stillkeep.takeout.SidecarFacts;
import org.stillkeep.takeout.TakeoutAlbum;
import org.stillkeep.takeout.TakeoutItem;
import org.stillkeep.takeout.TakeoutSidecar;

/**
 * The lines of a report for one set.
 *
 * @param reading the set
 * @param archiveNames the file name of each part
 * @param facts looks into media whose sidecar does not tell a time
 * @param times resolves capture times
 */
record SetInspection(SetReading reading, List<String> archiveNames, EmbeddedFacts facts, CaptureTimes times) {

  /** In the order in which they lie on disk, which is the only cheap one in a TGZ. */
  void forEachItem(InspectReport.Taker<InspectedItem> taker) throws IOException {
    for (TakeoutItem item : reading.contents().items()) {
      taker.take(item(item));
    }
  }

  void forEachSidecar(InspectReport.Taker<InspectedSidecar> taker) throws IOException {
    for (TakeoutSidecar sidecar : reading.contents().sidecars()) {
      taker.take(sidecar(sidecar));
    }
  }

  void forEachIgnored(InspectReport.Taker<InspectedIgnored> taker) throws IOException {
    for (IgnoredEntry entry : reading.contents().ignored()) {
      taker.take(new InspectedIgnored(path(entry.ref()), archive(entry.ref()), entry.reason()));
    }
    for (EntryRef ref : reading.noFiles()) {
      String what = reading.entry(ref).state().toLowerCase(Locale.ROOT);
      taker.take(new InspectedIgnored(path(ref), archive(ref), what));
    }
  }

  /** The file names of the archives that hold anything of Google Photos. */
  Set<String> archivesWithPhotos() {
    Set<String> found = new HashSet<>();
    reading.contents().items().forEach(item -> found.add(archive(item.media())));
    reading.contents().sidecars().forEach(sidecar -> found.add(archive(sidecar.ref())));
    return found;
  }

  Forecast forecast() {
    long photos = 0;
    long videos = 0;
    long contentBytes = 0;
    long filedBytes = 0;
    for (TakeoutItem item : reading.contents().items()) {
      if (!item.trashed() && !item.locked() && problem(reading.entry(item.media())).isEmpty()) {
        long bytes = size(item.media()) + item.liveVideo().map(this::size).orElse(0L);
        filedBytes += bytes * Math.max(item.sameAs().isEmpty() ? 1 : 0, item.albums().size());
        if (item.sameAs().isEmpty()) {
          contentBytes += bytes;
          photos += item.kind() == ItemKind.VIDEO ? 0 : 1;
          videos += item.kind() == ItemKind.VIDEO ? 1 : 0;
        }
      }
    }
    return new Forecast(photos, videos, contentBytes, filedBytes);
  }

  private long size(EntryRef ref) {
    return reading.entry(ref).sizeBytes();
  }

  private InspectedItem item(TakeoutItem item) throws IOException {
    ListedEntry entry = reading.entry(item.media());
    Optional<SidecarFacts> sidecar = item.facts();
    Optional<Instant> takenAt = sidecar.flatMap(SidecarFacts::takenAt).filter(times::isPast);
    // Reading into every file of 50 GB would tell offsets of times that are known; only unknown times are worth that.
    Optional<MediaFacts> still = takenAt.isEmpty() ? facts.look(item.media()) : facts.seen(item.media());
    Optional<MediaFacts> video = takenAt.isEmpty() ? lookAtVideo(item) : Optional.empty();
    Optional<Place> place =
        sidecar.flatMap(SidecarFacts::place).or(() -> still.flatMap(MediaFacts::place)).or(() -> video.flatMap(MediaFacts::place));
    CaptureTime taken =
        times.resolve(
            new CaptureTimes.Clues(
                takenAt,
                still.flatMap(MediaFacts::taken).or(() -> video.flatMap(MediaFacts::taken)),
                still.flatMap(MediaFacts::written),
                place,
                entry.path(),
                item.folderYear(),
                entry.modified()));
    Optional<LocalDateTime> localTime = taken.offset().map(offset -> LocalDateTime.ofInstant(taken.instant(), offset));
    return new InspectedItem(
        entry.path(),
        archive(item.media()),
        item.kind().name().toLowerCase(Locale.ROOT),
        item.liveVideo().map(this::path),
        item.sidecar().map(this::path),
        item.sidecar().map(this::archive),
        item.rule(),
        item.confidence().name().toLowerCase(Locale.ROOT),
        Titles.of(entry.fileName(), sidecar.flatMap(SidecarFacts::title), item.editedOf().isPresent()),
        taken,
        localTime,
        taken.offset(),
        item.albums().stream().map(reading.contents().albums()::get).map(TakeoutAlbum::title).toList(),
        item.editedOf().map(this::path),
        item.sameAs().map(this::path),
        place,
        sidecar.flatMap(SidecarFacts::description).orElse(""),
        sidecar.map(SidecarFacts::people).orElse(List.of()),
        item.favorite(),
        item.archived(),
        item.trashed(),
        item.locked(),
        item.partner(),
        problem(entry));
  }

  private static Optional<String> problem(ListedEntry entry) {
    return switch (EntryState.valueOf(entry.state())) {
      case READABLE, DIRECTORY, SYMLINK -> Optional.empty();
      case EMPTY -> Optional.of("empty");
      case ENCRYPTED -> Optional.of("encrypted");
      case UNSUPPORTED_METHOD -> Optional.of("unsupported");
      case DAMAGED -> Optional.of("damaged");
    };
  }

  private Optional<MediaFacts> lookAtVideo(TakeoutItem item) throws IOException {
    return item.liveVideo().isPresent() ? facts.look(item.liveVideo().get()) : Optional.empty();
  }

  private InspectedSidecar sidecar(TakeoutSidecar sidecar) {
    return new InspectedSidecar(
        path(sidecar.ref()), archive(sidecar.ref()), sidecar.role(), sidecar.media().map(this::path));
  }

  private String path(EntryRef ref) {
    return reading.entry(ref).path();
  }

  private String archive(EntryRef ref) {
    return archiveNames.get(ref.archive());
  }
}
