package org.stillkeep.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.stillkeep.catalog.AssetState;
import org.stillkeep.catalog.Outcome;
import org.stillkeep.catalog.StoredArchive;
import org.stillkeep.files.DurableFiles;
import org.stillkeep.library.VerifyListener;
import org.stillkeep.library.VerifyReport;

/** What must be true whenever a home is quiet, whatever has happened to it until then. */
final class YearChecks {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> OURS = Set.of(".stillkeep-export", ".stillkeep-ledger");
  private static final Set<Outcome> NOT_ALL_RIGHT =
      Set.of(Outcome.PENDING, Outcome.DAMAGED, Outcome.ENCRYPTED, Outcome.UNSUPPORTED, Outcome.EMPTY, Outcome.IGNORED);

  private final Household family;
  private final Home home;
  private final OwnersFiles owners;

  YearChecks(Household family, Home home, OwnersFiles owners) {
    this.family = family;
    this.home = home;
    this.owners = owners;
  }

  /** Fails unless all of it is true. */
  void assertAll() throws IOException {
    assertThat(home.status().problems()).as("problems").isEmpty();
    assertSumsClose();
    assertLibrary();
    Map<String, byte[]> found = files(home.export);
    assertNoTemporaries(found.keySet());
    assertExport(found);
    assertSidecars(found);
    assertTrash(found);
    owners.assertUntouched();
    assertArchivesUntouched();
  }

  /** Every entry of every archive has one outcome. */
  private void assertSumsClose() {
    for (Parcel parcel : family.received) {
      StoredArchive archive = home.catalog.archives().byFingerprint(parcel.fingerprint()).orElseThrow();
      Map<Outcome, Long> sums = home.catalog.outcomes().sumsOfArchive(archive.id());
      assertThat(sums.values().stream().mapToLong(Long::longValue).sum())
          .as("outcomes of %s: %s", archive.fileName(), sums)
          .isEqualTo(parcel.entries());
      assertThat(sums).as(archive.fileName()).doesNotContainKeys(NOT_ALL_RIGHT.toArray(new Outcome[0]));
    }
  }

  private void assertLibrary() {
    List<String> titles = new ArrayList<>();
    Set<Object> contents = new HashSet<>();
    home.catalog
        .assets()
        .forEach(
            AssetState.ACTIVE,
            stored -> {
              titles.add(stored.asset().details().title());
              contents.add(stored.asset().hash());
            });
    assertSame("assets", new TreeSet<>(titles), new TreeSet<>(family.there().stream().map(snap -> snap.name).toList()));
    assertThat(titles).doesNotHaveDuplicates();
    assertThat(contents).as("contents").hasSameSizeAs(titles);
  }

  /** Says only where they differ, for these sets are long. */
  private static void assertSame(String what, Set<String> found, Set<String> expected) {
    Set<String> missing = new TreeSet<>(expected);
    missing.removeAll(found);
    Set<String> unexpected = new TreeSet<>(found);
    unexpected.removeAll(expected);
    assertThat(List.of(missing, unexpected)).as("%s: missing, unexpected", what).containsOnly(Set.of());
  }

  private static void assertNoTemporaries(Set<String> found) {
    assertThat(found).as("left over").noneMatch(path -> DurableFiles.isTemporaryName(path.substring(path.lastIndexOf('/') + 1)));
  }

  private void assertExport(Map<String, byte[]> found) throws IOException {
    Map<String, byte[]> media = new TreeMap<>(found);
    media.keySet().removeIf(path -> OURS.contains(path) || path.startsWith("Trash/") || path.endsWith(".json"));
    Map<String, byte[]> expected = family.exported();
    expected.putAll(owners.expected());
    assertSame("media in the export", media.keySet(), expected.keySet());
    List<String> different = media.keySet().stream().filter(path -> !Arrays.equals(media.get(path), expected.get(path))).toList();
    assertThat(different).as("files that are not what the library holds").isEmpty();
    for (Snap snap : family.there()) {
      for (String folder : snap.dated ? snap.folders() : Set.<String>of()) {
        String path = folder + "/" + snap.name;
        if (!owners.expected().containsKey(path)) {
          assertThat(Files.getLastModifiedTime(home.export.resolve(path)).toInstant()).as("time of %s", path).isEqualTo(snap.taken);
        }
      }
    }
  }

  private void assertSidecars(Map<String, byte[]> found) throws IOException {
    Set<String> expected = new TreeSet<>();
    for (String path : family.exported().keySet()) {
      expected.add(path.replace("/", "/metadata/") + ".json");
      String folder = path.substring(0, path.indexOf('/'));
      if (!folder.startsWith("Photos from ")) {
        expected.add(folder + "/metadata.json");
      }
    }
    Set<String> json = new TreeSet<>(found.keySet());
    json.removeIf(path -> !path.endsWith(".json") || path.startsWith("Trash/"));
    assertSame("sidecars", json, expected);
    for (String path : json) {
      assertThat(JSON.readTree(found.get(path)).path("title").asText()).as(path).isNotEmpty();
    }
  }

  /** What its owner has thrown away, and nothing else. */
  private void assertTrash(Map<String, byte[]> found) {
    Set<String> names = new TreeSet<>();
    found.keySet().stream()
        .filter(path -> path.startsWith("Trash/") && !path.endsWith(".json"))
        .forEach(path -> names.add(path.substring(path.lastIndexOf('/') + 1)));
    Set<String> thrownAway = new TreeSet<>();
    family.snaps.stream().filter(snap -> snap.there && snap.thrownAway).forEach(snap -> thrownAway.addAll(snap.files().keySet()));
    assertThat(names).as("the trash").isEqualTo(thrownAway);
  }

  private void assertArchivesUntouched() throws IOException {
    for (Map.Entry<String, byte[]> archive : files(home.inbox).entrySet()) {
      if (!Parcel.isUnfinished(archive.getKey())) {
        assertThat(family.original(archive.getKey())).as(archive.getKey()).hasBinaryContent(archive.getValue());
      }
    }
  }

  /** Everything is read and compared with its hash. */
  void assertVerified() throws IOException {
    VerifyReport report = home.library.verify(true, VerifyListener.NONE, () -> false);
    assertThat(report.findings()).as("findings").isEmpty();
    assertThat(report.assetsChecked()).isGreaterThanOrEqualTo(family.there().size());
  }

  /** Fails if a proof that folders lie apart has left something; for when nothing runs. */
  void assertNoProbes() throws IOException {
    for (Path folder : List.of(home.inbox, home.export, home.state)) {
      try (Stream<Path> paths = Files.walk(folder)) {
        assertThat(paths).as("left over").noneMatch(YearChecks::isProbe);
      }
    }
  }

  private static boolean isProbe(Path path) {
    return path.getFileName().toString().startsWith(".stillkeep-probe-");
  }

  /** What lies in a folder, but for what a proof puts there and takes away while one looks. */
  private static Map<String, byte[]> files(Path folder) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            if (!isProbe(file)) {
              files.put(folder.relativize(file).toString(), Files.readAllBytes(file));
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            if (!isProbe(file)) {
              throw failure;
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return files;
  }
}
