package org.stillkeep.importer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.stillkeep.asset.Album;
import org.stillkeep.asset.AlbumKind;
import org.stillkeep.catalog.AlbumTable;
import org.stillkeep.catalog.AssetKey;
import org.stillkeep.catalog.StoredAlbum;
import org.stillkeep.library.Library;
import org.stillkeep.takeout.TakeoutAlbum;

/** The albums of a set, in the library: found by the folder that they come from, or made when first needed. */
final class TakeoutAlbums {

  private static final String FAVORITES = "Favorites";

  private final Library library;
  private final AlbumTable known;
  private final List<TakeoutAlbum> albums;

  TakeoutAlbums(Library library, AlbumTable known, List<TakeoutAlbum> albums) {
    this.library = library;
    this.known = known;
    this.albums = albums;
  }

  /** The albums of a new asset, made where they are not there yet. */
  List<Album> of(AssetGroup group) throws IOException {
    List<Album> found = new ArrayList<>();
    for (int index : group.albums()) {
      found.add(titled(albums.get(index)));
    }
    if (group.favorite()) {
      found.add(library.album(AlbumKind.FAVORITES, FAVORITES, ""));
    }
    return found;
  }

  /**
   * Whether an asset should be in some album in which it never was, or is in one whose title has become known. What its owner
   * took out of an album stays out.
   */
  boolean isMissing(AssetGroup group, long assetId) {
    Set<Long> ever = everIn(assetId);
    boolean album =
        group.albums().stream()
            .map(albums::get)
            .anyMatch(
                each -> {
                  Optional<StoredAlbum> found = known.byOrigin(originOf(each));
                  return isNew(found, ever) || lacksTitle(found.orElseThrow().album(), each);
                });
    return album || (group.favorite() && isNew(known.byKind(AlbumKind.FAVORITES), ever));
  }

  /** Puts an asset into the albums in which it should be and never was. */
  void join(AssetGroup group, long assetId) throws IOException {
    Set<Long> ever = everIn(assetId);
    for (Album album : of(group)) {
      if (!ever.contains(album.id())) {
        library.addToAlbum(album, List.of(assetId));
      }
    }
  }

  private Album titled(TakeoutAlbum told) throws IOException {
    Album album = library.album(AlbumKind.ALBUM, titleOf(told), originOf(told));
    return lacksTitle(album, told) ? library.rename(album, titleOf(told)) : album;
  }

  /** An album whose metadata comes in a later part goes by its folder until then; a title that its owner gave stays. */
  private static boolean lacksTitle(Album album, TakeoutAlbum told) {
    return album.title().equals(folderName(told)) && !album.title().equals(titleOf(told));
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

  /** The same folder of a later Takeout is the same album. */
  private static String originOf(TakeoutAlbum album) {
    return "takeout/" + folderName(album);
  }

  /** Without the folder above it, which goes by another name in another language. */
  private static String folderName(TakeoutAlbum album) {
    return album.folder().substring(album.folder().lastIndexOf('/') + 1);
  }

  private static String titleOf(TakeoutAlbum album) {
    return album.title().isBlank() ? folderName(album) : album.title();
  }
}
