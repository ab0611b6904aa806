package org.stillkeep.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.stillkeep.asset.Place;

class MediaProbeTest {

  private static final LocalDateTime TAKEN = LocalDateTime.of(2019, 8, 7, 16, 5, 4);
  private static final ZoneOffset SUMMER = ZoneOffset.ofHours(2);

  @Test
  void aJpegTellsTimeOffsetPlaceSizeAndPreview() {
    byte[] preview = MediaSamples.jpeg("preview");
    byte[] tiff = new MediaSamples.Exif().taken(TAKEN).offset(SUMMER).place(36_000, -7_200).thumbnail(preview).tiff();

    MediaFacts facts = probe(MediaSamples.jpegOf(tiff, "x"));

    assertThat(facts.type()).isEqualTo(MediaType.JPEG);
    assertThat(facts.taken()).contains(EmbeddedTime.local(TAKEN, Optional.of(SUMMER)));
    assertThat(facts.place()).contains(new Place(10, -2, OptionalDouble.empty()));
    assertThat(facts.width()).hasValue(4);
    assertThat(facts.height()).hasValue(3);
    assertThat(facts.thumbnailJpeg()).contains(preview);
  }

  @Test
  void gpsTimeTellsTheOffsetOfAnExifClockWithoutOne() {
    byte[] tiff = new MediaSamples.Exif().taken(TAKEN).gpsTime(TAKEN.minusHours(2).minusSeconds(40)).tiff();

    assertThat(probe(MediaSamples.jpegOf(tiff, "x")).taken()).contains(EmbeddedTime.local(TAKEN, Optional.of(SUMMER)));
  }

  @Test
  void anOldGpsFixTellsNoOffset() {
    byte[] tiff = new MediaSamples.Exif().taken(TAKEN).gpsTime(TAKEN.minusHours(2).minusMinutes(7)).tiff();

    assertThat(probe(MediaSamples.jpegOf(tiff, "x")).taken()).contains(EmbeddedTime.local(TAKEN, Optional.empty()));
  }

  @Test
  void zeroAndAbsurdTimesAreRefused() {
    for (String stamp : new String[] {"0000:00:00 00:00:00", "    :  :     :  :  ", "2019:13:01 00:00:00", "9999:01:01 00:00:00", ""}) {
      byte[] tiff = new MediaSamples.Exif().text(0x9003, stamp).tiff();
      assertThat(probe(MediaSamples.jpegOf(tiff, "x")).taken()).as(stamp).isEmpty();
    }
  }

  @Test
  void hourTwentyFourIsTheFirstHourOfTheSameDay() {
    byte[] tiff = new MediaSamples.Exif().text(0x9003, "2015:06:01 24:10:00").tiff();

    assertThat(probe(MediaSamples.jpegOf(tiff, "x")).taken()).contains(EmbeddedTime.local(LocalDateTime.of(2015, 6, 1, 0, 10), Optional.empty()));
  }

  @Test
  void exifIsFoundInPngWebpAndHeicWhereverItLies() {
    byte[] tiff = new MediaSamples.Exif().taken(TAKEN).tiff();
    Map<MediaType, byte[]> files =
        Map.of(
            MediaType.PNG, MediaSamples.png(tiff),
            MediaType.WEBP, MediaSamples.webp(tiff),
            MediaType.HEIC, MediaSamples.heic(tiff),
            MediaType.TIFF, tiff);

    files.forEach(
        (type, file) -> {
          MediaFacts facts = probe(file);
          assertThat(facts.type()).isEqualTo(type);
          assertThat(facts.taken()).as("%s", type).contains(EmbeddedTime.local(TAKEN, Optional.empty()));
        });
    assertThat(probe(files.get(MediaType.HEIC)).width()).hasValue(40);
  }

  @Test
  void appleMarksBothHalvesOfALivePhoto() {
    byte[] still = MediaSamples.jpegOf(new MediaSamples.Exif().appleContentIdentifier("3F8A-77").tiff(), "x");
    TreeMap<String, String> keys = new TreeMap<>(Map.of("com.apple.quicktime.content.identifier", "3F8A-77"));
    byte[] video = MediaSamples.mp4("clip", 2_000, 0, MediaSamples.appleKeys(keys));

    assertThat(probe(still).contentIdentifier()).contains("3F8A-77");
    assertThat(probe(video).contentIdentifier()).contains("3F8A-77");
  }

  @Test
  void aVideoTellsLengthAndCreationFromAnIndexAtItsEnd() {
    byte[] video = MediaSamples.mp4("x".repeat(300_000), 61_500, TAKEN.toEpochSecond(ZoneOffset.UTC) + 2_082_844_800L, new byte[0]);

    MediaFacts facts = probe(video);

    assertThat(facts.type()).isEqualTo(MediaType.MP4);
    assertThat(facts.durationMillis()).hasValue(61_500);
    assertThat(facts.taken()).contains(EmbeddedTime.utc(TAKEN));
  }

