package org.stillkeep.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stillkeep.media.MediaProbeTest.probe;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stillkeep.asset.CaptureTime.Accuracy;
import org.stillkeep.asset.Place;

/** Capture times in the odder corners of formats. */
class EmbeddedTimesTest {

  private static final LocalDateTime TAKEN = LocalDateTime.of(2019, 8, 7, 16, 5, 4);
  private static final long EPOCH_1904_SECONDS = 2_082_844_800L;

  @Test
  void whenAJpegWasLastWrittenIsNoCaptureTime() {
    ByteBuffer tiff = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
    tiff.put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(8);
    tiff.putShort((short) 1).putShort((short) 0x0132).putShort((short) 2).putInt(20).putInt(40);
    tiff.position(40).put(MediaSamples.ascii("2019:08:07 16:05:04\0"));

    MediaFacts facts = probe(MediaSamples.jpegOf(tiff.array(), "x"));

    assertThat(facts.taken()).isEmpty();
    assertThat(facts.written()).contains(EmbeddedTime.local(TAKEN, Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource({
    "'2019-08-07T16:05:04', false",
    "'2019:08:07 16:05:04', false",
    "'7 Aug 2019 16:05:04', false",
    "'Wed, 07 Aug 2019 16:05:04 GMT', true"
  })
  void aPngTellsItsCreationAsText(String text, boolean utc) {
    byte[] png = MediaSamples.pngOf("tEXt", MediaSamples.ascii("Creation Time\0" + text));

    assertThat(probe(png).taken()).contains(new EmbeddedTime(TAKEN, Optional.empty(), utc, Accuracy.SECOND));
  }

  @Test
  void aPngTellsWhenItWasLastChanged() {
    byte[] png = MediaSamples.pngOf("tIME", MediaSamples.bytes(2019 >> 8, 2019 & 0xFF, 8, 7, 16, 5, 4));

    assertThat(probe(png).taken()).isEmpty();
    assertThat(probe(png).written()).contains(EmbeddedTime.utc(TAKEN));
    assertThat(probe(MediaSamples.pngOf("tIME", new byte[7])).written()).isEmpty();
  }

  @Test
  void aVideoClockThatCountsFromUnixEpochIsUnderstood() {
    long unix = TAKEN.toEpochSecond(ZoneOffset.UTC);

    assertThat(probe(MediaSamples.mp4("x", 1_000, unix, new byte[0])).taken()).contains(EmbeddedTime.utc(TAKEN));
    assertThat(probe(MediaSamples.mp4("x", 1_000, unix + EPOCH_1904_SECONDS, new byte[0])).taken()).contains(EmbeddedTime.utc(TAKEN));
  }

  @Test
  void aBareDayDoesNotReplaceTheContainersClock() {
    byte[] day = MediaSamples.appleKeys(new TreeMap<>(Map.of("com.apple.quicktime.creationdate", "2019-08-07")));
    byte[] video = MediaSamples.mp4("x", 1_000, TAKEN.toEpochSecond(ZoneOffset.UTC) + EPOCH_1904_SECONDS, day);

    assertThat(probe(video).taken()).contains(EmbeddedTime.utc(TAKEN));
    assertThat(probe(MediaSamples.mp4("x", 1_000, 0, day)).taken()).map(EmbeddedTime::accuracy).contains(Accuracy.DAY);
  }

  @ParameterizedTest
  @CsvSource({
    "IDIT, 'WED AUG 07 16:05:04 2019\n'",
    "IDIT, '2019:08:07 16:05:04'",
    "IDIT, '2019-08-07 16:05:04'",
    "IDIT, '2019/08/07/ 16:05'",
  })
  void anAviTellsItsTimeLengthAndSize(String chunk, String text) {
    byte[] avi = MediaSamples.avi(640, 480, 40_000, 50, chunk, text + "\0");

    MediaFacts facts = probe(avi);

    assertThat(facts.type()).isEqualTo(MediaType.AVI);
    assertThat(facts.width()).hasValue(640);
    assertThat(facts.height()).hasValue(480);
    assertThat(facts.durationMillis()).hasValue(2_000);
    if (!text.contains("/")) {
      assertThat(facts.taken()).contains(EmbeddedTime.local(TAKEN, Optional.empty()));
    }
  }

  @Test
  void aRawFileIsAsLargeAsItsLargestPicture() {
    // Little endian: IFD0 with a preview of 160 x 120, a DNG version, and one further picture.
    ByteBuffer tiff = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);
    tiff.put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(8);
    tiff.putShort((short) 5);
    entry(tiff, 0x0100, 4, 160);
    entry(tiff, 0x0101, 4, 120);
    entry(tiff, 0x014A, 4, 100);
    entry(tiff, 0x8769, 4, 150);
    entry(tiff, 0xC612, 1, 0x0401);
    tiff.putInt(0);
    tiff.position(100);
    tiff.putShort((short) 2);
    entry(tiff, 0x0100, 4, 4032);
    entry(tiff, 0x0101, 4, 3024);
    tiff.position(150);
    tiff.putShort((short) 1);
    tiff.putShort((short) 0x9003).putShort((short) 2).putInt(20).putInt(200);
    tiff.position(200);
    tiff.put(MediaSamples.ascii("2019:08:07 16:05:04\0"));

    MediaFacts facts = probe("x.dng", tiff.array());

    assertThat(facts.type()).isEqualTo(MediaType.DNG);
    assertThat(facts.width()).hasValue(4032);
    assertThat(facts.height()).hasValue(3024);
    assertThat(facts.taken()).contains(EmbeddedTime.local(TAKEN, Optional.empty()));
  }

  @Test
  void aCr3KeepsItsExifInCanonsOwnBox() {
    byte[] id = MediaSamples.bytes(0x85, 0xC0, 0xB6, 0x87, 0x82, 0x0F, 0x11, 0xE0, 0x81, 0x11, 0xF4, 0xCE, 0x46, 0x2B, 0x6A, 0x48);
    ByteBuffer exif = ByteBuffer.allocate(100).order(ByteOrder.LITTLE_ENDIAN);
    exif.put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(8).putShort((short) 2);
    exif.putShort((short) 0x9003).putShort((short) 2).putInt(20).putInt(50);
    exif.putShort((short) 0x9011).putShort((short) 2).putInt(7).putInt(75);
    exif.position(50).put(MediaSamples.ascii("2019:08:07 16:05:04\0"));
    exif.position(75).put(MediaSamples.ascii("+02:00\0"));
    ByteBuffer gps = ByteBuffer.allocate(140).order(ByteOrder.LITTLE_ENDIAN);
    gps.put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(8).putShort((short) 4);
    gps.putShort((short) 1).putShort((short) 2).putInt(2).putInt('S');
    gps.putShort((short) 2).putShort((short) 5).putInt(3).putInt(80);
    gps.putShort((short) 3).putShort((short) 2).putInt(2).putInt('E');
    gps.putShort((short) 4).putShort((short) 5).putInt(3).putInt(104);
    gps.position(80);
    for (int part : new int[] {40, 30, 0, 9, 15, 0}) {
      gps.putInt(part).putInt(1);
    }
    byte[] canon = MediaSamples.box("uuid", id, MediaSamples.box("CMT2", exif.array()), MediaSamples.box("CMT4", gps.array()));
    byte[] cr3 =
        MediaSamples.join(
            MediaSamples.box("ftyp", MediaSamples.ascii("crx \0\0\0\1crx isom")),
            MediaSamples.box("moov", canon, MediaSamples.box("mvhd", new byte[100])));

    MediaFacts facts = probe(cr3);

    assertThat(facts.type()).isEqualTo(MediaType.CR3);
    assertThat(facts.taken()).contains(EmbeddedTime.local(TAKEN, Optional.of(ZoneOffset.ofHours(2))));
    assertThat(facts.place()).contains(new Place(-40.5, 9.25, OptionalDouble.empty()));
  }

  private static void entry(ByteBuffer tiff, int tag, int type, int value) {
    tiff.putShort((short) tag).putShort((short) type).putInt(type == 1 ? 4 : 1).putInt(value);
  }
}
