package org.stillkeep.importer;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.stillkeep.inbox.HandmadeTgz;
import org.stillkeep.media.MediaSamples;

/**
 * Builds small Takeouts, as real ZIPs, in the words of the domain: {@code takeout().photo("IMG_1.jpg").takenAt(…).sidecarIn(2)
 * .album("Sardinia")}. What follows a {@code photo} or {@code video} speaks of it; its file lies in the current part.
 */
public final class TakeoutBuilder {

  /** When photos were taken that say nothing else. */
  public static final Instant TAKEN = Instant.parse("2019-08-07T14:05:04Z");

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String stamp;
  private final TreeMap<Integer, Map<String, byte[]>> parts = new TreeMap<>();
  private final List<Media> media = new ArrayList<>();
  private int part = 1;

  private static final class Media {
    final String name;
    final int part;
    byte[] content;
    int sidecarPart;
    int albumDataPart;
    Instant takenAt = TAKEN;
    Optional<String> album = Optional.empty();
    final ObjectNode json = JSON.createObjectNode();

    Media(String name, int part, byte[] content) {
      this.name = name;
      this.part = part;
      this.content = content;
      this.sidecarPart = part;
      this.albumDataPart = part;
    }
  }

  private TakeoutBuilder(String stamp) {
    this.stamp = stamp;
  }

  /** A Takeout of one summer day. */
  public static TakeoutBuilder takeout() {
    return takeout("20240601T101010Z");
  }

  /** A Takeout with this time stamp in the names of its parts. */
  public static TakeoutBuilder takeout(String stamp) {
    return new TakeoutBuilder(stamp);
  }

  /** What follows lies in this part. */
  public TakeoutBuilder part(int number) {
    part = number;
    parts.computeIfAbsent(number, first -> new LinkedHashMap<>());
    return this;
  }

  /** A JPEG in its year's folder, with its sidecar beside it. */
  public TakeoutBuilder photo(String name) {
    return media(name, MediaSamples.jpeg(name));
  }

  /** An MP4 of two seconds. */
  public TakeoutBuilder video(String name) {
    return media(name, MediaSamples.mp4(name, 2_000));
  }

  /** Any file with these bytes. */
  public TakeoutBuilder media(String name, byte[] content) {
    media.add(new Media(name, part, content));
    return this;
  }

  /** The same bytes again in an album's folder, without a sidecar of its own there. */
  public TakeoutBuilder copyIn(String album) {
    Media original = last();
    media(original.name, original.content).album(album).withoutSidecar();
    return this;
  }

  public TakeoutBuilder takenAt(Instant instant) {
    last().takenAt = instant;
    return this;
  }

  /** The camera's clock, as EXIF in the file. */
  public TakeoutBuilder exif(LocalDateTime digits, Optional<ZoneOffset> offset) {
    last().content = MediaSamples.jpeg(last().name, digits, offset);
    return this;
  }

  public TakeoutBuilder sidecarIn(int number) {
    last().sidecarPart = number;
    return this;
  }

  public TakeoutBuilder withoutSidecar() {
    last().sidecarPart = 0;
    return this;
  }

  /** It lies in an album's folder, which has a metadata.json in the same part. */
  public TakeoutBuilder album(String title) {
    last().album = Optional.of(title);
    return this;
  }

  /** The album's metadata.json lies in another part. */
  public TakeoutBuilder albumDataIn(int number) {
    last().albumDataPart = number;
    return this;
  }

  public TakeoutBuilder description(String text) {
    last().json.put("description", text);
    return this;
  }

  public TakeoutBuilder favorite() {
    last().json.put("favorited", true);
    return this;
  }

  public TakeoutBuilder trashed() {
    last().json.put("trashed", true);
    return this;
  }

  public TakeoutBuilder archived() {
    last().json.put("archived", true);
    return this;
  }

  public TakeoutBuilder people(String... names) {
    ArrayNode people = last().json.putArray("people");
    List.of(names).forEach(name -> people.addObject().put("name", name));
    return this;
  }

  public TakeoutBuilder place(double latitude, double longitude) {
    last().json.putObject("geoData").put("latitude", latitude).put("longitude", longitude).put("altitude", 0.0);
    return this;
  }

  /** Any further entry of the current part. */
  public TakeoutBuilder entry(String path, byte[] content) {
    parts.computeIfAbsent(part, first -> new LinkedHashMap<>()).put(path, content);
    return this;
  }

  /** Writes all parts into a folder under Google's names. */
  public Map<Integer, Path> writeTo(Path folder) throws IOException {
    media.forEach(this::lay);
    Map<Integer, Path> written = new TreeMap<>();
    for (Map.Entry<Integer, Map<String, byte[]>> each : parts.entrySet()) {
      Path file = folder.resolve(String.format("takeout-%s-%03d.zip", stamp, each.getKey()));
      zip(file, each.getValue());
      written.put(each.getKey(), file);
    }
    return written;
  }

  /** Writes all parts into a folder as TGZ under Google's names. */
  public Map<Integer, Path> writeTgzTo(Path folder) throws IOException {
    media.forEach(this::lay);
    Map<Integer, Path> written = new TreeMap<>();
    for (Map.Entry<Integer, Map<String, byte[]>> each : parts.entrySet()) {
      HandmadeTgz tgz = new HandmadeTgz();
      each.getValue().forEach(tgz::add);
      Path file = folder.resolve(String.format("takeout-%s-%03d.tgz", stamp, each.getKey()));
      written.put(each.getKey(), Files.write(file, tgz.bytes()));
    }
    return written;
  }

  /** Writes a ZIP of these entries. */
  public static void zip(Path file, Map<String, byte[]> entries) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        ZipEntry header = new ZipEntry(entry.getKey());
        header.setTime(1_717_236_000_000L);
        zip.putNextEntry(header);
        zip.write(entry.getValue());
        zip.closeEntry();
      }
    }
  }

  private Media last() {
    return media.get(media.size() - 1);
  }

  private void lay(Media each) {
    String root = "Takeout/Google Photos/";
    String folder = root + each.album.orElse("Photos from " + each.takenAt.atOffset(ZoneOffset.UTC).getYear()).replace('/', '_');
    put(each.part, folder + "/" + each.name, each.content);
    each.album.ifPresent(title -> put(each.albumDataPart, folder + "/metadata.json", bytes(JSON.createObjectNode().put("title", title))));
    if (each.sidecarPart > 0) {
      each.json.put("title", each.name).putObject("photoTakenTime").put("timestamp", "" + each.takenAt.getEpochSecond());
      put(each.sidecarPart, folder + "/" + each.name + ".supplemental-metadata.json", bytes(each.json));
    }
  }

  private void put(int number, String path, byte[] content) {
    parts.computeIfAbsent(number, first -> new LinkedHashMap<>()).put(path, content);
  }

  private static byte[] bytes(ObjectNode json) {
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }
}