  @Test
  void applesCreationDateWithItsZoneBeatsTheContainersClock() {
    TreeMap<String, String> keys =
        new TreeMap<>(
            Map.of(
                "com.apple.quicktime.creationdate", "2019-08-07T16:05:04+0200",
                "com.apple.quicktime.location.ISO6709", "+37.5000-122.2500+010.0/"));
    byte[] video = MediaSamples.mp4("x", 1_000, 3_650_000_000L, MediaSamples.appleKeys(keys));

    MediaFacts facts = probe(video);

    assertThat(facts.taken()).contains(EmbeddedTime.local(TAKEN, Optional.of(SUMMER)));
    assertThat(facts.place()).contains(new Place(37.5, -122.25, OptionalDouble.of(10)));
  }

  @Test
  void anUnsetVideoClockIsNoCaptureTime() {
    for (long seconds : new long[] {0, 2_082_844_800L, 4_294_967_295L}) {
      assertThat(probe(MediaSamples.mp4("x", 1_000, seconds, new byte[0])).taken().filter(t -> t.digits().getYear() < 2036))
          .isEmpty();
    }
  }

  @Test
  void xmpTellsTheTimeWhenExifIsSilent() {
    String packet =
        "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>"
            + "<rdf:Description xmlns:photoshop='http://ns.adobe.com/photoshop/1.0/' xmlns:xmp='http://ns.adobe.com/xap/1.0/'"
            + " xmp:CreateDate='2001-01-01T00:00:00'><photoshop:DateCreated>2019-08-07T16:05:04+02:00</photoshop:DateCreated>"
            + "</rdf:Description></rdf:RDF></x:xmpmeta>";
    byte[] app1 = MediaSamples.segment(0xE1, MediaSamples.join(MediaSamples.ascii("http://ns.adobe.com/xap/1.0/\0"), MediaSamples.ascii(packet)));
    byte[] jpeg = MediaSamples.join(MediaSamples.bytes(0xFF, 0xD8), app1, MediaSamples.bytes(0xFF, 0xD9));

    assertThat(probe(jpeg).taken()).contains(EmbeddedTime.local(TAKEN, Optional.of(SUMMER)));
  }

  @Test
  void theTypeIsToldByBytesAndTheNameOnlyBreaksTies() {
    assertThat(probe("IMG.HEIC", MediaSamples.jpeg("x")).type()).isEqualTo(MediaType.JPEG);
    assertThat(probe("IMG.jpg", MediaSamples.mp4("x", 1)).type()).isEqualTo(MediaType.MP4);
    byte[] tiff = new MediaSamples.Exif().tiff();
    assertThat(probe("IMG.NEF", tiff).type()).isEqualTo(MediaType.NEF);
    assertThat(probe("IMG.jpg", tiff).type()).isEqualTo(MediaType.TIFF);
    assertThat(probe("IMG.jpg", "<!doctype html>".getBytes(java.nio.charset.StandardCharsets.UTF_8)).type()).isEqualTo(MediaType.UNKNOWN);
    assertThat(probe("IMG.jpg", new byte[0]).type()).isEqualTo(MediaType.UNKNOWN);
  }

  @Test
  void theAnswerDoesNotDependOnHowTheBytesArrive() {
    byte[] video = MediaSamples.mp4("x".repeat(9_000), 61_500, 3_650_000_000L, new byte[0]);
    MediaProbe byByte = new MediaProbe();
    for (int i = 0; i < video.length; i++) {
      byByte.update(video, i, 1);
    }

    assertThat(byByte.finish()).isEqualTo(probe(video));
  }

  @Test
  void readingStopsWhenNothingMoreIsOfInterest() throws IOException {
    byte[] jpeg = MediaSamples.jpegOf(new MediaSamples.Exif().taken(TAKEN).tiff(), "x".repeat(1_000_000));
    ByteArrayInputStream in = new ByteArrayInputStream(jpeg);

    assertThat(MediaProbe.read(in, "x.jpg", Long.MAX_VALUE).taken()).contains(EmbeddedTime.local(TAKEN, Optional.empty()));
    assertThat(in.available()).isGreaterThan(900_000);
  }

  static MediaFacts probe(byte[] file) {
    return probe("", file);
  }

  static MediaFacts probe(String name, byte[] file) {
    MediaProbe probe = new MediaProbe(name);
    probe.update(file, 0, file.length);
    return probe.finish();
  }
}
