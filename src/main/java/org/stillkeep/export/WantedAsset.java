package org.stillkeep.export;

import java.time.ZoneId;
import java.util.OptionalLong;
import org.stillkeep.asset.Asset;
import org.stillkeep.asset.AssetKind;
import org.stillkeep.asset.CaptureTime;
import org.stillkeep.asset.ContentHash;
import org.stillkeep.catalog.LedgerFile.Role;
import org.stillkeep.media.Inscription;

/**
 * What the planner needs to know of an asset: little enough to hold a whole folder of them in memory.
 *
 * @param id of the asset
 * @param hash of its content, both halves of it for a live photo
 * @param sizeBytes of the photo, the video, or the still; 0 when nobody knows
 * @param liveVideoBytes of the moving half; 0 for other kinds, and as long as nobody has measured the halves
 * @param title the name it would like to have
 * @param liveVideoTitle the name its moving half would like to have; empty text for other kinds
 * @param liveVideoUnnamed whether nobody has told that name, so that only the bytes will tell its extension
 * @param jsonStamp of its JSON
 * @param xmpStamp of its XMP
 * @param mediaStamp of its photo, video or halves: of what is to be written into them
 * @param timeMillis the file time it should have; empty when no time is known
 */
record WantedAsset(
    long id,
    ContentHash hash,
    long sizeBytes,
    long liveVideoBytes,
    String title,
    String liveVideoTitle,
    boolean liveVideoUnnamed,
    String jsonStamp,
    String xmpStamp,
    String mediaStamp,
    OptionalLong timeMillis) {

  static WantedAsset of(Asset asset, Filing filing, ZoneId zone, Embedding embedding) {
    Inscription inscription = Inscription.of(asset.details(), filing.favorite(), zone);
    boolean live = asset.kind() == AssetKind.LIVE_PHOTO && asset.hash().isLivePhoto();
    return new WantedAsset(
        asset.id(),
        asset.hash(),
        asset.sizeBytes(),
        live ? asset.liveVideoSizeBytes() : 0,
        asset.details().title(),
        live ? asset.details().liveVideoTitle().orElse(asset.details().title() + MovingHalf.USUAL_EXTENSION) : "",
        live && asset.details().liveVideoTitle().isEmpty(),
        Stamp.ofAsset(asset.details(), filing),
        Stamp.ofXmp(asset.details(), inscription),
        embedding.stamp(inscription),
        fileTime(asset));
  }

  /** The stamp of a sidecar of this role. */
  String stamp(Role sidecar) {
    return Sidecars.isXmp(sidecar) ? xmpStamp : jsonStamp;
  }

  boolean isLive() {
    return !liveVideoTitle.isEmpty();
  }

  /** Whether the sizes of its files are known. */
  boolean isMeasured() {
    return sizeBytes > 0 && (!isLive() || liveVideoBytes > 0);
  }

  /** The same of an asset. Other clients do not note the sizes of a live photo's halves, and old ones none at all. */
  static boolean isMeasured(Asset asset) {
    return asset.sizeBytes() > 0 && (!asset.hash().isLivePhoto() || asset.liveVideoSizeBytes() > 0);
  }

  long totalBytes() {
    return sizeBytes + liveVideoBytes;
  }

  private static OptionalLong fileTime(Asset asset) {
    CaptureTime taken = asset.details().taken();
    if (taken.source() != CaptureTime.Source.NONE) {
      return OptionalLong.of(taken.instant().toEpochMilli());
    }
    return asset.details().modified().map(time -> OptionalLong.of(time.toEpochMilli())).orElse(OptionalLong.empty());
  }
}
