package org.stillkeep.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stillkeep.importer.TakeoutBuilder.takeout;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.asset.Asset;
import org.stillkeep.asset.AssetKind;
import org.stillkeep.catalog.Outcome;
import org.stillkeep.importer.InspectReport.InspectedItem;

/** Media of no bytes at all, which failed exports and downloads leave behind. */
class EmptyMediaTest {

  private static final byte[] NOTHING = {};

  @TempDir Path inbox;
  private ImportFixture fixture;

  @BeforeEach
  void open() throws IOException {
    fixture = new ImportFixture();
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void anEmptyFileIsAnOutcomeAndNoAsset() throws IOException {
    var parts = takeout().media("a.jpg", NOTHING).media("b.jpg", NOTHING).withoutSidecar().photo("c.jpg").writeTo(inbox);

    ImportSummary summary = fixture.imports(parts.values());

    assertThat(fixture.assets()).extracting(asset -> asset.details().title()).containsExactly("c.jpg");
    assertThat(summary.outcomes())
        .isEqualTo(Map.of(Outcome.EMPTY, 2L, Outcome.SIDECAR_WAITING, 1L, Outcome.IMPORTED, 1L, Outcome.SIDECAR_USED, 1L));
    assertThat(fixture.catalog.outcomes().failuresOfSet(summary.setId()))
        .allSatisfy(failure -> assertThat(failure.reason()).isEqualTo("the file has no bytes"));
    assertThat(fixture.plan(parts.values()).isEmpty()).isTrue();
  }

  @Test
  void aLaterTakeoutBringsWhatWasEmpty() throws IOException {
    fixture.imports(takeout().media("a.jpg", NOTHING).writeTo(inbox).values());

    fixture.imports(takeout("20250101T101010Z").photo("a.jpg").description("the bay").writeTo(inbox).values());

    assertThat(fixture.assets()).singleElement().extracting(asset -> asset.details().description()).isEqualTo("the bay");
  }

  @Test
  void aLivePhotoWhoseMovingHalfIsEmptyIsItsStill() throws IOException {
    var parts = takeout().photo("IMG_1.JPG").media("IMG_1.MP4", NOTHING).withoutSidecar().writeTo(inbox);

    ImportSummary summary = fixture.imports(parts.values());

    assertThat(fixture.assets()).singleElement().extracting(Asset::kind).isEqualTo(AssetKind.PHOTO);
    assertThat(summary.outcomes()).containsEntry(Outcome.EMPTY, 1L).containsEntry(Outcome.IMPORTED, 1L);
  }

  @Test
  void inspectSaysSoAndKeepsThemApart() throws IOException {
    var parts = takeout().media("a.jpg", NOTHING).media("b.jpg", NOTHING).photo("c.jpg").writeTo(inbox);

    List<InspectedItem> items =
        Inspected.of(List.copyOf(parts.values())).items();

    assertThat(items).extracting(item -> item.problem().orElse("")).containsExactly("empty", "empty", "");
    assertThat(items).allSatisfy(item -> assertThat(item.sidecar()).isPresent());
    assertThat(items).allSatisfy(item -> assertThat(item.sameAs()).isEmpty());
  }
}
