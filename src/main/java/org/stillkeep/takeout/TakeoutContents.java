package org.stillkeep.takeout;

import java.util.List;
import java.util.Set;

/**
 * All entries of a set, understood. Each entry is in exactly one of {@code items} (as media or as moving half),
 * {@code sidecars} and {@code ignored}. Immutable, and small: the elements of items and sidecars are made each time they
 * are asked for, so that to walk a list is cheap and to keep all of it is not.
 *
 * @param items photos, videos and live photos, in the order of their entries
 * @param liveVideos how many entries are moving halves of items
 * @param sidecars every JSON of Google Photos and what it is for
 * @param ignored everything else
 * @param albums the user's albums
 * @param wantEmbeddedFacts entries whose embedded time, duration or Apple identifier would decide what names do not:
 *     read them and ask again
 */
public record TakeoutContents(
    List<TakeoutItem> items,
    int liveVideos,
    List<TakeoutSidecar> sidecars,
    List<IgnoredEntry> ignored,
    List<TakeoutAlbum> albums,
    Set<EntryRef> wantEmbeddedFacts) {

  public TakeoutContents {
    // Items and sidecars are lists of this room's own, which nobody can change; a copy would make all their elements at once.
    ignored = List.copyOf(ignored);
    albums = List.copyOf(albums);
    wantEmbeddedFacts = Set.copyOf(wantEmbeddedFacts);
  }
}
