package org.stillkeep.importer;

import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.ToLongFunction;
import org.stillkeep.asset.CaptureTime;
import org.stillkeep.asset.Place;

/**
 * What an import of some archives would do: the model of {@code inspect}, whose JSON form is {@link InspectJson}. Every entry
 * of every archive is in exactly one of items (as media or as live half), sidecars and ignored. These are made one after the
 * other each time they are asked for, since all at once may not fit; the archives stay open for that until it is closed.
 */
public final class InspectReport implements Closeable {

  /** Takes the elements of a report one after the other. */
  public interface Taker<T> {
    /** @throws IOException when it cannot go on */
    void take(T value) throws IOException;
  }

  /**
   * An archive.
   *
   * @param path as given
   * @param set the id of its set; empty when it could not be read
   * @param part its number, by its name
   * @param kind zip, tgz, folder or file
   * @param entries how many entries it lists
   * @param state ok, growing, damaged, encrypted or not-takeout
   * @param problems in words for people
   */
  public record InspectedArchive(
      String path, Optional<String> set, OptionalInt part, String kind, int entries, String state, List<String> problems) {}

  /** A set: the numbers of its parts that are there, and of those below them that are not. */
  public record InspectedSet(String id, List<Integer> parts, List<Integer> missingParts) {}

  /**
   * A photo, video or live photo.
   *
   * @param media path of the photo or video, or of the still
   * @param archive file name of the archive it is in
   * @param kind photo, video or live
   * @param liveVideo path of the moving half
   * @param sidecar path of its sidecar
   * @param sidecarArchive file name of the archive the sidecar is in
   * @param rule the rule that found the sidecar
   * @param confidence high, medium or low
   * @param title the name the library would give it
   * @param taken capture time; its source is NONE when nothing tells one
   * @param localTime the clock at the place of capture, where something tells it
   * @param offset that clock's offset from UTC
   * @param albums titles of its albums
   * @param editedOf path of the original of which this is an edited copy
   * @param sameAs path of an earlier item with the same content
   * @param problem why it cannot be imported: empty, encrypted, unsupported or damaged
   */
  public record InspectedItem(
      String media,
      String archive,
      String kind,
      Optional<String> liveVideo,
      Optional<String> sidecar,
      Optional<String> sidecarArchive,
      Optional<String> rule,
      String confidence,
      String title,
      CaptureTime taken,
      Optional<LocalDateTime> localTime,
      Optional<ZoneOffset> offset,
      List<String> albums,
      Optional<String> editedOf,
      Optional<String> sameAs,
      Optional<Place> place,
      String description,
      List<String> people,
      boolean favorite,
      boolean archived,
      boolean trashed,
      boolean locked,
      boolean partner,
      Optional<String> problem) {

    /** The moment of capture; empty when nothing tells it. */
    public Optional<Instant> takenAt() {
      return taken.source() == CaptureTime.Source.NONE ? Optional.empty() : Optional.of(taken.instant());
    }
  }

  /** A JSON of Google Photos: what it is for, and the media that it describes. */
  public record InspectedSidecar(String path, String archive, String role, Optional<String> media) {}

  /** An entry that is neither media nor sidecar, and why. */
  public record InspectedIgnored(String path, String archive, String reason) {}

  private final List<InspectedArchive> archives;
  private final List<InspectedSet> sets;
  private final List<SetInspection> inspections;
  private final Closeable opened;

  /**
   * @param opened is closed with the report
   * @throws IllegalStateException when some entry is in none of the three lists, or in two
   */
  InspectReport(
      List<InspectedArchive> archives, List<InspectedSet> sets, List<SetInspection> inspections, Closeable opened) {
    this.archives = List.copyOf(archives);
    this.sets = List.copyOf(sets);
    this.inspections = List.copyOf(inspections);
    this.opened = opened;
    long accounted = items() + liveVideos() + sidecars() + ignored();
    if (entries() != accounted) {
      throw new IllegalStateException(accounted + " of " + entries() + " entries are accounted for");
    }
  }

  /** The archives, in the order in which they were given. */
  public List<InspectedArchive> archives() {
    return archives;
  }

  /** The sets that they make. */
  public List<InspectedSet> sets() {
    return sets;
  }

  /**
   * Hands over all items. Looks into the bytes of media of which nothing else tells the time.
   *
   * @throws IOException when an archive changes or fails when read
   */
  public void forEachItem(Taker<InspectedItem> taker) throws IOException {
    for (SetInspection each : inspections) {
      each.forEachItem(taker);
    }
  }

  /** Hands over all sidecars. */
  public void forEachSidecar(Taker<InspectedSidecar> taker) throws IOException {
    for (SetInspection each : inspections) {
      each.forEachSidecar(taker);
    }
  }

  /** Hands over all entries that are neither. */
  public void forEachIgnored(Taker<InspectedIgnored> taker) throws IOException {
    for (SetInspection each : inspections) {
      each.forEachIgnored(taker);
    }
  }

  /** How many entries all archives list. */
  public long entries() {
    return archives.stream().mapToLong(InspectedArchive::entries).sum();
  }

  /** How many items there are. */
  public long items() {
    return sum(each -> each.reading().contents().items().size());
  }

  /** How many entries are moving halves of live photos. */
  public long liveVideos() {
    return sum(each -> each.reading().contents().liveVideos());
  }

  /** How many sidecars there are. */
  public long sidecars() {
    return sum(each -> each.reading().contents().sidecars().size());
  }

  /** How many entries are neither media nor sidecars. */
  public long ignored() {
    return sum(each -> each.reading().contents().ignored().size() + each.reading().noFiles().size());
  }

  /** What an import into an empty library would bring in, in figures. Looks into no media. */
  public Forecast forecast() {
    return inspections.stream().map(SetInspection::forecast).reduce(Forecast.NOTHING, Forecast::plus);
  }

  /** Closes the archives. */
  @Override
  public void close() throws IOException {
    opened.close();
  }

  private long sum(ToLongFunction<SetInspection> count) {
    return inspections.stream().mapToLong(count).sum();
  }
}
