package org.stillkeep.importer;

import java.time.LocalDateTime;
import java.util.Optional;
import org.stillkeep.asset.AssetDetails;
import org.stillkeep.asset.CaptureTime;
import org.stillkeep.media.EmbeddedTime;

/**
 * What a sidecar that arrives late changes about an asset. An asset that had none takes over all it says but what only its
 * owner can have written, a description; one that had another, from an earlier Takeout, only gets what it lacked: what its owner has changed since is not undone.
 */
final class Healing {

  private Healing() {}

  /** The better details; empty when the asset gains nothing. */
  static Optional<AssetDetails> better(AssetDetails now, AssetDetails told) {
    if (told.sidecarJson().isEmpty() || told.sidecarJson().equals(now.sidecarJson())) {
      return Optional.empty();
    }
    AssetDetails better = now.sidecarJson().isEmpty() ? takeOver(now, told) : fillIn(now, told);
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

  private static AssetDetails takeOver(AssetDetails now, AssetDetails told) {
    return new AssetDetails(
        told.title(),
        now.liveVideoTitle(),
        betterTime(now.taken(), told.taken()),
        told.modified().or(now::modified),
        told.place().or(now::place),
        now.description().isEmpty() ? told.description() : now.description(),
        told.people().isEmpty() ? now.people() : told.people(),
        now.archived() || told.archived(),
        told.url().or(now::url),
        told.sidecarJson());
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
        now.sidecarJson());
  }
}
