package org.stillkeep.takeout;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** One folder of Google Photos with what all parts of the set hold of it. Mutable while {@link TakeoutTree} fills it. */
final class Folder {

  /** The set that its rows count. */
  final TakeoutSet set;

  /** The photos root and the folders below it, joined by {@code /}; empty for loose files. */
  final String path;

  /** The name of the innermost folder; empty for the root itself and for loose files. */
  final String name;

  /** Whether its files lay beside the archives instead of in them. */
  final boolean loose;

  final List<Media> media = new ArrayList<>();
  final List<Side> sides = new ArrayList<>();
  final List<AlbumText> albumTexts = new ArrayList<>();
  private FolderRole role = FolderRole.none();

  Folder(TakeoutSet set, String path, String name, boolean loose) {
    this.set = set;
    this.path = path;
    this.name = name;
    this.loose = loose;
  }

  /** Puts everything into an order that does not depend on the order of entries and archives, then finds the role. */
  void complete(boolean languageKnown) {
    media.sort(Comparator.comparing((Media each) -> each.name().full()).thenComparing(each -> each.row()));
    sides.sort(
        Comparator.comparing((Side each) -> each.name().body())
            .thenComparing(each -> each.name().index())
            .thenComparing(each -> each.row()));
    albumTexts.sort(Comparator.comparing(AlbumText::title).reversed());
    role = FolderRole.of(this, languageKnown);
  }

  FolderRole role() {
    return role;
  }
}
