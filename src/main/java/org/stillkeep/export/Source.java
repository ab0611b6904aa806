package org.stillkeep.export;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
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

  /** More than any type needs to give itself away. */
  private static final int HEAD_BYTES = 4096;

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
    Optional<LiveHalves> halves = hold(asset);
    return halves.isPresent() ? new ByteArrayInputStream(halves.get().still()) : library.openContent(asset, half);
  }

  /** How the moving half begins, to tell what it is; fewer bytes if it is shorter. It has not been verified. */
  byte[] headOfMovingHalf(Asset asset) throws IOException {
    if (library.isRemote() && held.filter(each -> each.photo.equals(asset.hash())).isEmpty()) {
      hold(asset);
    }
    Optional<Held> kept = held.filter(each -> each.photo.equals(asset.hash()));
    if (kept.isPresent()) {
      return Arrays.copyOf(kept.get().video, Math.min(kept.get().video.length, HEAD_BYTES));
    }
    try (InputStream content = library.openContent(asset, Half.LIVE_VIDEO)) {
      return content.readNBytes(HEAD_BYTES);
    }
  }

  /** Downloads a live photo that is small enough, and keeps its moving half. */
  private Optional<LiveHalves> hold(Asset asset) throws IOException {
    boolean small = asset.sizeBytes() < MOST_HELD_BYTES && asset.liveVideoSizeBytes() < MOST_HELD_BYTES;
    Optional<LiveHalves> halves = small ? library.readHalves(asset, MOST_HELD_BYTES) : Optional.empty();
    held = halves.map(both -> new Held(asset.hash(), both.video()));
    return halves;
  }
}
