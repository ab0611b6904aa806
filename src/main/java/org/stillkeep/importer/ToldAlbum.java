package org.stillkeep.importer;

import java.util.Optional;
import org.stillkeep.takeout.TakeoutAlbum;

/**
 * What an archive says of an album.
 *
 * @param favorites whether it is the favourites, which only an export of ours has a folder for
 * @param title as the owner wrote it, else the name of its folder
 * @param origin tells same-titled albums apart; the same folder of a later Takeout is the same album
 * @param folderName its folder, without the folder above it, which goes by another name in another language; empty text where
 *     no folder stands for it
 * @param metadata the JSON that its Takeout had of it, word for word
 */
record ToldAlbum(boolean favorites, String title, String origin, String folderName, Optional<String> metadata) {

  static ToldAlbum of(TakeoutAlbum album) {
    String folderName = album.folder().substring(album.folder().lastIndexOf('/') + 1);
    Optional<ToldAlbum> ours = album.json().flatMap(json -> Exported.album(json, folderName));
    return ours.orElseGet(
        () ->
            new ToldAlbum(
                false,
                album.title().isBlank() ? folderName : album.title(),
                originOf(folderName),
                folderName,
                album.json()));
  }

  static String originOf(String folderName) {
    return "takeout/" + folderName;
  }
}
