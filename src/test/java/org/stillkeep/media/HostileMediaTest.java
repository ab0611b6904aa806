package org.stillkeep.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.adobe.internal.xmp.XMPMetaFactory;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.stillkeep.faults.Covers;

/** Files made to hurt (reliability 3.3): whatever the bytes are, a probe answers, soon, and within its bounds. */
@Covers("M")
class HostileMediaTest {

  private static final byte[] TIFF =
      new MediaSamples.Exif()
          .taken(LocalDateTime.of(2019, 8, 7, 16, 5, 4))
          .place(1, 1)
          .gpsTime(LocalDateTime.of(2019, 8, 7, 14, 5, 4))
          .appleContentIdentifier("ABC")
          .thumbnail(MediaSamples.jpeg("t"))
          .tiff();

  /** A JPEG's frame header: 4 by 3 pixels. */
  private static final byte[] FRAME = MediaSamples.segment(0xC0, MediaSamples.bytes(8, 0, 3, 0, 4, 1, 1, 0x11, 0));

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
  void valuesThatShareTheWholeBlockAreNotAllKept() {
    // 65,000 tags that are half of the block each: read faithfully, they ask for 30 GB.
    byte[] tiff = fullOfTags(1 << 20, 0, 7, (1 << 20) / 2);

    assertSoonSaysNothing(tiff);
  }

  @Test
  void countsOfFourBillionAreNotBelieved() {
    for (int type = 1; type <= 13; type++) {
      assertSoonSaysNothing(fullOfTags(60_000, 0, type, -1));
    }
  }

  @Test
  void directoriesThatOpenAHundredThousandOthersAreLeft() {
    // Each entry is a list of pointers as long as the block; wherever one points, there are tags again.
    for (int pointer : new int[] {0x8769, 0x8825, 0x014A, 0x927C}) {
      assertSoonSaysNothing(fullOfTags(1 << 20, pointer, 4, (1 << 20) / 8));
    }
  }

  @Test
  void aPreviewOutsideItsBlockOrThatIsTheBlockItselfIsNone() {
    byte[] original = new MediaSamples.Exif().thumbnail(MediaSamples.jpeg("t")).tiff();
    int offsetAt = 8 + 30 + 2 + 8;
    for (int[] lie : new int[][] {{0, original.length}, {8, -1}, {-1, 100}, {original.length - 2, 100}, {38, 60}}) {
      byte[] tiff = original.clone();
      ByteBuffer.wrap(tiff).putInt(offsetAt, lie[0]).putInt(offsetAt + 12, lie[1]);
      assertThat(MediaProbeTest.probe(MediaSamples.jpegOf(tiff, "x")).thumbnailJpeg()).as(Arrays.toString(lie)).isEmpty();
    }
    assertThat(MediaProbeTest.probe(MediaSamples.jpegOf(original, "x")).thumbnailJpeg()).isPresent();
  }

  @Test
  void brokenExifOrXmpDoesNotHideWhatTheRestOfTheFileSays() {
    byte[] exif = MediaSamples.segment(0xE1, MediaSamples.ascii("Exif\0\0MM\0"));
    byte[] xmp = xmpSegment(MediaSamples.ascii("<x:xmpmeta"));

    assertThat(MediaProbeTest.probe(MediaSamples.join(MediaSamples.bytes(0xFF, 0xD8), exif, xmp, FRAME)).width()).hasValue(4);
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
  void documentTypesAreRefusedInEveryEncoding() {
    String bomb = "<!DOCTYPE x [<!ENTITY a '2019'>]>" + xmp("<e:DateTimeOriginal>&a;-08-07T16:05:04</e:DateTimeOriginal>");
    for (Charset charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16)) {
      assertThat(probeXmp(bomb.getBytes(charset)).taken()).as("%s", charset).isEmpty();
    }
  }

  @Test
  void xmpNestedDeeperThanAnyStackOrFullOfPropertiesIsSurvived() {
    int depth = 60_000 / "<e:a><e:b></e:b></e:a>".length() * 2;
    String nested = xmp("<e:a>".repeat(depth) + "</e:a>".repeat(depth));
    String bag = xmp("<e:a><rdf:Bag>" + "<rdf:li/>".repeat(6_000) + "</rdf:Bag></e:a>");
    String wide = xmp(IntStream.range(0, 5_500).mapToObj(i -> "<e:a" + i + "/>").collect(Collectors.joining()));
    assertTimeoutPreemptively(
        Duration.ofSeconds(30),
        () -> {
          for (String packet : List.of(nested, bag, wide)) {
            MediaFacts facts = probeXmp(MediaSamples.ascii(packet));
            assertThat(facts.taken()).isEmpty();
            assertThat(facts.width()).as("what stands behind").hasValue(4);
          }
        });
  }

