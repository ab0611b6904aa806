package org.stillkeep.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.stillkeep.importer.TakeoutBuilder.takeout;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.stillkeep.asset.Asset;
import org.stillkeep.asset.AssetKind;
import org.stillkeep.catalog.AccountedEntry;
import org.stillkeep.catalog.Concern;
import org.stillkeep.catalog.Outcome;
import org.stillkeep.media.MediaSamples;
import org.stillkeep.store.StoreException;
import org.stillkeep.store.StoreException.Reason;

/** Imports into a library behind a network that does not take everything. */
class RemoteRefusalTest extends RemoteImport {

  @ParameterizedTest
  @EnumSource(value = Reason.class, names = {"FULL", "LOGIN_REQUIRED", "UNAVAILABLE"})
  void aStoreThatSaysNoEndsTheRunWithWhatWasDone(Reason reason) throws IOException {
    AtomicInteger contents = new AtomicInteger();
    fixture.server.uploadBy(
        (bytes, abandoned) -> {
          if (bytes > CONTENT_BYTES && contents.incrementAndGet() > 10) {
            throw new StoreException(reason, "as the test wishes");
          }
        });
    List<Path> parts = List.copyOf(photos(40).writeTo(inbox).values());

    assertThatThrownBy(() -> fixture.imports(parts))
        .isInstanceOfSatisfying(StoreException.class, no -> assertThat(no.reason()).isEqualTo(reason));

    int arrived = fixture.assets().size();
    assertThat(arrived).as("three others were on their way").isBetween(7, 10);
    fixture.server.uploadBy((bytes, abandoned) -> {});
    ImportSummary rest = fixture.imports(parts);
    assertThat(rest.outcomes()).as("nothing was held against an entry").isEqualTo(Map.of(Outcome.IMPORTED, 40L, Outcome.SIDECAR_USED, 40L));
    assertThat(rest.imported()).isEqualTo(40 - arrived);
  }

  @ParameterizedTest
  @EnumSource(value = Reason.class, names = {"REFUSED", "UNAVAILABLE"})
  void oneContentThatTheStoreNeverTakesKeepsNoOtherOut(Reason reason) throws IOException {
    fixture.server.uploadBy(
        (bytes, stop) -> {
          if (bytes > 200_000) {
            throw new StoreException(reason, "this one never");
          }
        });
    List<Path> parts = List.copyOf(photos(20, takeout().media("odd.jpg", new byte[300_000])).writeTo(inbox).values());

    assertThatThrownBy(() -> fixture.imports(parts)).isInstanceOf(StoreException.class).hasMessage("odd.jpg: this one never");

    assertThat(fixture.assets()).hasSize(20);
    fixture.server.uploadBy((bytes, stop) -> {});
    assertThat(fixture.imports(parts).outcomes()).as("nothing was held against it").containsEntry(Outcome.IMPORTED, 21L);
  }

  @Test
  void aFileThatIsTooLargeForTheStoreIsAnOutcomeAndTheRunGoesOn() throws IOException {
    refuseAbove(200_000);
    var parts = photos(3).media("huge.jpg", new byte[300_000]).writeTo(inbox);

    ImportSummary summary = fixture.imports(parts.values());

    assertThat(summary.outcomes()).containsEntry(Outcome.IMPORTED, 3L).containsEntry(Outcome.UNSUPPORTED, 1L);
    assertThat(summary.failures()).singleElement().satisfies(failure -> assertThat(failure.message()).contains("larger than the library takes"));
    assertThat(fixture.plan(parts.values()).isEmpty()).isTrue();
  }

