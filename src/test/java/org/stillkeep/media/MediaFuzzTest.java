package org.stillkeep.media;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.stillkeep.faults.Covers;

/** Any bytes as a photo or video: they are probed, inscribed, made small, or left alone. */
@Covers("M")
class MediaFuzzTest {

  static Stream<byte[]> media() {
    byte[] tiff =
        new MediaSamples.Exif()
            .taken(LocalDateTime.of(2019, 8, 7, 16, 5, 4))
            .place(1, 1)
            .appleContentIdentifier("ABC")
            .thumbnail(MediaSamples.jpeg("t"))
            .tiff();
    TreeMap<String, String> keys = new TreeMap<>(Map.of("com.apple.quicktime.creationdate", "2019-08-07T16:05:04+0200"));
    return Stream.of(
        MediaSamples.jpegOf(tiff, "x"),
        MediaSamples.png(tiff),
        MediaSamples.webp(tiff),
        MediaSamples.heic(tiff),
        tiff,
        HeicSample.file(),
        MediaSamples.avi(4, 3, 40_000, 25, "IDIT", "Wed Aug 07 16:05:04 2019\n"),
        MediaSamples.mp4("x", 1_000, 3_650_000_000L, MediaSamples.appleKeys(keys)));
  }

  @MethodSource("media")
  @FuzzTest(maxDuration = "1m")
  void anyBytesAreProbed(byte[] bytes) throws IOException {
    assertThat(MediaProbe.read(new ByteArrayInputStream(bytes), "IMG_1", Long.MAX_VALUE).type()).isNotNull();
  }

  @MethodSource("media")
  @FuzzTest(maxDuration = "1m")
  void whateverIsWrittenIntoStaysWhatItIs(byte[] bytes) throws IOException {
    ByteArrayOutputStream copy = new ByteArrayOutputStream();
    Inscriber.Copied copied =
        Inscriber.copy(new ByteArrayInputStream(bytes), "IMG_1", InscriptionSamples.timeOnly(InscriptionSamples.TAKEN), copy);
    if (copied.result() != Inscriber.Result.INSCRIBED) {
      assertThat(copy.toByteArray()).isEqualTo(bytes);
    }
  }

  static Stream<byte[]> pictures() throws IOException {
    return Stream.of(ImageSamples.encoded("jpeg"), ImageSamples.encoded("png"), ImageSamples.encoded("gif"), ImageSamples.encoded("bmp"));
  }

  @MethodSource("pictures")
  @FuzzTest(maxDuration = "1m")
  void anyPictureIsMadeSmallOrIsNot(byte[] bytes) throws IOException {
    MediaFacts facts = MediaProbe.read(new ByteArrayInputStream(bytes), "IMG_1", Long.MAX_VALUE);
    assertThat(new ThumbnailMaker(() -> false).ofPhoto(new ByteArrayInputStream(bytes), facts)).isNotNull();
  }
}
