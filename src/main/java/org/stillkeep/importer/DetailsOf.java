package org.stillkeep.importer;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.stillkeep.asset.AssetDetails;
import org.stillkeep.asset.CaptureTime;
import org.stillkeep.asset.Place;
import org.stillkeep.catalog.ListedEntry;
import org.stillkeep.media.EmbeddedTime;
import org.stillkeep.takeout.Sidecar;
import org.stillkeep.takeout.TakeoutItem;

/** What a set tells about one asset beside its bytes: the sidecar first, then the bytes, then names. */
final class DetailsOf {

  private final SetReading reading;
  private final SetJournal journal;
  private final CaptureTimes times;
  private final Originals originals;

  DetailsOf(SetReading reading, SetJournal journal, CaptureTimes times, Originals originals) {
    this.reading = reading;
    this.journal = journal;
    this.times = times;
    this.originals = originals;
  }

  /** All that is told about an asset whose bytes are not looked at, but have told this before. */
  AssetDetails of(AssetGroup group, Optional<EmbeddedTime> embedded, Optional<Place> embeddedPlace) {
    return of(group, embedded, Optional.empty(), embeddedPlace);
  }

  /** All that is told about an asset whose bytes were read. */
  AssetDetails of(Content content) {
    return of(content.group(), content.taken(), content.written(), content.place());
  }

  private AssetDetails of(
      AssetGroup group, Optional<EmbeddedTime> embedded, Optional<EmbeddedTime> written, Optional<Place> embeddedPlace) {
    TakeoutItem lead = group.lead();
    ListedEntry media = reading.entry(group.items().get(0).media());
    Optional<Sidecar> sidecar = sidecar(lead);
    Optional<Instant> takenAt = sidecar.flatMap(Sidecar::takenAt);
    Optional<Place> place = sidecar.flatMap(Sidecar::place).or(() -> embeddedPlace);
    CaptureTime taken =
        times.resolve(
            new CaptureTimes.Clues(
                takenAt, embedded, written, place, media.path(), lead.folderYear(), media.modified()));
    String title = Titles.of(media.fileName(), sidecar.flatMap(Sidecar::title), lead.editedOf().isPresent());
    AssetDetails told =
        new AssetDetails(
        title,
        group.items().get(0).liveVideo().map(reading::entry).map(video -> videoTitle(title, media, video)),
        taken,
        sidecar.flatMap(Sidecar::modifiedAt),
        place,
        sidecar.flatMap(Sidecar::description).orElse(""),
        sidecar.map(Sidecar::people).orElse(List.of()),
        group.archived(),
        sidecar.flatMap(Sidecar::url),
        sidecar.map(Sidecar::rawJson),
        originals.of(group));
    return sidecar.flatMap(facts -> Exported.of(facts).map(ours -> ours.over(told, facts))).orElse(told);
  }

  private Optional<Sidecar> sidecar(TakeoutItem item) {
    return item.sidecar()
        .flatMap(journal::text)
        .flatMap(Sidecar::parse)
        .map(parsed -> parsed.fitting(reading.entry(item.media()).fileName()));
  }

  /** The moving half goes by the still's name, so that the pair is known as one wherever it is exported to. */
  private static String videoTitle(String title, ListedEntry still, ListedEntry video) {
    String name = video.fileName();
    int dot = name.lastIndexOf('.');
    int titleDot = title.lastIndexOf('.');
    boolean renamed = !title.equals(still.fileName()) && dot > 0 && titleDot > 0;
    return renamed ? title.substring(0, titleDot) + name.substring(dot) : name;
  }
}
