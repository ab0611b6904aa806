package org.stillkeep.importer;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.stillkeep.importer.InspectReport.InspectedArchive;
import org.stillkeep.importer.InspectReport.InspectedSet;
import org.stillkeep.inbox.Archive;
import org.stillkeep.inbox.ArchiveException;
import org.stillkeep.inbox.ArchiveKind;
import org.stillkeep.inbox.ArchiveSet;
import org.stillkeep.inbox.Archives;
import org.stillkeep.inbox.SettledArchive;
import org.stillkeep.takeout.ArchiveName;

/** Says what an import would do, without vault or catalog and without writing anything. */
public final class Inspection {

  private final CaptureTimes times;
  private final Map<Path, Opened> opened = new LinkedHashMap<>();
  private final List<SetInspection> inspections = new ArrayList<>();

  private final BooleanSupplier stopRequested;

  private Inspection(ZoneId zone, Clock clock, BooleanSupplier stopRequested) {
    this.times = new CaptureTimes(zone, clock);
    this.stopRequested = stopRequested;
  }

  /** An archive that is open, or the reason why it is not. */
  private record Opened(
      Path path, Optional<Archive> archive, Optional<ArchiveException> refused) implements Closeable {

    @Override
    public void close() throws IOException {
      if (archive.isPresent()) {
        archive.get().close();
      }
    }
  }

  /** Inspects archives with the machine's own zone and clock; see {@link #of(List, ZoneId, Clock)}. */
  public static InspectReport of(List<Path> archives) throws IOException {
    return of(archives, ZoneId.systemDefault(), Clock.systemUTC());
  }

  /** As {@link #of(List, ZoneId, Clock)}, for those who may not want to wait for it. */
  public static InspectReport of(List<Path> archives, BooleanSupplier stopRequested) throws IOException {
    return new Inspection(ZoneId.systemDefault(), Clock.systemUTC(), stopRequested).inspectOrClose(archives);
  }

  /**
   * Inspects archives. One that is not readable as an archive is a line in the report and no failure. The report is the
   * caller's to close.
   *
   * @param zone of clocks that name none
   * @throws IOException when a path does not exist, or fails when read
   */
  public static InspectReport of(List<Path> archives, ZoneId zone, Clock clock) throws IOException {
    return new Inspection(zone, clock, () -> false).inspectOrClose(archives);
  }

  private InspectReport inspectOrClose(List<Path> paths) throws IOException {
    try {
      return inspect(paths);
    } catch (IOException | RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  private InspectReport inspect(List<Path> paths) throws IOException {
    List<SettledArchive> readable = new ArrayList<>();
    for (Path path : paths) {
      add(path, readable);
      Opened outer = opened.get(path);
      for (Path inside : outer.archive().isPresent() ? Archives.within(outer.archive().get()) : List.<Path>of()) {
        add(inside, readable);
      }
    }
    List<ArchiveSet> sets = ArchiveSet.group(readable);
    Map<Path, InspectedArchive> rows = new LinkedHashMap<>();
    for (ArchiveSet set : sets) {
      set(set, rows);
    }
    List<InspectedArchive> archives = new ArrayList<>();
    opened.values().forEach(each -> archives.add(rows.getOrDefault(each.path(), notInASet(each))));
    return new InspectReport(archives, sets.stream().map(Inspection::set).toList(), inspections, this::close);
  }

  private void add(Path path, List<SettledArchive> readable) throws IOException {
    if (!opened.containsKey(path)) {
      Opened each = open(path);
      opened.put(path, each);
      each.archive().ifPresent(archive -> readable.add(SettledArchive.of(archive)));
    }
  }

  private Opened open(Path path) throws IOException {
    try {
      return new Opened(path, Optional.of(Archives.open(path, stopRequested)), Optional.empty());
    } catch (ArchiveException e) {
      return new Opened(path, Optional.empty(), Optional.of(e));
    }
  }

  private void set(ArchiveSet set, Map<Path, InspectedArchive> rows) throws IOException {
    List<Opened> parts = set.parts().stream().map(part -> opened.get(part.path())).toList();
    SetEntries entries = new SetEntries();
    for (int i = 0; i < parts.size(); i++) {
      int part = i;
      ArchiveLister.list(
          parts.get(i).archive().orElseThrow(), batch -> batch.forEach(entry -> entries.add(part, entry)), stopRequested);
    }
    EmbeddedFacts facts = new EmbeddedFacts(entries, ref -> parts.get(ref.archive()).archive().orElseThrow().open(ref.entry()));
    SetReading reading = SetReading.of(entries, facts, stopRequested);
    List<String> names = set.parts().stream().map(SettledArchive::fileName).toList();
    SetInspection inspection = new SetInspection(reading, names, facts, times);
    inspections.add(inspection);
    Set<String> withPhotos = set.id().equals(ArchiveSet.UNNAMED) ? inspection.archivesWithPhotos() : Set.copyOf(names);
    for (int i = 0; i < parts.size(); i++) {
      String state = withPhotos.contains(names.get(i)) ? "ok" : "not-takeout";
      rows.put(parts.get(i).path(), row(parts.get(i), set, set.parts().get(i).name().part(), state));
    }
  }

  private static InspectedArchive row(Opened part, ArchiveSet set, OptionalInt number, String state) {
    Archive archive = part.archive().orElseThrow();
    return new InspectedArchive(
        nameOf(part.path(), archive.kind()),
        Optional.of(set.id()),
        number,
        archive.kind().name().toLowerCase(Locale.ROOT),
        archive.size(),
        state,
        archive.problems());
  }

  /** An archive that could not be read, or that lies there a second time. */
  private static InspectedArchive notInASet(Opened each) {
    String kind = each.archive().map(Archive::kind).orElse(kindByName(each.path())).name().toLowerCase(Locale.ROOT);
    String state = each.refused().map(e -> stateOf(e.state())).orElse("ok");
    String problem = each.refused().map(Throwable::getMessage).orElse("the same archive as another one");
    return new InspectedArchive(each.path().toString(), Optional.empty(), OptionalInt.empty(), kind, 0, state, List.of(problem));
  }

  private static ArchiveKind kindByName(Path path) {
    boolean tgz = ArchiveName.parse(path.getFileName().toString()).format() == ArchiveName.Format.TGZ;
    return tgz ? ArchiveKind.TGZ : ArchiveKind.ZIP;
  }

  private static String stateOf(ArchiveException.State state) {
    return switch (state) {
      case GROWING, EMPTY, ZERO_FILLED -> "growing";
      case DAMAGED, SPLIT -> "damaged";
      case ENCRYPTED -> "encrypted";
      case WEB_PAGE, PACKED_TWICE, NOT_AN_ARCHIVE -> "not-takeout";
    };
  }

  private static String nameOf(Path path, ArchiveKind kind) {
    return kind == ArchiveKind.FILE ? path.getFileName().toString() : path.toString();
  }

  private static InspectedSet set(ArchiveSet set) {
    List<Integer> numbers =
        set.parts().stream().map(part -> part.name().part()).filter(OptionalInt::isPresent).map(OptionalInt::getAsInt).toList();
    return new InspectedSet(set.id(), numbers, set.missingParts());
  }

  private void close() throws IOException {
    for (Opened each : opened.values()) {
      each.close();
    }
  }
}
