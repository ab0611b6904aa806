package org.stillkeep.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.stillkeep.importer.TakeoutBuilder;
import org.stillkeep.media.MediaSamples;

/**
 * Real photos, videos and JSON files out of Takeouts, laid into the folders in which Google puts them and zipped into two
 * parts. They may not be given away with the sources, so a test that wants them skips itself where they are not.
 */
final class RealTakeout {

  static final String ALBUM = "Takeout/Google Photos/Album test 6-10-23/";
  static final String IPHONE = "Takeout/Google Photos/iPhone/";
  static final String YEAR = "Takeout/Google Photos/Photos from 2023/";

  private final Map<String, byte[]> first = new TreeMap<>();
  private final Map<String, byte[]> second = new TreeMap<>();

  private RealTakeout() {}

  /** Every second sidecar and all albums' JSON files lie in the second part. */
  static RealTakeout ofCorpus() throws IOException {
    Path corpus = Path.of(System.getProperty("stillkeep.corpus", "../shared/corpus/real"));
    assumeTrue(Files.isDirectory(corpus), "needs the real Takeout files, whose folder -Dstillkeep.corpus names");
    RealTakeout takeout = new RealTakeout();
    takeout.layFolder(corpus.resolve("immich-go/Takeout1/Google Photos/Album test 6-10-23"), ALBUM);
    takeout.layPartnerPhotos(corpus.resolve("immich-go/Takeout3/Photos from 2023"));
    takeout.layFolder(corpus.resolve("immich-go/exif"), YEAR);
    takeout.layFolder(corpus.resolve("gpth-neo"), YEAR);
    takeout.layPhone(corpus.resolve("photoprism"));
    return takeout;
  }

  Path writeFirstPart(Path folder) throws IOException {
    return write(folder.resolve("takeout-20231021T071231Z-001.zip"), first);
  }

  Path writeSecondPart(Path folder) throws IOException {
    return write(folder.resolve("takeout-20231021T071231Z-002.zip"), second);
  }

  /** All entries of both parts. */
  Map<String, byte[]> entries() {
    Map<String, byte[]> all = new TreeMap<>(first);
    all.putAll(second);
    return all;
  }

  /** The entries that are photos and videos. */
  Map<String, byte[]> media() {
    Map<String, byte[]> media = entries();
    media.keySet().removeIf(path -> path.endsWith(".json"));
    return media;
  }

  private void layFolder(Path folder, String into) throws IOException {
    int sidecars = 0;
    for (Map.Entry<String, byte[]> file : files(folder).entrySet()) {
      String name = file.getKey();
      boolean sidecar = name.endsWith(".json");
      boolean late = sidecar && (name.equals("métadonnées.json") || sidecars++ % 2 == 1);
      (late ? second : first).put(into + name, file.getValue());
    }
  }

  /** Their sidecars are real; of the photos only the names are. */
  private void layPartnerPhotos(Path folder) throws IOException {
    for (Map.Entry<String, byte[]> file : files(folder).entrySet()) {
      String name = file.getKey();
      if (name.endsWith(".json")) {
        second.put(YEAR + name, file.getValue());
      } else {
        first.put(YEAR + name, MediaSamples.jpeg(name));
      }
    }
  }

  /** Four real sidecars whose photos are not known, and the album's JSON as Google wrote it before 2021. */
  private void layPhone(Path folder) throws IOException {
    Map<String, byte[]> files = files(folder);
    Map<String, String> photos =
        Map.of(
            "gphotos-1.json", "23481593101_ef7d55f39d_o.jpg",
            "gphotos-2.json", "2019-05-18.jpg",
            "gphotos-3.json", "Bei den Landungsbrücken.png",
            "gphotos-4.json", "8263987746_d0a6055c58_o.jpg");
    for (Map.Entry<String, String> photo : photos.entrySet()) {
      first.put(IPHONE + photo.getValue(), MediaSamples.jpeg(photo.getValue()));
      second.put(IPHONE + photo.getValue() + ".json", files.get(photo.getKey()));
    }
    second.put(IPHONE + "metadata.json", files.get("gphotos-album.json"));
  }

  private static Map<String, byte[]> files(Path folder) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> paths = Files.list(folder)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        files.put(path.getFileName().toString(), Files.readAllBytes(path));
      }
    }
    return files;
  }

  private static Path write(Path file, Map<String, byte[]> entries) throws IOException {
    TakeoutBuilder.zip(file, new LinkedHashMap<>(entries));
    return file;
  }
}
