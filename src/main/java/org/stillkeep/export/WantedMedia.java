package org.stillkeep.export;

import java.util.Optional;
import java.util.OptionalLong;
import org.stillkeep.asset.Asset;
import org.stillkeep.asset.ContentHash;
import org.stillkeep.catalog.LedgerFile;
import org.stillkeep.catalog.LedgerFile.Role;
import org.stillkeep.library.Half;
import org.stillkeep.media.Inscription;

/**
 * One photo, video or moving half that is wanted in a folder.
 *
 * @param from the folder whose copy of it may be moved here, if any
 * @param timeMillis the file time it should have; empty when no time is known
 * @param inscription what the copy shall say about itself; empty when it shall be the library's content byte for byte
 */
record WantedMedia(
    String folderKey,
    Asset asset,
    Role role,
    Optional<String> from,
    Step.Target target,
    OptionalLong timeMillis,
    Optional<Inscription> inscription) {

  /** Of the library's content. */
  ContentHash hash() {
    return role == Role.LIVE_VIDEO ? asset.hash().video() : asset.hash().still();
  }

  /** Of the library's content; where nobody has measured it, a guess or 0. */
  long sizeBytes() {
    return role == Role.LIVE_VIDEO ? asset.liveVideoSizeBytes() : asset.sizeBytes();
  }

  /** Of the library's content; empty when that is not known. */
  OptionalLong knownBytes() {
    return WantedAsset.isMeasured(asset) ? OptionalLong.of(sizeBytes()) : OptionalLong.empty();
  }

  Half half() {
    return role == Role.LIVE_VIDEO ? Half.LIVE_VIDEO : Half.STILL_OR_WHOLE;
  }

  /** The name that the library knows it by. */
  String title() {
    return role == Role.LIVE_VIDEO ? asset.details().liveVideoTitle().orElse("") : asset.details().title();
  }

  /** Whether nobody has told what its file is called, so that only the bytes tell. */
  boolean isUnnamed() {
    return role == Role.LIVE_VIDEO && asset.details().liveVideoTitle().isEmpty();
  }

  /** The same under another name in its folder. */
  WantedMedia at(String path) {
    return new WantedMedia(
        folderKey, asset, role, from, new Step.Target(path, target.candidates()), timeMillis, inscription);
  }

  /** The same, to be called like another copy of it where nobody has told its name. */
  WantedMedia like(LedgerFile copy) {
    return isUnnamed() ? at(MovingHalf.namedLike(target.path(), copy.path())) : this;
  }

  /** Its row in the ledger, about to be made with this content. */
  LedgerFile intent(ContentHash content, long contentBytes) {
    return LedgerFile.intent(folderKey, asset.id(), role, target.path(), content, contentBytes);
  }
}
