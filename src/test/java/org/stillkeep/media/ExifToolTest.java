package org.stillkeep.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stillkeep.asset.Place;

/** Reads what ExifTool writes: another hand than ours fills the samples in. */
class ExifToolTest {

  private static final LocalDateTime TAKEN = LocalDateTime.of(2019, 8, 7, 16, 5, 4);
  private static final ZoneOffset SUMMER = ZoneOffset.ofHours(2);

  @TempDir Path folder;

  @BeforeAll
  static void needsExifTool() {
    boolean installed =
        Stream.of(System.getenv("PATH").split(Pattern.quote(java.io.File.pathSeparator)))
            .anyMatch(path -> Files.isExecutable(Path.of(path, "exiftool")));
    assumeTrue(installed, "ExifTool is not installed");
  }

  @ParameterizedTest
  @CsvSource({"jpg", "png", "webp", "tif"})
  void picturesTellTimeOffsetAndPlace(String extension) throws Exception {
    MediaFacts facts =
        written(
            sample(extension),
            "-EXIF:DateTimeOriginal=2019:08:07 16:05:04",
            "-EXIF:OffsetTimeOriginal=+02:00",
            "-EXIF:GPSLatitude=40.5",
            "-EXIF:GPSLatitudeRef=S",
            "-EXIF:GPSLongitude=9.25",
            "-EXIF:GPSLongitudeRef=E",
            "-EXIF:GPSAltitude=12",
            "-EXIF:GPSAltitudeRef=0");

    assertThat(facts.taken()).contains(EmbeddedTime.local(TAKEN, Optional.of(SUMMER)));
    assertThat(facts.place()).contains(new Place(-40.5, 9.25, OptionalDouble.of(12)));
  }

  @ParameterizedTest
  @CsvSource({"jpg", "png", "webp", "tif"})
  void gpsTimeTellsTheOffset(String extension) throws Exception {
    MediaFacts facts =
        written(
            sample(extension),
            "-EXIF:DateTimeOriginal=2019:08:07 16:05:04",
            "-EXIF:GPSDateStamp=2019:08:07",
            "-EXIF:GPSTimeStamp=14:04:50");

    assertThat(facts.taken()).contains(EmbeddedTime.local(TAKEN, Optional.of(SUMMER)));
  }

  @ParameterizedTest
  @CsvSource({"jpg", "png", "webp"})
  void xmpTellsTheTimeWithAndWithoutAZone(String extension) throws Exception {
    assertThat(written(sample(extension), "-XMP-photoshop:DateCreated=2019:08:07 16:05:04+02:00").taken())
        .contains(EmbeddedTime.local(TAKEN, Optional.of(SUMMER)));
    assertThat(written(sample(extension), "-XMP-exif:DateTimeOriginal=2019:08:07 16:05:04").taken())
        .contains(EmbeddedTime.local(TAKEN, Optional.empty()));
  }

  @Test
  void aDateOfWritingIsToldApart() throws Exception {
    MediaFacts facts = written(sample("jpg"), "-EXIF:ModifyDate=2019:08:07 16:05:04");

    assertThat(facts.taken()).isEmpty();
    assertThat(facts.written()).contains(EmbeddedTime.local(TAKEN, Optional.empty()));
  }

  @Test
  void pngTextsTellTheirTime() throws Exception {
    MediaFacts facts = written(sample("png"), "-PNG:CreationTime=2019:08:07 16:05:04", "-PNG:ModifyDate=2019:08:08 10:00:00");

    assertThat(facts.taken()).map(EmbeddedTime::digits).contains(TAKEN);
    assertThat(facts.written()).map(EmbeddedTime::digits).contains(LocalDateTime.of(2019, 8, 8, 10, 0));
  }

  @ParameterizedTest
  @CsvSource({"mp4", "mov", "3gp"})
  void videosTellTheirClock(String extension) throws Exception {
    MediaFacts utc = written(sample(extension), "-QuickTime:CreateDate=2019:08:07 14:05:04");
    assertThat(utc.taken()).contains(EmbeddedTime.utc(TAKEN.minusHours(2)));

    MediaFacts apple =
        written(
            sample(extension),
            "-QuickTime:CreateDate=2019:08:07 14:05:04",
            "-Keys:CreationDate=2019:08:07 16:05:04+02:00",
            "-Keys:GPSCoordinates=-40.5, 9.25, 12");
    assertThat(apple.taken()).contains(EmbeddedTime.local(TAKEN, Optional.of(SUMMER)));
    assertThat(apple.place()).contains(new Place(-40.5, 9.25, OptionalDouble.of(12)));
  }

  @ParameterizedTest
  @CsvSource({"UserData:ContentCreateDate", "ItemList:ContentCreateDate"})
  void videosTellADayOfContent(String tag) throws Exception {
    assertThat(written(sample("mp4"), "-" + tag + "=2019:08:07 16:05:04+02:00").taken()).map(EmbeddedTime::digits).contains(TAKEN);
  }

  private MediaFacts written(Path file, String... tags) throws Exception {
    List<String> command = new ArrayList<>(List.of("exiftool", "-q", "-q", "-m", "-overwrite_original"));
    command.addAll(List.of(tags));
    command.add(file.toString());
    Process exifTool = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(exifTool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(exifTool.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(exifTool.exitValue()).as(said).isZero();
    try (InputStream in = Files.newInputStream(file)) {
      return MediaProbe.read(in, file.getFileName().toString(), Long.MAX_VALUE);
    }
  }

  private Path sample(String extension) throws IOException {
    byte[] plain = new MediaSamples.Exif().tiff();
    byte[] sample =
        switch (extension) {
          case "jpg" -> MediaSamples.jpeg("x");
          case "png" -> MediaSamples.pngOf("IDAT", new byte[10]);
          case "webp" -> MediaSamples.webp(plain);
          case "tif" -> MediaSamples.tiff();
          default -> MediaSamples.movie();
        };
    return Files.write(Files.createTempFile(folder, "sample", "." + extension), sample);
  }
}
