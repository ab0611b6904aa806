package org.stillkeep.importer;

import java.io.IOException;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.Set;
import org.stillkeep.asset.AssetDetails;
import org.stillkeep.asset.CaptureTime;
import org.stillkeep.catalog.StoredAsset;
import org.stillkeep.library.Library;
import org.stillkeep.media.EmbeddedTime;

/**
 * What a sidecar that arrives late changes about an asset. An asset that had none takes over all it says but what its owner
 * has written meanwhile: a description, a name, a place, a time. One that had another, from an earlier Takeout, only gets
 * what it lacked. An edited copy learns of its original either way.
 */
final class Healing {

  private Healing() {}

  /**
   * The better details; empty when the asset gains nothing.
   *
   * @param fileNames what its entries are called: an asset of another title was named by its owner
   */
  static Optional<AssetDetails> better(StoredAsset stored, AssetDetails told, Set<String> fileNames) throws IOException {
    AssetDetails now = stored.asset().details();
    AssetDetails better = now;
    if (told.sidecarJson().isPresent() && now.sidecarJson().isPresent()) {
      better = told.sidecarJson().equals(now.sidecarJson()) ? now : fillIn(now, told);
    } else if (told.sidecarJson().isPresent()) {
      better = takeOver(now, told, fileNames.contains(now.title()), Library.isPlaceEdited(stored));
    }
    if (now.editedOf().isEmpty() && told.editedOf().isPresent()) {
      better = better.withOriginal(told.editedOf().get());
    }
    return better.equals(now) ? Optional.empty() : Optional.of(better);
  }

  /** The camera's clock, as far as the asset still knows it: it tells the offset of a sidecar's instant. */
  static Optional<EmbeddedTime> embedded(AssetDetails now) {
    CaptureTime taken = now.taken();
    return taken.source() == CaptureTime.Source.EMBEDDED
        ? taken
            .offset()
            .map(offset -> LocalDateTime.ofInstant(taken.instant(), offset))
            .map(digits -> new EmbeddedTime(digits, Optional.empty(), false, taken.accuracy()))
        : Optional.empty();
  }

  private static AssetDetails takeOver(AssetDetails now, AssetDetails told, boolean namedByFile, boolean placeEdited) {
    return new AssetDetails(
        namedByFile ? told.title() : now.title(),
        now.liveVideoTitle(),
        betterTime(now.taken(), told.taken()),
        told.modified().or(now::modified),
        placeEdited ? now.place().or(told::place) : told.place().or(now::place),
        now.description().isEmpty() ? told.description() : now.description(),
        told.people().isEmpty() ? now.people() : told.people(),
        now.archived() || told.archived(),
        told.url().or(now::url),
        told.sidecarJson(),
        now.editedOf());
  }

  /**
   * The time by the better source. Names are read anew with the place that a sidecar brings; the bytes are not at hand any
   * more, and a time that its owner has set counts as the sidecar's.
   */
  private static CaptureTime betterTime(CaptureTime now, CaptureTime told) {
    int order = told.source().compareTo(now.source());
    boolean readAnew = order == 0 && now.source().compareTo(CaptureTime.Source.EMBEDDED) > 0;
    boolean gainsClock = now.offset().isEmpty() && told.instant().equals(now.instant());
    return order < 0 || readAnew || gainsClock ? told : now;
  }

  private static AssetDetails fillIn(AssetDetails now, AssetDetails told) {
    return new AssetDetails(
        now.title(),
        now.liveVideoTitle(),
        betterTime(now.taken(), told.taken()),
        now.modified().or(told::modified),
        now.place().or(told::place),
        now.description().isEmpty() ? told.description() : now.description(),
        now.people().isEmpty() ? told.people() : now.people(),
        now.archived(),
        now.url().or(told::url),
        now.sidecarJson(),
        now.editedOf());
  }
}
