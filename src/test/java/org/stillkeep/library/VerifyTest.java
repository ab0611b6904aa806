package org.stillkeep.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stillkeep.asset.Asset;
import org.stillkeep.catalog.StoredAsset;
import org.stillkeep.faults.Covers;
import org.stillkeep.store.RemoteStore;
import org.stillkeep.store.StoreException;
import org.stillkeep.store.StoreException.Reason;

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
    assertThat(fixture.library.verify(false, VerifyListener.NONE, () -> false)).isEqualTo(new VerifyReport(3, 0, List.of(), Optional.empty()));
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

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatTheStoreDoesNotGiveOutIsNamedAndAllElseIsChecked(boolean readData) throws IOException {
    RemoteStore server = new RemoteStore(fixture.store);
    Library library = Library.open(server, fixture.keys, fixture.catalog, fixture.random);
    Asset later = fixture.addPhoto("later.jpg", "and this is damaged");
    server.failDownloadOf(sound.id());
    fixture.contents.loseObject(objectKey(later));

    VerifyReport report = library.verify(readData, VerifyListener.NONE, () -> false);

    assertThat(report.findings())
        .extracting(VerifyFinding::title, VerifyFinding::problem)
        .containsExactly(
            tuple("sound.jpg", VerifyFinding.Problem.NOT_GIVEN_OUT), tuple("later.jpg", VerifyFinding.Problem.CONTENT_MISSING));
    assertThat(report.assetsChecked()).isEqualTo(2);
    assertThat(report.notGivenOut()).isEqualTo(1);
    assertThat(report.wrong()).isEqualTo(1);
    assertThat(report.brokenOff()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aStoreThatIsGoneIsNotAskedForEverything(boolean readData) throws IOException {
    RemoteStore server = new RemoteStore(fixture.store);
    Library library = Library.open(server, fixture.keys, fixture.catalog, fixture.random);
    for (int i = 0; i < 10; i++) {
      fixture.addPhoto(i + ".jpg", "photo " + i);
    }
    fixture.contents.loseObject(objectKey(sound));
    List<Long> looked = new ArrayList<>();
    VerifyListener goingAway =
        new VerifyListener() {
          @Override
          public void checked(long assets, long ofAssets, long bytesRead) {
            server.failDownloads(Optional.of(Reason.UNAVAILABLE));
            looked.add(assets);
          }

          @Override
          public void found(VerifyFinding finding) {}
        };

    VerifyReport report = library.verify(readData, goingAway, () -> false);

    assertThat(report.brokenOff()).map(StoreException::reason).contains(Reason.UNAVAILABLE);
    assertThat(report.findings()).first().extracting(VerifyFinding::problem).isEqualTo(VerifyFinding.Problem.CONTENT_MISSING);
    assertThat(report.notGivenOut()).isEqualTo(3);
    assertThat(report.assetsChecked()).isEqualTo(1);
    assertThat(looked).hasSize(3);
  }

  @Test
  void aSessionThatEndsBreaksItOffAtOnce() throws IOException {
    RemoteStore server = new RemoteStore(fixture.store);
    Library library = Library.open(server, fixture.keys, fixture.catalog, fixture.random);
    server.failDownloads(Optional.of(Reason.LOGIN_REQUIRED));
    VerifyReport report = library.verify(false, VerifyListener.NONE, () -> false);
    assertThat(report.brokenOff()).map(StoreException::reason).contains(Reason.LOGIN_REQUIRED);
    assertThat(report.findings()).isEmpty();
    assertThat(report.isGood()).isFalse();
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
