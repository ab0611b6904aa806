package org.stillkeep.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Files made to hurt (reliability 3.3): whatever the bytes are, a probe answers, soon, and within its bounds. */
class HostileMediaTest {

  private static final byte[] TIFF =
      new MediaSamples.Exif()
          .taken(LocalDateTime.of(2019, 8, 7, 16, 5, 4))
          .place(1, 1)
          .gpsTime(LocalDateTime.of(2019, 8, 7, 14, 5, 4))
          .appleContentIdentifier("ABC")
          .thumbnail(MediaSamples.jpeg("t"))
          .tiff();

  @Test
  void anyDamageToAnyFormatIsSurvived() {
    TreeMap<String, String> keys = new TreeMap<>(java.util.Map.of("com.apple.quicktime.creationdate", "2019-08-07T16:05:04+0200"));
    List<byte[]> originals =
        List.of(
            MediaSamples.jpegOf(TIFF, "x"),
            MediaSamples.png(TIFF),
            MediaSamples.webp(TIFF),
            MediaSamples.heic(TIFF),
            TIFF,
            MediaSamples.mp4("x", 1_000, 3_650_000_000L, MediaSamples.appleKeys(keys)));
    Random random = new Random(7);
    assertTimeoutPreemptively(
        Duration.ofSeconds(30),
        () -> {
          for (int round = 0; round < 3_000; round++) {
            for (byte[] original : originals) {
              assertThat(MediaProbeTest.probe(damaged(original, random)).type()).isNotNull();
            }
          }
        });
  }

  @Test
  void directoriesThatPointAtEachOtherEnd() {
    byte[] tiff = MediaSamples.join(MediaSamples.ascii("MM\0*"), MediaSamples.u32(8), new byte[2 + 12 * 3], MediaSamples.u32(8));
    ByteBuffer loop = ByteBuffer.wrap(tiff);
    loop.putShort(8, (short) 3);
    loop.putInt(10, 0x87690004).putInt(14, 1).putInt(18, 8);
    loop.putInt(22, 0x88250004).putInt(26, 1).putInt(30, 8);

    assertThat(MediaProbeTest.probe(MediaSamples.jpegOf(tiff, "x")).taken()).isEmpty();
  }

  @Test
  void boxesOfSizeZeroOneOrNegativeEndTheWalk() {
    for (int size : new int[] {0, 1, 2, 7, -1}) {
      byte[] file = MediaSamples.join(MediaSamples.box("ftyp", MediaSamples.ascii("isom\0\0\0\0")), MediaSamples.u32(size), MediaSamples.ascii("moov"), new byte[64]);
      assertThat(MediaProbeTest.probe(file).type()).isEqualTo(MediaType.MP4);
    }
  }

  @Test
  void boxesNestedTenThousandDeepAreNotFollowed() {
    byte[] nested = new byte[80_000];
    for (int at = 0; at < nested.length; at += 8) {
      System.arraycopy(MediaSamples.u32(nested.length - at), 0, nested, at, 4);
      System.arraycopy(MediaSamples.ascii(at == 0 ? "moov" : "trak"), 0, nested, at + 4, 4);
    }
    byte[] file = MediaSamples.join(MediaSamples.box("ftyp", MediaSamples.ascii("isom\0\0\0\0")), nested);

    assertThat(MediaProbeTest.probe(file).durationMillis()).isEmpty();
  }

  @Test
  void aHundredThousandSegmentsAreNotAllRead() {
    byte[] segments = new byte[100_000 * 4];
    for (int at = 0; at < segments.length; at += 4) {
      System.arraycopy(MediaSamples.bytes(0xFF, 0xEF, 0, 2), 0, segments, at, 4);
    }
    byte[] file = MediaSamples.join(MediaSamples.bytes(0xFF, 0xD8), segments, MediaSamples.jpegOf(TIFF, "x"));

    assertThat(MediaProbeTest.probe(file).taken()).isEmpty();
  }

  @Test
  void xmpThatExpandsItselfOrFetchesFilesSaysNothing() {
    String bomb =
        "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'><!ENTITY c SYSTEM 'file:///etc/passwd'>]>"
            + "<x xmlns:e='http://ns.adobe.com/exif/1.0/'><e:DateTimeOriginal>&b;&c;</e:DateTimeOriginal></x>";
    byte[] payload = MediaSamples.ascii("http://ns.adobe.com/xap/1.0/\0" + bomb);
    byte[] file = MediaSamples.join(MediaSamples.bytes(0xFF, 0xD8), MediaSamples.segment(0xE1, payload));

    assertThat(MediaProbeTest.probe(file).taken()).isEmpty();
  }

  @Test
  void aSizeThatNobodyCanPaintIsOnlyANumber() {
    byte[] frame = MediaSamples.segment(0xC0, MediaSamples.bytes(8, 0xFF, 0xFF, 0xFF, 0xFF, 3));

    assertThat(MediaProbeTest.probe(MediaSamples.join(MediaSamples.bytes(0xFF, 0xD8), frame)).width()).hasValue(65_535);
  }

  @Test
  void textIsNoMedia() {
    byte[] page = "<html><body>Sign in</body></html>".getBytes(StandardCharsets.UTF_8);

    assertThat(MediaProbeTest.probe("IMG.jpg", page).type()).isEqualTo(MediaType.UNKNOWN);
  }

  private static byte[] damaged(byte[] original, Random random) {
    byte[] copy = Arrays.copyOf(original, random.nextInt(8) == 0 ? random.nextInt(original.length) + 1 : original.length);
    for (int n = random.nextInt(6); n >= 0; n--) {
      // Structure lies at both ends of our samples; the middle is filling.
      int reach = Math.min(copy.length, 400);
      int at = random.nextBoolean() ? random.nextInt(reach) : copy.length - 1 - random.nextInt(reach);
      copy[at] = random.nextBoolean() ? (byte) random.nextInt(256) : (byte) (random.nextBoolean() ? 0xFF : 0);
    }
    return copy;
  }
}
