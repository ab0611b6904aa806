package org.stillkeep.library;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.stillkeep.asset.Album;
import org.stillkeep.asset.AlbumKind;
import org.stillkeep.catalog.AssetState;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.catalog.StoredAlbum;

/** The album of a transfer's target in which assets lie that are bound for its trash: nothing can be registered there. */
final class WayToTrash {

  private static final String TITLE = "Trash, being moved";

  private final Catalog source;
  private final Library targetLibrary;
  private final LibraryInside target;
  private final Counterparts counterparts;

  WayToTrash(Catalog source, Library targetLibrary, Counterparts counterparts) {
    this.source = source;
    this.targetLibrary = targetLibrary;
    this.target = targetLibrary.inside();
    this.counterparts = counterparts;
  }

  /** The album, made if it is not there. */
  Album album() throws IOException {
    Optional<Album> there = find();
    return there.isPresent() ? there.get() : targetLibrary.album(AlbumKind.ALBUM, TITLE, counterparts.originOfTrash());
  }

  /** Throws away what is in the album; what has been restored in the source since it was put there, stays. */
  void clear() throws IOException {
    Optional<Album> there = find();
    if (there.isEmpty()) {
      return;
    }
    Set<Long> bound = new HashSet<>();
    source.assets().forEach(AssetState.TRASHED, asset -> counterparts.of(asset).ifPresent(each -> bound.add(each.id())));
    Map<Boolean, List<Long>> members =
        target.catalog().albums().membersOf(there.get().id()).stream().collect(Collectors.partitioningBy(bound::contains));
    targetLibrary.trash(members.get(true));
    synchronized (targetLibrary) {
      target.albums().leave(there.get(), members.get(false));
      target.albums().deleteEmpty(there.get());
    }
  }

  private Optional<Album> find() {
    return target.catalog().albums().byOrigin(counterparts.originOfTrash()).map(StoredAlbum::album);
  }
}
