package org.stillkeep.export;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The JSON of an album's folder. Takeout has it in the folder itself, and readers look for it there. What the original said,
 * its comments and places, is kept, with the library's own title on top.
 */
final class AlbumJson {

  static final String FILE_NAME = "metadata.json";

  private AlbumJson() {}

  static String path(String folderPath) {
    return folderPath + "/" + FILE_NAME;
  }

  static byte[] of(AlbumFacts album) {
    ObjectNode node = JsonText.original(album.metadata());
    // Before 2021 all of it stood in an object of its own.
    ObjectNode said = node.get("albumData") instanceof ObjectNode old ? old : node;
    said.put("title", album.title());
    if (!said.has("description")) {
      said.put("description", "");
    }
    node.set(OurObject.KEY, OurObject.ofAlbum(album));
    return JsonText.bytes(node);
  }
}
