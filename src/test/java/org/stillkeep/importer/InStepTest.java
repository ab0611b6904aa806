package org.stillkeep.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stillkeep.importer.TakeoutBuilder.takeout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.asset.Asset;
import org.stillkeep.catalog.ContentCheck;
import org.stillkeep.catalog.Outcome;

/** A Takeout of which nothing is left to do costs no plan, until something changes that plans are made of. */
class InStepTest {

  @TempDir Path folder;

  private ImportFixture fixture;
  private Collection<Path> archives;

  @BeforeEach
  void importTwice() throws IOException {
    fixture = new ImportFixture();
    TakeoutBuilder takeout = takeout();
    takeout.part(1).photo("IMG_1.jpg").sidecarIn(1).album("Sardinia");
    takeout.part(1).photo("IMG_2.jpg").sidecarIn(2);
    takeout.part(1).photo("IMG_3.jpg").trashed().sidecarIn(1);
    archives = takeout.writeTo(folder).values();
    fixture.imports(archives);
    fixture.imports(archives);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void nothingIsPlannedOnceNothingWasLeftToDo() throws IOException {
    assertThat(isInStep()).isTrue();
    assertThat(fixture.plan(archives).isEmpty()).isTrue();
    assertThat(fixture.plan(archives).journal().entries().size()).as("entries looked at").isZero();
  }

  @Test
  void itsSumsCloseAllTheSame() throws IOException {
    ImportSummary summary = fixture.imports(archives);
    assertThat(summary.changedAnything()).isFalse();
    assertThat(summary.isClean()).isTrue();
    assertThat(summary.outcomes()).containsEntry(Outcome.IMPORTED, 2L).containsEntry(Outcome.TRASHED_SKIPPED, 1L);
    assertThat(summary.missingParts()).isEmpty();
  }

  @Test
  void theFirstImportDoesNotVouchForItself() throws IOException {
    fixture.catalog.forgetLibrary();
    fixture.imports(archives);
    assertThat(isInStep()).isFalse();
  }

  @Test
  void otherOptionsArePlannedFor() throws IOException {
    ImportOptions now = fixture.options;
    fixture.options =
        new ImportOptions(
            now.afterImport(), now.movedFolder(), true, now.locked(), now.trust(), now.zone(), now.contentsAtOnce(), now.clock());
    assertThat(fixture.imports(archives).imported()).isEqualTo(1);
  }

  @Test
  void archivesThatAreToBeMovedAreLookedAtEachTime() throws IOException {
    fixture.options = fixture.options.with(AfterImport.MOVE);
    assertThat(fixture.imports(archives).fates()).hasSize(2).extracting(ImportSummary.ArchiveFate::fate).containsOnly(AfterImport.MOVE);
  }

  @Test
  void aPartLessOrMoreIsAnotherSet() throws IOException {
    assertThat(new InStep(fixture.catalog, ImportFixture.set(List.of(archives.iterator().next())), fixture.options).holds()).isFalse();
  }

  @Test
  void anArchiveWrittenAnewIsLookedAt() throws IOException {
    Files.setLastModifiedTime(archives.iterator().next(), FileTime.fromMillis(1_000_000));
    assertThat(isInStep()).isFalse();
  }

  @Test
  void contentThatIsLostIsStoredAgain() throws IOException {
    Asset asset = fixture.asset("IMG_1.jpg");
    fixture.loseContentOf(asset);
    String object = fixture.catalog.assets().byId(asset.id()).orElseThrow().content().objectKey();
    fixture.catalog.checks().put(new ContentCheck(asset.id(), object, Instant.EPOCH, Optional.of("gone")));
    assertThat(fixture.imports(archives).healed()).isEqualTo(1);
  }

  @Test
  void whatItsOwnerDidIsLookedAt() throws IOException {
    fixture.library.trash(List.of(fixture.asset("IMG_1.jpg").id()));
    assertThat(isInStep()).isFalse();
  }

  @Test
  void whatATimeOfTomorrowWillDecideIsLookedAtEachTime() throws IOException {
    Instant tomorrow = ImportFixture.CLOCK.instant().plus(Duration.ofDays(2));
    Path later = Files.createDirectory(folder.resolve("later"));
    archives = takeout("20240801T101010Z").part(1).photo("IMG_1.jpg").takenAt(tomorrow).sidecarIn(1).writeTo(later).values();
    fixture.imports(archives);
    fixture.imports(archives);
    assertThat(isInStep()).isFalse();
  }

  private boolean isInStep() throws IOException {
    return new InStep(fixture.catalog, ImportFixture.set(archives), fixture.options).holds();
  }
}
