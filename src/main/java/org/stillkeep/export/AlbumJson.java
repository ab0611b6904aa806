package org.stillkeep.export;

/** The JSON of an album's folder. Takeout has it in the folder itself, and readers look for it there. */
final class AlbumJson {

  static final String FILE_NAME = "metadata.json";

  private AlbumJson() {}

  static String path(String folderPath) {
    return folderPath + "/" + FILE_NAME;
  }
}