  @Test
  void aFileThatIsTooLargeToBeRegisteredIsAnOutcomeAndTheOthersComeIn() throws IOException {
    fixture.server.neverRegister(Reason.TOO_LARGE, file -> file.content().ciphertextBytes() > 200_000);
    var parts = photos(3).media("odd.jpg", new byte[300_000]).writeTo(inbox);

    ImportSummary summary = fixture.imports(parts.values());

    assertThat(fixture.assets()).hasSize(3);
    assertThat(summary.imported()).isEqualTo(3);
    assertThat(summary.outcomes()).containsEntry(Outcome.IMPORTED, 3L).containsEntry(Outcome.UNSUPPORTED, 1L);
    assertThat(summary.failures())
        .singleElement()
        .satisfies(
            failure -> {
              assertThat(failure.path()).endsWith("odd.jpg");
              assertThat(failure.message()).contains("the library does not take it", "never this one");
            });
    int objects = fixture.server.objectsBegun();
    assertThat(fixture.plan(parts.values()).isEmpty()).isTrue();
    fixture.imports(parts.values());
    assertThat(fixture.server.objectsBegun()).as("nothing is sent again").isEqualTo(objects);
  }

  @ParameterizedTest
  @EnumSource(value = Reason.class, names = {"REFUSED", "NOT_FOUND"})
  void aFileThatMayBeTakenAnotherTimeEndsTheRunAfterAllOthers(Reason reason) throws IOException {
    fixture.server.neverRegister(reason, file -> file.content().ciphertextBytes() > 200_000);
    var parts = photos(3).media("odd.jpg", new byte[300_000]).writeTo(inbox);

    assertThatThrownBy(() -> fixture.imports(parts.values()))
        .isInstanceOf(StoreException.class)
        .hasMessage("odd.jpg: never this one");

    assertThat(fixture.assets()).hasSize(3);
    assertThat(fixture.catalog.accounts().list("20240601T101010Z", Concern.PENDING, 9))
        .extracting(AccountedEntry::reason)
        .containsExactly("the library did not take it: never this one");
    fixture.server.neverRegister(reason, file -> false);
    assertThat(fixture.imports(parts.values()).outcomes()).as("nothing was held against it").containsEntry(Outcome.IMPORTED, 4L);
  }

  @Test
  void whenTheServerBeginsToRefuseEverythingNothingIsHeldAgainstAnEntry() throws IOException {
    AtomicInteger imported = new AtomicInteger();
    fixture.server.neverRegister(Reason.REFUSED, file -> imported.get() > 0);
    List<Path> parts = List.copyOf(photos(260).writeTo(inbox).values());
    ImportListener counting =
        new ImportListener() {
          @Override
          public void imported(Asset asset) {
            imported.incrementAndGet();
          }
        };

    assertThatThrownBy(() -> fixture.imports(parts, counting, () -> false))
        .isInstanceOf(StoreException.class)
        .hasMessage("IMG_256.jpg: never this one");

    assertThat(imported).as("one batch").hasValue(256);
    fixture.server.neverRegister(Reason.REFUSED, file -> false);
    assertThat(fixture.imports(parts).outcomes()).containsEntry(Outcome.IMPORTED, 260L).doesNotContainKey(Outcome.UNSUPPORTED);
  }

  @Test
  void aMovingHalfThatIsTooLargeLeavesItsStill() throws IOException {
    refuseAbove(200_000);
    byte[] moving = MediaSamples.mp4("m".repeat(250_000), 1500);
    var parts = takeout().photo("IMG_1.HEIC").media("IMG_1.MOV", moving).withoutSidecar().writeTo(inbox);

    ImportSummary summary = fixture.imports(parts.values());

    assertThat(fixture.assets()).singleElement().satisfies(asset -> assertThat(asset.kind()).isEqualTo(AssetKind.PHOTO));
    assertThat(summary.outcomes()).containsEntry(Outcome.IMPORTED, 1L).containsEntry(Outcome.UNSUPPORTED, 1L);
  }

  private void refuseAbove(long mostBytes) {
    fixture.server.uploadBy(
        (bytes, stop) -> {
          if (bytes > mostBytes) {
            throw new StoreException(Reason.TOO_LARGE, bytes + " bytes");
          }
        });
  }
}
