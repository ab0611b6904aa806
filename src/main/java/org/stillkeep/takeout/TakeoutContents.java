package org.stillkeep.takeout;

import java.util.List;
import java.util.Set;

/**
 * All entries of a set, understood. Each entry is in exactly one of {@code items} (as media or as moving half),
 * {@code sidecars} and {@code ignored}.
 *
 * @param items photos, videos and live photos, in the order of their entries
 * @param sidecars every JSON of Google Photos and what it is for
 * @param ignored everything else
 * @param albums the user's albums
 * @param wantEmbeddedFacts entries whose embedded time, duration or Apple identifier would decide what names do not:
 *     read them and ask again
 */
public record TakeoutContents(
    List<TakeoutItem> items,
    List<TakeoutSidecar> sidecars,
    List<IgnoredEntry> ignored,
    List<TakeoutAlbum> albums,
    Set<EntryRef> wantEmbeddedFacts) {

  public TakeoutContents {
    items = List.copyOf(items);
    sidecars = List.copyOf(sidecars);
    ignored = List.copyOf(ignored);
    albums = List.copyOf(albums);
    wantEmbeddedFacts = Set.copyOf(wantEmbeddedFacts);
  }
}
