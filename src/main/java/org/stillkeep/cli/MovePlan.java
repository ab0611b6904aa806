package org.stillkeep.cli;

import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import org.stillkeep.catalog.AssetState;
import org.stillkeep.catalog.StoredAsset;
import org.stillkeep.library.Library;

/**
 * What there is to move from one library into another, as far as both catalogs know.
 *
 * @param toSend assets that the other library lacks, those in the trash among them
 * @param toSendBytes bytes of their sealed content
 * @param there assets that are in the other library
 * @param unhashed assets of which it will only be known after they were read once
 */
record MovePlan(long toSend, long toSendBytes, long there, long unhashed) {

  /** Compares two libraries that were just brought in step. */
  static MovePlan of(OpenLibrary from, OpenLibrary to) {
    Counting counting = new Counting(to.library());
    for (AssetState state : List.of(AssetState.ACTIVE, AssetState.TRASHED)) {
      from.catalog().assets().forEach(state, counting::add);
    }
    return new MovePlan(counting.toSend, counting.toSendBytes, counting.there, counting.unhashed);
  }

  private static final class Counting {

    private final Library target;
    private long toSend;
    private long toSendBytes;
    private long there;
    private long unhashed;

    private Counting(Library target) {
      this.target = target;
    }

    private void add(StoredAsset asset) {
      if (asset.shared()) {
        return;
      }
      boolean isThere =
          asset.hashed()
              && (target.find(asset.asset().hash()).isPresent() || target.findTrashed(asset.asset().hash()).isPresent());
      if (isThere) {
        there++;
        return;
      }
      toSend++;
      toSendBytes += Math.max(0, asset.content().ciphertextBytes());
      unhashed += asset.hashed() ? 0 : 1;
    }
  }

  /** For people. */
  String inWords(boolean dryRun) {
    return Figures.count(toSend, "photo or video", "photos and videos")
        + " (" + Figures.size(toSendBytes) + ") " + (dryRun ? "would be moved" : "to be moved") + ", " + there + " there already"
        + (unhashed == 0 ? "" : "; " + unhashed + " of them have to be read first, to see whether they are there");
  }

  /**
   * Refuses before anything is sent what cannot end well.
   *
   * @param words the other library, for people
   */
  void requireRoomIn(OpenLibrary to, String words) throws IOException {
    OptionalLong free = to.store().store().freeBytes();
    if (free.isPresent() && free.getAsLong() < toSendBytes) {
      throw new UserException(
          ExitCode.STORE_REFUSED,
          words + " has room for " + Figures.size(free.getAsLong()) + ", not for " + Figures.size(toSendBytes),
          "make room there, and run it again; nothing was sent");
    }
  }
}
