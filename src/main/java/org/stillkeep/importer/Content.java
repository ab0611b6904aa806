package org.stillkeep.importer;

import java.util.Optional;
import org.stillkeep.asset.AssetKind;
import org.stillkeep.asset.ContentHash;
import org.stillkeep.asset.Place;
import org.stillkeep.library.SealedContent;
import org.stillkeep.media.EmbeddedTime;
import org.stillkeep.media.MediaFacts;
import org.stillkeep.takeout.ItemKind;

/**
 * Content that was read, and what its bytes said.
 *
 * @param group the group, with the item first that was read; without the halves of a live photo that could not be had
 * @param sealed empty when it was in the library before
 * @param facts those of the photo, the video, or the still of a live photo
 * @param video those of the moving half
 */
record Content(
    AssetGroup group, ContentHash hash, Optional<SealedContent> sealed, MediaFacts facts, Optional<MediaFacts> video) {

  Optional<EmbeddedTime> taken() {
    return facts.taken().or(() -> video.flatMap(MediaFacts::taken));
  }

  Optional<EmbeddedTime> written() {
    return facts.written();
  }

  Optional<Place> place() {
    return facts.place().or(() -> video.flatMap(MediaFacts::place));
  }

  /** The bytes know better than the name. */
  AssetKind kind() {
    if (hash.isLivePhoto()) {
      return AssetKind.LIVE_PHOTO;
    }
    boolean named = group.items().get(0).kind() == ItemKind.VIDEO;
    boolean moves = facts.type().isVideo() || (!facts.type().isPhoto() && named);
    return moves ? AssetKind.VIDEO : AssetKind.PHOTO;
  }

  /** The same, with its thumbnail in the store, or with none that could be put there; its embedded preview is done with. */
  Content with(SealedContent sealedAnew) {
    return new Content(group, hash, Optional.of(sealedAnew), facts.withoutThumbnail(), video);
  }
}
