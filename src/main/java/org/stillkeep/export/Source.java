package org.stillkeep.export;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.stillkeep.asset.Asset;
import org.stillkeep.asset.ContentHash;
import org.stillkeep.library.Half;
import org.stillkeep.library.Library;
import org.stillkeep.library.LiveHalves;

/**
 * Where content comes from. The halves of a live photo are one object: where the library is far away, and they are small enough
 * to be held, that is downloaded once, for the still, and the moving half is kept until it is asked for. For one thread.
 */
final class Source {

  /** More than a phone's camera makes of its few seconds. */
  private static final int MOST_HELD_BYTES = 16 << 20;

  /** The moving half that the next call will most likely ask for. */
  private record Held(ContentHash photo, byte[] video) {}

  private final Library library;
  private Optional<Held> held = Optional.empty();

  Source(Library library) {
    this.library = library;
  }

  /** Opens verified content, as {@link Library#openContent} does. */
  InputStream open(Asset asset, Half half) throws IOException {
    if (!library.isRemote() || !asset.hash().isLivePhoto()) {
      return library.openContent(asset, half);
    }
    Optional<Held> kept = held.filter(each -> each.photo.equals(asset.hash()));
    held = Optional.empty();
    if (half == Half.LIVE_VIDEO) {
      return kept.isPresent() ? new ByteArrayInputStream(kept.get().video) : library.openContent(asset, half);
    }
    boolean small = asset.sizeBytes() < MOST_HELD_BYTES && asset.liveVideoSizeBytes() < MOST_HELD_BYTES;
    Optional<LiveHalves> halves = small ? library.readHalves(asset, MOST_HELD_BYTES) : Optional.empty();
    if (halves.isEmpty()) {
      return library.openContent(asset, half);
    }
    held = Optional.of(new Held(asset.hash(), halves.get().video()));
    return new ByteArrayInputStream(halves.get().still());
  }
}
