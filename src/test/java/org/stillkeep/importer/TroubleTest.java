package org.stillkeep.importer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.asset.AssetKind;
import org.stillkeep.catalog.Outcome;
import org.stillkeep.faults.Covers;
import org.stillkeep.importer.InspectReport.InspectedArchive;
import org.stillkeep.importer.Troubles.Trouble;
import org.stillkeep.inbox.ArchiveException;

/** Archives with hundreds of kinds of trouble: each entry gets its outcome, nothing takes long, nothing is thrown. */
class TroubleTest {

  private static final Set<String> STATES = Set.of("ok", "growing", "damaged", "encrypted", "not-takeout");
  private static final Set<String> KINDS = Set.of("zip", "tgz", "folder", "file");
  private static final Duration LONGEST = Duration.ofSeconds(10);
  private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT);

  @TempDir Path scratch;
  @TempDir Path inbox;
  private ImportFixture fixture;
  private int refused;

  @BeforeEach
  void open() throws IOException {
    fixture = new ImportFixture();
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  /** Each under a stamp of its own, so that none of them is a part of another's set. */
  private Path write(Trouble trouble, int number) throws IOException {
    LocalDateTime stamp = LocalDateTime.of(2020, 1, 2, 0, 0).plusMinutes(5L * number);
    return Files.write(inbox.resolve("takeout-" + STAMP.format(stamp) + "-001." + trouble.extension()), trouble.archive());
  }

  @Test
  @Covers({"J", "M", "P15"})
  void everyTroubleHasItsOutcome() throws IOException {
    List<Trouble> troubles = Troubles.all(scratch.resolve("scratch.zip"));
    assertThat(troubles).hasSizeGreaterThan(500);
    for (int i = 0; i < troubles.size(); i++) {
      Path archive = write(troubles.get(i), i);
      long start = System.nanoTime();
      inspect(troubles.get(i), archive);
      imports(troubles.get(i), archive);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).as(troubles.get(i).name()).isLessThan(LONGEST);
      assertThat(Files.readAllBytes(archive)).as(troubles.get(i).name()).isEqualTo(troubles.get(i).archive());
      try (Stream<Path> all = Files.walk(inbox)) {
        assertThat(all).as(troubles.get(i).name()).containsExactlyInAnyOrder(inbox, archive);
      }
      Files.delete(archive);
    }
    assertThat(refused).as("archives refused as a whole, of %d", troubles.size()).isBetween(100, 400);
    assertThat(fixture.asset("IMG_2.HEIC").kind()).isEqualTo(AssetKind.LIVE_PHOTO);
  }

  /** That every entry is accounted for, the report itself asserts. */
  private static void inspect(Trouble trouble, Path archive) throws IOException {
    InspectReport report;
    try {
      report = Inspection.of(List.of(archive), ImportFixture.ZONE, ImportFixture.CLOCK);
      InspectJson.write(report, new ByteArrayOutputStream());
    } catch (IOException | RuntimeException | StackOverflowError e) {
      throw new AssertionError(trouble.name(), e);
    }
    for (InspectedArchive each : report.archives()) {
      assertThat(STATES).as(trouble.name()).contains(each.state());
      assertThat(KINDS).as(trouble.name()).contains(each.kind());
      assertThat(each.problems()).as(trouble.name()).noneMatch(words -> words.isBlank() || words.contains("Exception"));
      assertThat(each.state().equals("ok") || !each.problems().isEmpty() || each.state().equals("not-takeout")).as(trouble.name()).isTrue();
    }
  }

  private void imports(Trouble trouble, Path archive) {
    try {
      for (ImportSummary summary : fixture.importsAll(List.of(archive))) {
        long outcomes = summary.outcomes().values().stream().mapToLong(Long::longValue).sum();
        assertThat(outcomes).as(trouble.name()).isEqualTo(summary.entries());
        boolean pending = summary.outcomes().getOrDefault(Outcome.PENDING, 0L) > 0;
        assertThat(pending && summary.problems().isEmpty()).as("%s: %s", trouble.name(), summary).isFalse();
      }
    } catch (ArchiveException e) {
      refused++;
      assertThat(e.getMessage()).as(trouble.name()).isNotBlank();
    } catch (IOException | RuntimeException | StackOverflowError e) {
      throw new AssertionError(trouble.name(), e);
    }
  }
}
