package org.stillkeep.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.stillkeep.faults.Fixtures;

/** That nothing is to be done is believed as long as nothing has changed, and no longer. */
class InStepTableTest {

  private static final String SET = "20240601T101010Z";
  private static final String OBJECT_OF_1 = "ab000000000000000000000000000001";
  private static final String OBJECT_OF_2 = "ab000000000000000000000000000003";

  @TempDir private Path folder;

  /** A change, in words. */
  private record Change(String words, Does does) {
    @Override
    public String toString() {
      return words;
    }
  }

  private interface Does {
    void to(Catalog catalog);
  }

  @BeforeEach
  void takeTheNewestFixture() throws Exception {
    int newest = Fixtures.all("catalog").keySet().stream().mapToInt(Integer::intValue).max().orElseThrow();
    Fixtures.copy(Fixtures.all("catalog").get(newest), folder);
  }

  private static Stream<Change> changes() {
    return Stream.of(
        new Change("an outcome", catalog -> catalog.outcomes().record(new EntryKey(1, 0), EntryOutcome.of(Outcome.IGNORED, ""))),
        new Change("what the bytes of an entry say", catalog -> catalog.outcomes().noteFacts(new EntryKey(1, 0), new EntryFacts(Optional.empty(), OptionalLong.of(3), Optional.empty()))),
        new Change("an asset healed", catalog -> catalog.outcomes().healed(1, "a sidecar")),
        new Change("a half in its whole", catalog -> catalog.outcomes().nowIn(1, 2)),
        new Change("an archive's name", catalog -> catalog.archives().seenAs(1, "other.zip", SET)),
        new Change("an archive's set", catalog -> catalog.archives().joinSets("takeout-20240101T101010Z", SET)),
        new Change("a damaged archive's file", catalog -> catalog.archives().lookAgain(1, 7)),
        new Change("a new archive", catalog -> catalog.archives().begin(archive())),
        new Change("an asset thrown away", catalog -> catalog.assets().setState(1, AssetState.TRASHED)),
        new Change("an asset taken out of an album", catalog -> catalog.albums().removeMember(1, 1)),
        new Change("an asset put into an album", catalog -> catalog.albums().addMember(1, 2, new WrappedKey(new byte[48], new byte[24]))),
        new Change("content found damaged", catalog -> catalog.checks().put(check(1, OBJECT_OF_1, Optional.of("gone")))),
        new Change("damaged content found whole", catalog -> catalog.checks().put(check(2, OBJECT_OF_2, Optional.empty()))),
        new Change("another library", Catalog::forgetLibrary));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void aChangeOfWhatPlansAreMadeOfForgetsIt(Change change) throws Exception {
    try (Catalog catalog = Catalog.open(folder.resolve("catalog.db"))) {
      catalog.inStep().confirm(catalog.inStep().begin(SET, "a"));
      assertThat(catalog.inStep().holds(SET, "a")).isTrue();
      change.does().to(catalog);
      assertThat(catalog.inStep().holds(SET, "a")).isFalse();
    }
  }

  @ParameterizedTest
  @MethodSource("changes")
  void aChangeWhileAPlanIsCarriedOutKeepsItFromBeingBelieved(Change change) throws Exception {
    try (Catalog catalog = Catalog.open(folder.resolve("catalog.db"))) {
      long number = catalog.inStep().begin(SET, "a");
      change.does().to(catalog);
      catalog.inStep().confirm(number);
      assertThat(catalog.inStep().holds(SET, "a")).isFalse();
    }
  }

  @Test
  void whatChangesNoPlanLeavesIt() throws Exception {
    try (Catalog catalog = Catalog.open(folder.resolve("catalog.db"))) {
      catalog.inStep().confirm(catalog.inStep().begin(SET, "a"));
      catalog.checks().put(check(1, OBJECT_OF_1, Optional.empty()));
      catalog.settings().put("pause", "no");
      catalog.cursors().set("library.collections", 9);
      catalog.albums().setFilesRead(1, 9);
      catalog.archives().markReadBack(1);
      assertThat(catalog.inStep().holds(SET, "a")).isTrue();
    }
  }

  @Test
  void itIsOfOneSetAndWhatThatWasMadeOf() {
    try (Catalog catalog = Catalog.inMemory()) {
      catalog.inStep().confirm(catalog.inStep().begin(SET, "a"));
      catalog.inStep().confirm(catalog.inStep().begin("other", "b"));
      assertThat(catalog.inStep().holds(SET, "a")).isTrue();
      assertThat(catalog.inStep().holds(SET, "b")).isFalse();
      assertThat(catalog.inStep().holds("other", "b")).isTrue();
    }
  }

  @Test
  void anOldPlanDoesNotSpeakForANewerOne() {
    try (Catalog catalog = Catalog.inMemory()) {
      long old = catalog.inStep().begin(SET, "a");
      catalog.forgetLibrary();
      catalog.inStep().begin(SET, "a");
      catalog.inStep().confirm(old);
      assertThat(catalog.inStep().holds(SET, "a")).isFalse();
    }
  }

  private static StoredArchive archive() {
    return new StoredArchive(0, "f9", SET, "takeout-20240601T101010Z-009.zip", OptionalInt.of(9), "ZIP", 1, 1, false);
  }

  private static ContentCheck check(long assetId, String objectKey, Optional<String> damage) {
    return new ContentCheck(assetId, objectKey, Instant.EPOCH, damage);
  }
}
