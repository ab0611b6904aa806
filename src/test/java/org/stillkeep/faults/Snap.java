package org.stillkeep.faults;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.stillkeep.media.MediaSamples;

/** A picture in a family's life: what it is, and how much of it has come to the library. */
final class Snap {

  final String name;
  final Instant taken;
  final byte[] content;

  /** The moving half, of a live photo. */
  final Optional<byte[]> moving;

  /** The albums that it is in at Google. */
  final Set<String> albums = new TreeSet<>();

  /** Those that the library has been told. */
  final Set<String> albumsThere = new TreeSet<>();

  /** Whether it has come to the library. */
  boolean there;

  /** Whether its sidecar has. */
  boolean dated;

  /** Whether its owner has thrown it away, in the library. */
  boolean thrownAway;

  private Snap(String name, Instant taken, byte[] content, Optional<byte[]> moving) {
    this.name = name;
    this.taken = taken;
    this.content = content;
    this.moving = moving;
  }

  static Snap photo(int number, Instant taken, int bytes) {
    String name = String.format("DSC_%05d.jpg", number);
    return new Snap(name, taken, MediaSamples.jpeg(name + "x".repeat(bytes)), Optional.empty());
  }

  static Snap video(int number, Instant taken) {
    String name = String.format("MVI_%05d.mp4", number);
    return new Snap(name, taken, MediaSamples.mp4(name, 2_000), Optional.empty());
  }

  static Snap live(int number, Instant taken) {
    String stem = String.format("LIVE_%05d", number);
    return new Snap(stem + ".jpg", taken, MediaSamples.jpeg(stem), Optional.of(MediaSamples.mp4(stem, 2_000)));
  }

  /** The name of the moving half, of a live photo. */
  String movingName() {
    return name.replace(".jpg", ".mp4");
  }

  /** The folders of an export that it is in. */
  Set<String> folders() {
    return albumsThere.isEmpty() ? Set.of("Photos from " + taken.atOffset(ZoneOffset.UTC).getYear()) : albumsThere;
  }

  /** What of it lies in one folder, by file name. */
  Map<String, byte[]> files() {
    Map<String, byte[]> files = new TreeMap<>();
    files.put(name, content);
    moving.ifPresent(video -> files.put(movingName(), video));
    return files;
  }
}
