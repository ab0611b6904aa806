package org.stillkeep.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stillkeep.asset.Asset;
import org.stillkeep.catalog.StoredAsset;
import org.stillkeep.faults.Covers;

class VerifyTest {

  private LibraryFixture fixture;
  private Asset sound;
  private Asset photo;

  @BeforeEach
  void open() throws IOException {
    fixture = new LibraryFixture();
    sound = fixture.addPhoto("sound.jpg", "all is well", fixture.album("Holiday"));
    photo = fixture.addPhoto("IMG_7.jpg", "the only copy", fixture.album("Holiday"), fixture.album("Best of"));
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void aSoundLibraryHasNoFindings() throws IOException {
    Asset live = LivePhotoTest.addLive(fixture);
    fixture.library.trash(List.of(sound.id()));
    VerifyReport report = fixture.library.verify(true, VerifyListener.NONE, () -> false);
    assertThat(report.findings()).isEmpty();
    assertThat(report.assetsChecked()).isEqualTo(3);
    assertThat(report.bytesRead()).isEqualTo(11 + 13 + live.sizeBytes() + live.liveVideoSizeBytes());
    assertThat(fixture.library.verify(false, VerifyListener.NONE, () -> false)).isEqualTo(new VerifyReport(3, 0, List.of()));
  }

  @Test
  @Covers({"F54", "P2"})
  void aTamperedObjectIsNamedByItsPhotoAndAlbums() throws IOException {
    fixture.contents.object(objectKey(photo))[5] ^= 1;
    assertThat(fixture.library.verify(false, VerifyListener.NONE, () -> false).isGood()).isTrue();
    List<VerifyFinding> heard = new ArrayList<>();
    VerifyReport report = fixture.library.verify(true, hearing(heard), () -> false);
    assertThat(report.findings()).isEqualTo(heard).singleElement().satisfies(
        finding -> {
          assertThat(finding.problem()).isEqualTo(VerifyFinding.Problem.CONTENT_DAMAGED);
          assertThat(finding.title()).isEqualTo("IMG_7.jpg");
          assertThat(finding.assetId()).isEqualTo(photo.id());
          assertThat(finding.albums()).containsExactly("Holiday", "Best of");
        });
  }

  @Test
  @Covers({"F55", "P2"})
  void aMissingObjectIsFoundWithoutReadingTheData() throws IOException {
    fixture.contents.loseObject(objectKey(photo));
    assertThat(fixture.library.verify(false, VerifyListener.NONE, () -> false).findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.problem()).isEqualTo(VerifyFinding.Problem.CONTENT_MISSING);
              assertThat(finding.title()).isEqualTo("IMG_7.jpg");
            });
  }

  @Test
  void aDamagedThumbnailIsNotTakenForADamagedPhoto() throws IOException {
    fixture.contents.object(stored(photo).thumbnail().orElseThrow().objectKey())[3] ^= 1;
    assertThat(fixture.library.verify(true, VerifyListener.NONE, () -> false).findings())
        .extracting(VerifyFinding::problem)
        .containsExactly(VerifyFinding.Problem.THUMBNAIL_DAMAGED);
  }

  @Test
  void readingATamperedPhotoFailsWithItsName() throws IOException {
    fixture.contents.object(objectKey(photo))[5] ^= 1;
    try (InputStream in = fixture.library.openContent(photo, Half.STILL_OR_WHOLE)) {
      assertThatThrownBy(in::readAllBytes)
          .isInstanceOfSatisfying(DamagedAssetException.class, e -> assertThat(e.title()).isEqualTo("IMG_7.jpg"));
      assertThatThrownBy(in::read).isInstanceOf(DamagedAssetException.class);
    }
  }

  @Test
  void verifyingStopsOnRequest() {
    assertThatThrownBy(() -> fixture.library.verify(true, VerifyListener.NONE, () -> true))
        .isInstanceOf(CancellationException.class);
  }

  private StoredAsset stored(Asset asset) {
    return fixture.catalog.assets().byId(asset.id()).orElseThrow();
  }

  private String objectKey(Asset asset) {
    return stored(asset).content().objectKey();
  }

  private static VerifyListener hearing(List<VerifyFinding> heard) {
    return new VerifyListener() {
      @Override
      public void checked(long assets, long ofAssets, long bytesRead) {
        assertThat(assets).isBetween(1L, ofAssets);
      }

      @Override
      public void found(VerifyFinding finding) {
        heard.add(finding);
      }
    };
  }
}
