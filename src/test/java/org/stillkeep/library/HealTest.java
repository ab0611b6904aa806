package org.stillkeep.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stillkeep.asset.Asset;
import org.stillkeep.asset.AssetDetails;
import org.stillkeep.asset.AssetKind;
import org.stillkeep.asset.CaptureTime;
import org.stillkeep.asset.Place;
import org.stillkeep.catalog.Catalog;

class HealTest {

  private static final Place SARDINIA = new Place(40.1, 9.2, OptionalDouble.of(12.5));

  private LibraryFixture fixture;
  private Asset bare;

  @BeforeEach
  void open() throws IOException {
    fixture = new LibraryFixture();
    AssetDetails nothingKnown =
        new AssetDetails(
            "IMG_1.jpg", Optional.empty(), CaptureTime.unknown(Instant.EPOCH), Optional.empty(), Optional.empty(), "",
            List.of(), false, Optional.empty(), Optional.empty());
    bare = fixture.add(AssetKind.PHOTO, nothingKnown, Optional.empty(), "content");
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void aLateSidecarBringsEverythingItSays() throws IOException {
    Asset healed = fixture.library.improve(bare.id(), better());
    assertThat(healed.details()).isEqualTo(better());
    fixture.rebuildCatalog();
    assertThat(fixture.library.find(bare.hash())).contains(healed);
  }

  @Test
  void whatTheBetterDetailsLeaveEmptyStays() throws IOException {
    fixture.library.improve(bare.id(), better());
    Asset still = fixture.library.improve(bare.id(), LibraryFixture.details("IMG_1.jpg"));
    assertThat(still.details().people()).containsExactly("Ada");
    assertThat(still.details().place()).contains(SARDINIA);
    assertThat(still.details().archived()).isTrue();
    assertThat(still.details().sidecarJson()).isEqualTo(better().sidecarJson());
  }

  @Test
  void improvingByTheSameChangesNothing() throws IOException {
    fixture.library.improve(bare.id(), better());
    long seen = fixture.catalog.lastChange();
    long version = fixture.catalog.assets().byId(bare.id()).orElseThrow().privateMagic().version();
    fixture.library.improve(bare.id(), better());
    assertThat(fixture.catalog.lastChange()).isEqualTo(seen);
    assertThat(fixture.catalog.assets().byId(bare.id()).orElseThrow().privateMagic().version()).isEqualTo(version);
  }

  @Test
  void aFasterClientsChangeIsMergedNotOverwritten() throws IOException {
    try (Catalog otherCatalog = Catalog.inMemory()) {
      Library other = fixture.otherClient(otherCatalog);
      AssetDetails captioned = withDescription(bare.details(), "written on the phone");
      other.improve(bare.id(), captioned);
      AssetDetails withoutCaption = withDescription(better(), "");
      Asset healed = fixture.library.improve(bare.id(), withoutCaption);
      assertThat(healed.details()).isEqualTo(withDescription(better(), "written on the phone"));
    }
  }

  private static AssetDetails better() {
    return new AssetDetails(
        "IMG_1 (renamed).jpg",
        Optional.empty(),
        CaptureTime.ofSidecar(Instant.parse("2019-07-13T06:40:00Z")),
        Optional.of(Instant.parse("2019-07-14T00:00:00Z")),
        Optional.of(SARDINIA),
        "by the sea",
        List.of("Ada"),
        true,
        Optional.of("https://photos.google.com/photo/x"),
        Optional.of("{ \"title\": \"IMG_1.jpg\" }"));
  }

  private static AssetDetails withDescription(AssetDetails details, String description) {
    return new AssetDetails(
        details.title(), details.liveVideoTitle(), details.taken(), details.modified(), details.place(), description,
        details.people(), details.archived(), details.url(), details.sidecarJson());
  }
}
