package org.stillkeep.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.stillkeep.media.InscriptionSamples.ALL;
import static org.stillkeep.media.InscriptionSamples.TAKEN;
import static org.stillkeep.media.MediaSamples.ascii;
import static org.stillkeep.media.MediaSamples.bytes;
import static org.stillkeep.media.MediaSamples.join;
import static org.stillkeep.media.MediaSamples.segment;
import static org.stillkeep.media.MediaSamples.u32;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stillkeep.asset.Place;
import org.stillkeep.media.Inscriber.Copied;
import org.stillkeep.media.Inscriber.Result;

/** Copies of every container, with new metadata and the old picture. */
class InscriberTest {

  private final ByteArrayOutputStream copy = new ByteArrayOutputStream();

  @ParameterizedTest
  @ValueSource(strings = {"jpg", "png"})
  void whatIsWrittenIsReadAndThePixelsAreTheSame(String format) throws IOException {
    byte[] original = ImageSamples.encoded(format);
    assertThat(inscribe(original, ALL)).isEqualTo(Result.INSCRIBED);
    assertSaysAll(copy.toByteArray());
    ImageSamples.assertSamePixels(copy.toByteArray(), original);
  }

  @Test
  void aSimpleWebpBecomesAnExtendedOne() throws IOException {
    assertThat(inscribe(ImageSamples.webp(), ALL)).isEqualTo(Result.INSCRIBED);
    byte[] written = copy.toByteArray();
    assertSaysAll(written);
    assertThat(Bytes.u32LittleEndian(written, 4)).isEqualTo(written.length - 8);
    MediaFacts facts = probe(written);
    assertThat(facts.width()).hasValue(16);
    assertThat(facts.height()).hasValue(12);
    assertThat(ImageSamples.indexOf(written, ImageSamples.webpPicture())).isPositive();
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpg", "png", "webp"})
  void onceWrittenItIsRightAndStaysByteForByte(String format) throws IOException {
    inscribe(format.equals("webp") ? ImageSamples.webp() : ImageSamples.encoded(format), ALL);
    byte[] once = copy.toByteArray();
    copy.reset();
    assertThat(inscribe(once, ALL)).isEqualTo(Result.RIGHT_ALREADY);
    assertThat(copy.toByteArray()).isEqualTo(once);
  }

  @Test
  void aClockThatShowsTheRightTimeIsNotWrittenAgainForWantOfAnOffset() throws IOException {
    byte[] original = MediaSamples.jpeg("a", TAKEN.toLocalDateTime(), Optional.empty());
    assertThat(inscribe(original, InscriptionSamples.timeOnly(TAKEN))).isEqualTo(Result.RIGHT_ALREADY);
    assertThat(copy.toByteArray()).isEqualTo(original);
  }

  @Test
  void aWrongTimeIsPutRightAndItsFractionGoes() throws IOException {
    byte[] tiff = new MediaSamples.Exif().taken(TAKEN.toLocalDateTime().plusDays(1)).text(0x9291, "123").tiff();
    assertThat(inscribe(MediaSamples.jpegOf(tiff, "a"), InscriptionSamples.timeOnly(TAKEN))).isEqualTo(Result.INSCRIBED);
    assertThat(probe(copy.toByteArray()).taken()).contains(
        EmbeddedTime.local(TAKEN.toLocalDateTime(), Optional.of(TAKEN.getOffset())));
    // Its text is still in the block, which nothing may move; nothing points to it any longer.
    assertThat(ImageSamples.indexOf(copy.toByteArray(), bytes(0x92, 0x91, 0, 2))).isLessThan(tiff.length);
  }

  @Test
  void everyByteOfAnExifBlockStaysWhereItIsButTheFirstPointer() throws UnwritableException {
    byte[] block = new MediaSamples.Exif().appleContentIdentifier("0123456789ABCDEF0123456789ABCDEF").place(60, 60).tiff();
    byte[] written = ExifWriter.inscribed(block, ALL).orElseThrow();
    byte[] front = Arrays.copyOf(written, block.length);
    System.arraycopy(block, 4, front, 4, 4);
    assertThat(front).isEqualTo(block);
    Findings findings = new Findings(MediaType.JPEG);
    ExifReader.read(written, 0, findings);
    assertThat(findings.facts().contentIdentifier()).contains("0123456789ABCDEF0123456789ABCDEF");
    assertThat(findings.facts().place().orElseThrow().latitude()).isCloseTo(-33.856784, within(1e-9));
  }

  @Test
  void aBlockInLittleEndianOrderStaysInIt() throws UnwritableException {
    byte[] block = ByteBuffer.allocate(26).order(ByteOrder.LITTLE_ENDIAN)
        .put(ascii("II")).putShort((short) 42).putInt(8)
        .putShort((short) 1).putShort((short) 0x0112).putShort((short) 3).putInt(1).putShort((short) 6).putShort((short) 0)
        .putInt(0).array();
    byte[] written = ExifWriter.inscribed(block, ALL).orElseThrow();
    Findings findings = new Findings(MediaType.JPEG);
    ExifReader.read(written, 0, findings);
    assertThat(findings.facts().taken().orElseThrow().digits()).isEqualTo(TAKEN.toLocalDateTime());
    int first = (int) Bytes.u32LittleEndian(written, 4);
    byte[] orientation = {0x12, 1, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0};
    assertThat(ImageSamples.indexOf(Arrays.copyOfRange(written, first, written.length), orientation)).isPositive();
  }

  @Test
  void thePreviewInAnotherDirectoryStays() throws IOException {
    byte[] preview = MediaSamples.jpeg("preview");
    byte[] tiff = new MediaSamples.Exif().taken(TAKEN.toLocalDateTime().plusDays(1)).thumbnail(preview).tiff();
    assertThat(probe(MediaSamples.jpegOf(tiff, "a")).thumbnailJpeg().orElseThrow()).isEqualTo(preview);
    inscribe(MediaSamples.jpegOf(tiff, "a"), ALL);
    assertThat(probe(copy.toByteArray()).thumbnailJpeg().orElseThrow()).isEqualTo(preview);
  }

  @Test
  void metadataComesBehindTheSegmentOfJfifAndExifComesFirst() throws IOException {
    inscribe(ImageSamples.encoded("jpg"), ALL);
    byte[] written = copy.toByteArray();
    assertThat(written[3] & 0xFF).isEqualTo(0xE0);
    int next = 4 + Bytes.u16(written, 4);
    assertThat(Bytes.startsWith(written, next, bytes(0xFF, 0xE1))).isTrue();
    assertThat(Bytes.startsWith(written, next + 4, "Exif\0\0")).isTrue();
    int xmp = next + 2 + Bytes.u16(written, next + 2);
    assertThat(Bytes.startsWith(written, xmp + 4, "http://ns.adobe.com/xap/1.0/\0")).isTrue();
  }

  @Test
  void theIndexOfAPhotoWithSeveralPicturesFollows() throws IOException {
    byte[] index = join(ascii("MPF\0MM\0*"), u32(8), bytes(0, 1, 0xB0, 2, 0, 7), u32(32), u32(26), u32(0),
        u32(0x30000), u32(5000), u32(0), u32(0), u32(0), u32(70), u32(4900), u32(0));
    byte[] frame = segment(0xC0, new byte[] {8, 0, 3, 0, 4, 1, 1, 0x11, 0});
    byte[] rest = join(frame, segment(0xDA, new byte[] {1, 1, 0, 0, 63, 0}), ascii("scan"), bytes(0xFF, 0xD9), ascii("second"));
    byte[] original = join(bytes(0xFF, 0xD8), segment(0xE2, index), rest);
    assertThat(inscribe(original, ALL)).isEqualTo(Result.INSCRIBED);
    byte[] written = copy.toByteArray();
    int at = ImageSamples.indexOf(written, ascii("MPF\0")) + 4;
    assertThat(Bytes.u32(written, at + 26 + 4)).isEqualTo(5000 + written.length - original.length);
    assertThat(Bytes.u32(written, at + 26 + 16 + 4)).isEqualTo(70);
    assertThat(Arrays.copyOfRange(written, at + index.length - 4, written.length)).isEqualTo(rest);
  }

  @Test
  void anIndexBeforeTheMetadataIsLeftAlone() throws IOException {
    byte[] exif = segment(0xE1, join(ascii("Exif\0\0"), new MediaSamples.Exif().tiff()));
    byte[] original = join(bytes(0xFF, 0xD8), segment(0xE2, ascii("MPF\0II")), exif, segment(0xDA, new byte[6]), ascii("x"));
    assertThat(inscribe(original, ALL)).isEqualTo(Result.FOR_EXIFTOOL);
    assertThat(copy.toByteArray()).isEqualTo(original);
  }

  @Test
  void ofSeveralBlocksOfOneKindWeWriteNone() throws IOException {
    byte[] exif = segment(0xE1, join(ascii("Exif\0\0"), new MediaSamples.Exif().tiff()));
    byte[] more = segment(0xE1, join(ascii("Exif\0\0"), ascii("what had no room in the first")));
    byte[] xmp = segment(0xE1, join(ascii("http://ns.adobe.com/xap/1.0/\0"), XmpPacket.sidecar(ALL, Optional.empty())));
    byte[] scan = join(segment(0xDA, new byte[6]), ascii("scan"));
    for (byte[] several : new byte[][] {join(exif, more), join(xmp, xmp)}) {
      copy.reset();
      byte[] original = join(bytes(0xFF, 0xD8), several, scan);
      assertThat(inscribe(original, InscriptionSamples.timeOnly(TAKEN.plusDays(3)))).isEqualTo(Result.FOR_EXIFTOOL);
      assertThat(copy.toByteArray()).isEqualTo(original);
    }
  }

  @Test
  void chunksThatNobodyKnowsStayInTheirOrder() throws IOException {
    byte[] png = MediaSamples.png(new MediaSamples.Exif().taken(TAKEN.toLocalDateTime().plusDays(1)).tiff());
    assertThat(inscribe(png, ALL)).isEqualTo(Result.INSCRIBED);
    byte[] written = copy.toByteArray();
    assertSaysAll(written);
    String text = new String(written, StandardCharsets.ISO_8859_1);
    assertThat(text.indexOf("eXIf")).isBetween(text.indexOf("IHDR"), text.indexOf("IDAT")).isEqualTo(text.lastIndexOf("eXIf"));
    assertThat(text).endsWith(new String(Arrays.copyOfRange(png, png.length - 12, png.length), StandardCharsets.ISO_8859_1));
  }

  @Test
  void anExtendedWebpKeepsItsFlagsAndItsOddPicture() throws IOException {
    byte[] webp = MediaSamples.webp(new MediaSamples.Exif().tiff());
    assertThat(inscribe(webp, ALL)).isEqualTo(Result.INSCRIBED);
    byte[] written = copy.toByteArray();
    assertSaysAll(written);
    assertThat(written[20]).isEqualTo((byte) 0x0C);
    assertThat(written.length % 2).isZero();
  }

  @Test
  void peopleAndRatingNeedNoExif() throws IOException {
    Inscription people = new Inscription(Optional.empty(), Optional.empty(), "", List.of("Ada"), true);
    inscribe(MediaSamples.jpeg("a"), people);
    assertThat(new String(copy.toByteArray(), StandardCharsets.ISO_8859_1)).contains("PersonInImage").doesNotContain("Exif\0");
  }

  @Test
  void metadataThatHasNoRoomIsNotWrittenAtAll() throws IOException {
    Inscription tooLong = new Inscription(Optional.empty(), Optional.empty(), "x".repeat(70_000), List.of(), false);
    byte[] original = MediaSamples.jpeg("a");
    assertThat(inscribe(original, tooLong)).isEqualTo(Result.FOR_EXIFTOOL);
    assertThat(copy.toByteArray()).isEqualTo(original);
  }

  @Test
  void otherKindsAreCopiedAsTheyAre() throws IOException {
    byte[] gif = join(ascii("GIF89a"), new byte[100]);
    assertThat(inscribe(gif, ALL)).isEqualTo(Result.IMPOSSIBLE);
    assertThat(copy.toByteArray()).isEqualTo(gif);
    copy.reset();
    byte[] heic = MediaSamples.heic(new MediaSamples.Exif().taken(TAKEN.toLocalDateTime()).offset(TAKEN.getOffset()).tiff());
    assertThat(inscribe(heic, InscriptionSamples.timeOnly(TAKEN))).isEqualTo(Result.RIGHT_ALREADY);
    assertThat(copy.toByteArray()).isEqualTo(heic);
    copy.reset();
    Inscription other = InscriptionSamples.timeOnly(TAKEN.plusHours(1).plusMinutes(7));
    Copied copied = Inscriber.copy(new ByteArrayInputStream(heic), "", other, copy);
    assertThat(copied).isEqualTo(new Copied(Result.FOR_EXIFTOOL, MediaType.HEIC, other));
  }

  @Test
  void hostileBytesAreCopiedWholeWhateverTheySay() throws IOException {
    Random random = new Random(7);
    byte[][] samples = {
      ImageSamples.encoded("jpg"), ImageSamples.encoded("png"), ImageSamples.webp(),
      MediaSamples.jpegOf(new MediaSamples.Exif().place(1, 2).appleContentIdentifier("x".repeat(32)).tiff(), "a"),
      MediaSamples.png(new MediaSamples.Exif().place(1, 2).tiff()), MediaSamples.webp(new MediaSamples.Exif().place(1, 2).tiff())
    };
    for (int round = 0; round < 3000; round++) {
      byte[] hostile = samples[round % samples.length].clone();
      for (int i = 0; i < 1 + round % 5; i++) {
        // The front is where containers and directories are.
        hostile[2 + random.nextInt(Math.min(hostile.length - 2, 300))] = (byte) random.nextInt(256);
      }
      byte[] cut = round % 3 == 0 ? Arrays.copyOf(hostile, random.nextInt(hostile.length)) : hostile;
      copy.reset();
      Result result = inscribe(cut, ALL);
      if (result != Result.INSCRIBED) {
        assertThat(copy.toByteArray()).isEqualTo(cut);
      }
    }
  }

  private Result inscribe(byte[] file, Inscription inscription) throws IOException {
    return Inscriber.copy(new ByteArrayInputStream(file), "", inscription, copy).result();
  }

  private static MediaFacts probe(byte[] file) throws IOException {
    return MediaProbe.read(new ByteArrayInputStream(file), "", Long.MAX_VALUE);
  }

  private static void assertSaysAll(byte[] file) throws IOException {
    MediaFacts facts = probe(file);
    assertThat(facts.taken()).contains(EmbeddedTime.local(TAKEN.toLocalDateTime(), Optional.of(TAKEN.getOffset())));
    Place place = facts.place().orElseThrow();
    assertThat(place.latitude()).isCloseTo(-33.856784, within(1e-9));
    assertThat(place.longitude()).isCloseTo(151.215297, within(1e-9));
    assertThat(place.altitudeMetres()).hasValue(-4.25);
    assertThat(new String(file, StandardCharsets.UTF_8))
        .contains("the &lt;last&gt; day")
        .contains("<rdf:li>People/Ada</rdf:li>")
        .contains("xmp:Rating=\"5\"");
  }
}
