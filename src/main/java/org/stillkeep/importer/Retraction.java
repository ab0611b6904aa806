package org.stillkeep.importer;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.stillkeep.asset.Asset;
import org.stillkeep.asset.AssetDetails;
import org.stillkeep.asset.CaptureTime;
import org.stillkeep.catalog.OutcomeTable;
import org.stillkeep.catalog.StoredAsset;
import org.stillkeep.takeout.Sidecar;

/**
 * Takes back what an asset was told by a sidecar that is another's, as is known now that more of its set is there: a video
 * goes by the JSON of a photo of its name only as long as its own has not come.
 */
final class Retraction {

  private final OutcomeTable outcomes;
  private final SetJournal journal;

  Retraction(OutcomeTable outcomes, SetJournal journal) {
    this.outcomes = outcomes;
    this.journal = journal;
  }

  /** The asset as it would be without such a sidecar, and with all that its owner has made of it; else the asset as it is. */
  StoredAsset of(AssetGroup group, StoredAsset stored) {
    Optional<Sidecar> mistaken =
        stored
            .asset()
            .details()
            .sidecarJson()
            .filter(json -> isAnothers(group, json))
            .flatMap(json -> Sidecar.parse(json.getBytes(StandardCharsets.UTF_8)));
    String fileName = journal.entries().entry(group.items().get(0).media()).fileName();
    return mistaken.map(sidecar -> with(stored, without(stored.asset().details(), sidecar, fileName))).orElse(stored);
  }

  /** Whether the group had this sidecar when it was imported, and has others now. */
  private boolean isAnothers(AssetGroup group, String json) {
    return !group.sidecars().isEmpty()
        && group.sidecars().stream().noneMatch(ref -> isText(journal.text(ref), json))
        && group.items().stream().anyMatch(item -> isText(outcomes.sidecarTextOf(journal.key(item.media())), json));
  }

  private static boolean isText(Optional<byte[]> text, String json) {
    return text.filter(bytes -> new String(bytes, StandardCharsets.UTF_8).equals(json)).isPresent();
  }

  private static AssetDetails without(AssetDetails now, Sidecar mistaken, String fileName) {
    boolean titled = mistaken.title().map(String::strip).equals(Optional.of(now.title()));
    boolean timed = mistaken.takenAt().equals(Optional.of(now.taken().instant()));
    return new AssetDetails(
        titled ? fileName : now.title(),
        now.liveVideoTitle(),
        timed ? CaptureTime.unknown(now.taken().instant()) : now.taken(),
        now.modified().filter(modified -> !mistaken.modifiedAt().equals(Optional.of(modified))),
        now.place().filter(place -> !mistaken.place().equals(Optional.of(place))),
        mistaken.description().equals(Optional.of(now.description())) ? "" : now.description(),
        mistaken.people().equals(now.people()) ? List.of() : now.people(),
        now.archived(),
        now.url().filter(url -> !mistaken.url().equals(Optional.of(url))),
        Optional.empty(),
        now.editedOf());
  }

  private static StoredAsset with(StoredAsset stored, AssetDetails details) {
    Asset asset = stored.asset();
    return stored.with(
        new Asset(asset.id(), asset.kind(), asset.hash(), asset.sizeBytes(), asset.liveVideoSizeBytes(), details),
        stored.privateMagic(),
        stored.publicMagic());
  }
}
