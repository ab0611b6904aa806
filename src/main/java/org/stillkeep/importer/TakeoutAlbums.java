package org.stillkeep.importer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.stillkeep.asset.Album;
import org.stillkeep.asset.AlbumKind;
import org.stillkeep.catalog.AlbumTable;
import org.stillkeep.catalog.AssetKey;
import org.stillkeep.catalog.Outcome;
import org.stillkeep.catalog.StoredAlbum;
import org.stillkeep.library.Library;
import org.stillkeep.takeout.EntryRef;
import org.stillkeep.takeout.TakeoutAlbum;
import org.stillkeep.takeout.SidecarFacts;
import org.stillkeep.takeout.TakeoutItem;

/**
 * The albums of a set, in the library: found by the folder that they come from, or made when first needed.
 *
 * <p>What its owner has done since stays done: what was taken out of an album stays out, and an album that was deleted stays
 * deleted, until an archive that was not seen before has the photo in that album's folder. What is hidden is put into no album.
 */
final class TakeoutAlbums {

  private static final String FAVORITES = "Favorites";

  private final Library library;
  private final AlbumTable known;
  private final SetJournal journal;
  private final List<ToldAlbum> albums;

  TakeoutAlbums(Library library, AlbumTable known, SetJournal journal, List<TakeoutAlbum> albums) {
    this.library = library;
    this.known = known;
    this.journal = journal;
    this.albums = albums.stream().map(ToldAlbum::of).toList();
  }

  /** The albums of a new asset, made where they are not there yet. */
  List<Album> of(AssetGroup group) throws IOException {
    List<Album> found = new ArrayList<>();
    for (ToldAlbum each : wanted(group)) {
      found.add(made(each));
    }
    if (isFavorite(group)) {
      found.add(library.album(AlbumKind.FAVORITES, FAVORITES, ""));
    }
    return found;
  }

  /**
   * Whether an asset should be in some album in which it never was, or is in one of which more has become known. What its
   * owner took out of an album stays out, and what is hidden out of all.
   */
  boolean isMissing(AssetGroup group, long assetId) {
    List<ToldAlbum> wanted = wanted(group);
    boolean favorite = isFavorite(group);
    // Most photos are in no album, and nothing need be asked of them.
    if ((wanted.isEmpty() && !favorite) || library.isHidden(assetId)) {
      return false;
    }
    Set<Long> ever = everIn(assetId);
    boolean album =
        wanted.stream()
            .anyMatch(
                each -> {
                  Optional<StoredAlbum> found = known.byOrigin(each.origin());
                  return isNew(found, ever) || lacksTitle(found.orElseThrow(), each) || lacksMetadata(found.orElseThrow(), each);
                });
    return album || (favorite && isNew(known.byKind(AlbumKind.FAVORITES), ever));
  }

  /** The albums in which an asset {@linkplain #isMissing is missing}, made where they are not there yet. */
  List<Album> toJoin(AssetGroup group, long assetId) throws IOException {
    Set<Long> ever = everIn(assetId);
    return of(group).stream().filter(album -> !ever.contains(album.id())).toList();
  }

  private List<ToldAlbum> wanted(AssetGroup group) {
    return told(group)
        .filter(each -> !each.favorites())
        .filter(each -> !known.isRemoved(each.origin()) || isNews(group, each))
        .toList();
  }

  private boolean isFavorite(AssetGroup group) {
    return group.favorite() || told(group).anyMatch(ToldAlbum::favorites);
  }

  private Stream<ToldAlbum> told(AssetGroup group) {
    Stream<ToldAlbum> listed =
        group.items().stream()
            .filter(item -> item.facts().filter(SidecarFacts::exported).isPresent())
            .flatMap(item -> item.sidecar().flatMap(journal::text).stream())
            .flatMap(json -> Exported.of(json).stream())
            .flatMap(ours -> ours.albums().stream());
    return Stream.concat(group.albums().stream().map(albums::get), listed);
  }

  /** Whether an archive that was not seen before has the group in this album. */
  private boolean isNews(AssetGroup group, ToldAlbum album) {
    Stream<EntryRef> entries =
        Stream.concat(group.items().stream().map(TakeoutItem::media), group.sidecars().stream());
    return entries
        .filter(ref -> journal.isPresent(ref) && journal.outcome(ref).outcome() == Outcome.PENDING)
        .anyMatch(ref -> album.folderName().isEmpty() || isIn(album.folderName(), ref));
  }

  private boolean isIn(String folderName, EntryRef ref) {
    String path = journal.entries().entry(ref).path();
    int end = Math.max(0, path.lastIndexOf('/'));
    return path.substring(path.lastIndexOf('/', end - 1) + 1, end).equals(folderName);
  }

  private Album made(ToldAlbum told) throws IOException {
    Album album = library.album(AlbumKind.ALBUM, told.title(), told.origin(), told.metadata());
    StoredAlbum stored = known.byOrigin(told.origin()).orElseThrow();
    if (lacksMetadata(stored, told)) {
      library.describe(album, told.metadata().orElseThrow());
    }
    return lacksTitle(stored, told) ? library.rename(album, told.title()) : album;
  }

  /** An album whose metadata comes in a later part goes by its folder until then; a title that its owner gave stays. */
  private static boolean lacksTitle(StoredAlbum stored, ToldAlbum told) {
    String title = stored.album().title();
    return title.equals(told.folderName()) && !title.equals(told.title());
  }

  private static boolean lacksMetadata(StoredAlbum stored, ToldAlbum told) {
    return stored.metadata().isEmpty() && told.metadata().isPresent();
  }

  private Set<Long> everIn(long assetId) {
    Set<Long> ever = new HashSet<>();
    for (AssetKey key : known.keysOf(assetId)) {
      ever.add(key.albumId());
    }
    return ever;
  }

  private static boolean isNew(Optional<StoredAlbum> album, Set<Long> ever) {
    return album.filter(found -> ever.contains(found.id())).isEmpty();
  }
}
