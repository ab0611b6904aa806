package org.stillkeep.export;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is there: the names in one folder of the export and in its {@code metadata} folder, the latter as
 * {@code metadata/name}. Names are in Unicode form C, as we write them, whatever form the file system gives back.
 */
record FolderListing(Map<String, FileFacts> entries) {

  /** The folder for sidecars, inside each folder. */
  static final String METADATA = "metadata";

  /** Of a folder that is not there. */
  static final FolderListing NONE = new FolderListing(Map.of());

  /** Lists a folder of the export; a missing one is an empty one. Links to folders are not followed. */
  static FolderListing read(Path folder) throws IOException {
    Map<String, FileFacts> entries = new TreeMap<>();
    list(folder, "", entries);
    if (entries.containsKey(METADATA)) {
      list(folder.resolve(METADATA), METADATA + "/", entries);
    }
    return new FolderListing(entries);
  }

  /** What lies in one folder, by name; nothing of what is in folders in it. */
  static Map<String, FileFacts> names(Path folder) throws IOException {
    Map<String, FileFacts> entries = new TreeMap<>();
    list(folder, "", entries);
    return entries;
  }

  private static void list(Path folder, String prefix, Map<String, FileFacts> entries) throws IOException {
    if (!isDirectory(folder)) {
      return;
    }
    try (DirectoryStream<Path> names = Files.newDirectoryStream(folder)) {
      for (Path each : names) {
        String name = Normalizer.normalize(each.getFileName().toString(), Normalizer.Form.NFC);
        if (!Litter.isLitter(name)) {
          put(each, prefix + name, entries);
        }
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      // Gone since we looked: as empty as a folder that was never there.
      entries.keySet().removeIf(name -> name.startsWith(prefix));
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  /** A disk that cannot tell is no empty folder: what seems to be gone is forgotten, and what is there taken for a stranger's. */
  private static boolean isDirectory(Path folder) throws IOException {
    try {
      return FileFacts.read(folder).directory();
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private static void put(Path path, String name, Map<String, FileFacts> entries) throws IOException {
    try {
      entries.put(name, FileFacts.read(path));
    } catch (NoSuchFileException e) {
      // Gone between the listing and the look: not there.
      entries.remove(name);
    }
  }
}