  @Test
  void aTimeFarTooDeepIsNotLookedForAndOneNearIsFoundBeforeRubbish() {
    String time = "<e:DateTimeOriginal>2019-08-07T16:05:04</e:DateTimeOriginal>";
    String deep = xmp(time + "<e:a>".repeat(500) + "</e:a>".repeat(500));
    String begun = "<?xpacket begin='' id='W5M0MpCehiHzreSzNTczkc9d'?> <!-- edited -->";

    assertThat(probeXmp(MediaSamples.ascii(deep)).taken()).isEmpty();
    assertThat(probeXmp(MediaSamples.ascii(begun + xmp(time) + "  <?xpacket end='w'?>\0\0")).taken()).isPresent();
  }

  @Test
  void namespacesOfOnePacketAreForgottenBeforeTheNext() {
    byte[] packet = MediaSamples.ascii(xmp("<n:a xmlns:n='seen-once'/><e:DateTimeOriginal>2019-08-07T16:05:04</e:DateTimeOriginal>"));

    assertThat(probeXmp(packet).taken()).isPresent();
    assertThat(XMPMetaFactory.getSchemaRegistry().getNamespacePrefix("seen-once")).isNull();
  }

  @Test
  void hundredsOfHostileBlocksInOneFileAreSurvived() {
    byte[] exif = MediaSamples.segment(0xE1, MediaSamples.join(MediaSamples.ascii("Exif\0\0"), fullOfTags(60_000, 0x8769, 4, 5_000)));
    String names = IntStream.range(0, 2_500).mapToObj(i -> "<n:a xmlns:n='u" + i + "'/>").collect(Collectors.joining());
    byte[] xmp = xmpSegment(MediaSamples.ascii(xmp(names)));
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(MediaSamples.bytes(0xFF, 0xD8));
    for (int i = 0; i < 300; i++) {
      file.writeBytes(i % 2 == 0 ? exif : xmp);
    }

    assertTimeoutPreemptively(
        Duration.ofSeconds(20), () -> assertThat(MediaProbeTest.probe(file.toByteArray()).taken()).isEmpty());
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

  /** A TIFF that is one directory of entries alike; tag 0 stands for another tag in each. */
  private static byte[] fullOfTags(int bytes, int tag, int type, int count) {
    ByteBuffer tiff = ByteBuffer.allocate(bytes);
    int entries = Math.min(0xFEFE, (bytes - 14) / 12);
    tiff.put(MediaSamples.ascii("MM\0*")).putInt(8).putShort((short) entries);
    for (int i = 1; i <= entries; i++) {
      tiff.putShort((short) (tag == 0 ? i : tag)).putShort((short) type).putInt(count).putInt(10);
    }
    return tiff.array();
  }

  private static void assertSoonSaysNothing(byte[] tiff) {
    byte[] file = tiff.length < 65_000 ? MediaSamples.jpegOf(tiff, "x") : tiff;
    assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () -> {
          MediaFacts facts = MediaProbeTest.probe(file);
          assertThat(facts.taken()).isEmpty();
          assertThat(facts.place()).isEmpty();
          assertThat(facts.thumbnailJpeg()).isEmpty();
        });
  }

  private static String xmp(String properties) {
    return "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>"
        + "<rdf:Description xmlns:e='http://ns.adobe.com/exif/1.0/'>"
        + properties
        + "</rdf:Description></rdf:RDF></x:xmpmeta>";
  }

  private static MediaFacts probeXmp(byte[] packet) {
    return MediaProbeTest.probe(MediaSamples.join(MediaSamples.bytes(0xFF, 0xD8), xmpSegment(packet), FRAME));
  }

  private static byte[] xmpSegment(byte[] packet) {
    return MediaSamples.segment(0xE1, MediaSamples.join(MediaSamples.ascii("http://ns.adobe.com/xap/1.0/\0"), packet));
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
