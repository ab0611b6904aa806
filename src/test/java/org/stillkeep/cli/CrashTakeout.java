package org.stillkeep.cli;

import static java.util.stream.Collectors.toSet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.stillkeep.importer.TakeoutBuilder;
import org.stillkeep.media.MediaSamples;

/**
 * A small Takeout in two parts, with what has to lie in the export once it is imported: photos in the year's folder, in an
 * album, in both, in two albums; sidecars beside them or in the other part; and one live photo.
 */
public final class CrashTakeout {

  /** In this album every Takeout has photos, so that it grows. */
  private static final String SHARED_ALBUM = "Sardinia";

  /** Where the library puts what has a star. */
  private static final String FAVORITES = "Favorites";

  private static final String YEAR = "Photos from 2019";
  private static final int SMALLEST_BYTES = 2_000;
  private static final int BYTES_MORE_EACH = 111;
  private static final int WAYS_TO_LIE = 5;

  private final TakeoutBuilder builder;
  private final String ownAlbum;
  private final Map<String, byte[]> exported = new TreeMap<>();
  private int assets;
  private List<Path> parts = List.of();
  private int entries;

  private CrashTakeout(int number) {
    this.builder = TakeoutBuilder.takeout(String.format("20240601T10%02d%02dZ", number / 60, number % 60));
    this.ownAlbum = "Week " + number;
  }

  /** Writes a Takeout into the inbox. Different numbers make Takeouts that share nothing but an album. */
  public static CrashTakeout dropInto(Path inbox, int number, int photos) throws IOException {
    CrashTakeout takeout = new CrashTakeout(number);
    for (int i = 0; i < photos; i++) {
      takeout.photo("IMG_" + number + "_" + i + ".jpg", i, 1 + i * 2 / photos);
    }
    takeout.livePhoto("LIVE_" + number);
    takeout.writeTo(inbox);
    return takeout;
  }

  /** The archives. */
  public List<Path> parts() {
    return parts;
  }

  /** The command that imports them. */
  public String[] importArguments() {
    return Stream.concat(Stream.of("import"), parts.stream().map(Path::toString)).toArray(String[]::new);
  }

  /** How many entries the archives have. */
  public int entries() {
    return entries;
  }

  /** How many assets they hold. */
  public int assets() {
    return assets;
  }

  /** The media that belong into the export, by relative path. */
  public Map<String, byte[]> exported() {
    return exported;
  }

  /** The album folders of all Takeouts, which have a JSON of their own. */
  static Collection<String> albums(List<CrashTakeout> takeouts) {
    return takeouts.stream()
        .flatMap(each -> each.exported.keySet().stream())
        .map(path -> path.substring(0, path.indexOf('/')))
        .filter(folder -> !folder.equals(YEAR))
        .collect(toSet());
  }

  private void photo(String name, int i, int part) {
    byte[] content = MediaSamples.jpeg(name + noise(i, SMALLEST_BYTES + i * BYTES_MORE_EACH));
    builder.part(part).media(name, content);
    assets++;
    List<String> albums = new ArrayList<>();
    switch (i % WAYS_TO_LIE) {
      case 0 -> builder.description("alone in its year");
      case 1 -> builder.sidecarIn(3 - part);
      case 2 -> builder.album(add(albums, ownAlbum));
      case 3 -> {
        builder.favorite().copyIn(add(albums, SHARED_ALBUM));
        albums.add(FAVORITES);
      }
      default -> builder.copyIn(add(albums, SHARED_ALBUM)).copyIn(add(albums, ownAlbum));
    }
    for (String folder : albums.isEmpty() ? List.of(YEAR) : albums) {
      exported.put(folder + "/" + name, content);
    }
  }

  /** What hardly can be packed, as in photos. */
  private static String noise(int seed, int characters) {
    Random random = new Random(seed);
    return random.ints(characters, ' ', '~').collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
  }

  private void livePhoto(String name) {
    byte[] still = MediaSamples.jpeg(name);
    byte[] moving = MediaSamples.mp4(name, 2_000);
    builder.part(2).media(name + ".jpg", still).media(name + ".mp4", moving).withoutSidecar();
    assets++;
    exported.put(YEAR + "/" + name + ".jpg", still);
    exported.put(YEAR + "/" + name + ".mp4", moving);
  }

  private void writeTo(Path inbox) throws IOException {
    parts = List.copyOf(builder.writeTo(inbox).values());
    for (Path part : parts) {
      try (ZipFile zip = new ZipFile(part.toFile())) {
        entries += zip.size();
      }
    }
  }

  private static String add(List<String> albums, String title) {
    albums.add(title);
    return title;
  }
}
