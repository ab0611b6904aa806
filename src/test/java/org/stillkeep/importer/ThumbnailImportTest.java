package org.stillkeep.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stillkeep.importer.TakeoutBuilder.takeout;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stillkeep.asset.AssetKind;
import org.stillkeep.media.MediaSamples;

/** What is shown of photos that come in: where the library wants it, and where it does not. */
class ThumbnailImportTest {

  @TempDir Path inbox;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aServersPhotoHasAThumbnailOfItsOwnPixels(boolean tgz) throws IOException {
    TakeoutBuilder photos =
        takeout().media("IMG_1.jpg", picture("jpeg", 1600, 900)).media("IMG_2.png", picture("png", 300, 200)).media("IMG_3.HEIC", MediaSamples.jpeg("no picture"));
    Map<Integer, Path> parts = tgz ? photos.writeTgzTo(inbox) : photos.writeTo(inbox);
    try (ImportFixture fixture = new ImportFixture(true)) {
      fixture.imports(parts.values());

      assertSize(thumbnail(fixture, "IMG_1.jpg"), 720, 405);
      assertSize(thumbnail(fixture, "IMG_2.png"), 300, 200);
      assertThat(thumbnail(fixture, "IMG_3.HEIC").getWidth()).as("what stands for one").isPositive();
    }
  }

  @Test
  void aLivePhotoShowsItsStillAndAVideoWhatStandsForOne() throws IOException {
    var parts =
        takeout()
            .media("IMG_1.jpg", picture("jpeg", 800, 600))
            .media("IMG_1.MP4", MediaSamples.mp4("m", 1500)).withoutSidecar()
            .video("VID_2.mp4")
            .writeTo(inbox);
    try (ImportFixture fixture = new ImportFixture(true)) {
      fixture.imports(parts.values());

      assertThat(fixture.asset("IMG_1.jpg").kind()).isEqualTo(AssetKind.LIVE_PHOTO);
      assertSize(thumbnail(fixture, "IMG_1.jpg"), 720, 540);
      assertThat(thumbnail(fixture, "VID_2.mp4").getWidth()).isPositive();
    }
  }

  @Test
  void aPictureThatNoDecoderReadsComesInAllTheSame() throws IOException {
    byte[] broken = picture("jpeg", 800, 600);
    new Random(1).nextBytes(broken);
    System.arraycopy(picture("jpeg", 800, 600), 0, broken, 0, 20);
    try (ImportFixture fixture = new ImportFixture(true)) {
      ImportSummary summary = fixture.imports(takeout().media("IMG_1.jpg", broken).writeTo(inbox).values());

      assertThat(summary.isClean()).isTrue();
      assertThat(fixture.library.thumbnail(fixture.asset("IMG_1.jpg"))).isPresent();
    }
  }

  @Test
  void theVaultTakesWhatTheCameraEmbeddedAndDecodesNothing() throws IOException {
    var parts = takeout().media("IMG_1.jpg", picture("jpeg", 1600, 900)).writeTo(inbox);
    try (ImportFixture fixture = new ImportFixture()) {
      fixture.imports(parts.values());

      assertThat(fixture.library.thumbnail(fixture.asset("IMG_1.jpg"))).isEmpty();
    }
  }

  private static void assertSize(BufferedImage image, int width, int height) {
    assertThat(image.getWidth()).isEqualTo(width);
    assertThat(image.getHeight()).isEqualTo(height);
  }

  private static BufferedImage thumbnail(ImportFixture fixture, String title) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(fixture.library.thumbnail(fixture.asset(title)).orElseThrow()));
  }

  private static byte[] picture(String format, int width, int height) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    int[] row = new int[width];
    for (int y = 0; y < height; y++) {
      Arrays.fill(row, y * 255 / height * 0x010203);
      image.setRGB(0, y, width, 1, row, 0, width);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(ImageIO.write(image, format, out)).isTrue();
    return out.toByteArray();
  }
}
