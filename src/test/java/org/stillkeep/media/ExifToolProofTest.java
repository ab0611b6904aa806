package org.stillkeep.media;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.Assumptions;
import org.stillkeep.media.Inscriber.Copied;
import org.stillkeep.media.Inscriber.Result;

/** ExifTool, which did not write them, reads every field as it was meant; and the pictures are the same. */
class ExifToolProofTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String CLOCK = "2019:07:13 08:40:00";
  private static final Offset<Double> MILLIMETRES = Offset.offset(1e-7);

  @TempDir Path temp;
  private ExifTool tool;

  @BeforeEach
  void findExifTool() {
    Optional<ExifTool> found = ExifTool.find(System.getenv("PATH"));
    Assumptions.assumeTrue(found.isPresent(), "no exiftool on the PATH (Debian: libimage-exiftool-perl)");
    tool = found.get();
  }

  @Test
  void aJpeg() throws Exception {
    byte[] original = ImageSamples.encoded("jpg");
    Path file = inscribed("a.jpg", original, Result.INSCRIBED);
    JsonNode read = read(file);
    exif(read);
    xmp(read);
    ImageSamples.assertSamePixels(Files.readAllBytes(file), original);
    assertNoComplaint(file);
  }

  @Test
  void aPng() throws Exception {
    byte[] original = ImageSamples.encoded("png");
    Path file = inscribed("a.png", original, Result.INSCRIBED);
    JsonNode read = read(file);
    exif(read);
    xmp(read);
    ImageSamples.assertSamePixels(Files.readAllBytes(file), original);
    assertNoComplaint(file);
  }

  @Test
  void aWebp() throws Exception {
    Path file = inscribed("a.webp", ImageSamples.webp(), Result.INSCRIBED);
    JsonNode read = read(file);
    exif(read);
    xmp(read);
    assertThat(read.path("RIFF:ImageWidth").asInt()).isEqualTo(16);
    assertThat(ImageSamples.indexOf(Files.readAllBytes(file), ImageSamples.webpPicture())).isPositive();
    assertNoComplaint(file);
  }

  @Test
  void aHeic() throws Exception {
    byte[] original = HeicSample.file();
    Path file = byExifTool("a.heic", original);
    JsonNode read = read(file);
    exif(read);
    xmp(read);
    assertThat(ImageSamples.indexOf(Files.readAllBytes(file), HeicSample.PICTURE)).isPositive();
    assertNoComplaint(file);
  }

  @Test
  void anMp4() throws Exception {
    Path file = byExifTool("a.mp4", MediaSamples.mp4("moving pictures", 1500));
    JsonNode read = read(file);
    xmp(read);
    assertThat(read.path("QuickTime:CreateDate").asText()).isEqualTo("2019:07:13 06:40:00");
    assertThat(read.path("Keys:CreationDate").asText()).isEqualTo(CLOCK + "+02:00");
    assertThat(read.path("Keys:GPSCoordinates").asText()).isEqualTo("-33.856784 151.215297 -4.25");
    assertThat(read.path("UserData:GPSCoordinates").asText()).isEqualTo("-33.856784 151.215297 -4.25");
    assertThat(read.path("Keys:Description").asText()).isEqualTo(InscriptionSamples.ALL.description());
    assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)).contains("moving pictures");
  }

  @Test
  void theXmpBesideAPhoto() throws Exception {
    Path file = temp.resolve("a.jpg.xmp");
    Files.write(file, XmpSidecar.of(InscriptionSamples.ALL, "at 10:30.jpg", "at 10_30.jpg"));
    JsonNode read = read(file);
    xmp(read);
    assertThat(read.path("XMP-xmpMM:PreservedFileName").asText()).isEqualTo("at 10:30.jpg");
    assertThat(read.path("XMP-exif:GPSAltitude").asDouble()).isEqualTo(4.25);
    assertThat(read.path("XMP-exif:GPSAltitudeRef").asInt()).isEqualTo(1);
  }

  @Test
  void whatExifToolWroteIsRightTheNextTime() throws Exception {
    Path file = byExifTool("a.mp4", MediaSamples.mp4("moving pictures", 1500));
    Inscription time = InscriptionSamples.timeOnly(InscriptionSamples.TAKEN);
    ByteArrayOutputStream copy = new ByteArrayOutputStream();
    assertThat(Inscriber.copy(Files.newInputStream(file), "a.mp4", time, copy).result()).isEqualTo(Result.RIGHT_ALREADY);
  }

  @Test
  void aFileThatIsNoneIsRefused() throws Exception {
    Path file = Files.write(temp.resolve("a.heic"), new byte[5000]);
    Copied copied = new Copied(Result.FOR_EXIFTOOL, MediaType.HEIC, InscriptionSamples.ALL);
    assertThat(tool.inscribe(file, copied, new ByteArrayOutputStream(), () -> false)).isFalse();
    assertThat(tool.version()).isPresent();
  }

  private Path inscribed(String name, byte[] original, Result expected) throws IOException {
    ByteArrayOutputStream copy = new ByteArrayOutputStream();
    Copied copied = Inscriber.copy(new ByteArrayInputStream(original), name, InscriptionSamples.ALL, copy);
    assertThat(copied.result()).isEqualTo(expected);
    return Files.write(temp.resolve(name), copy.toByteArray());
  }

  private Path byExifTool(String name, byte[] original) throws IOException {
    ByteArrayOutputStream plain = new ByteArrayOutputStream();
    Copied copied = Inscriber.copy(new ByteArrayInputStream(original), name, InscriptionSamples.ALL, plain);
    assertThat(copied.result()).isEqualTo(Result.FOR_EXIFTOOL);
    assertThat(plain.toByteArray()).isEqualTo(original);
    ByteArrayOutputStream copy = new ByteArrayOutputStream();
    Path source = Files.write(temp.resolve("plain " + name), plain.toByteArray());
    assertThat(tool.inscribe(source, copied, copy, () -> false)).isTrue();
    return Files.write(temp.resolve(name), copy.toByteArray());
  }

  private static void exif(JsonNode read) {
    assertThat(read.path("ExifIFD:DateTimeOriginal").asText()).isEqualTo(CLOCK);
    assertThat(read.path("ExifIFD:OffsetTimeOriginal").asText()).isEqualTo("+02:00");
    assertThat(read.path("IFD0:ImageDescription").asText()).isEqualTo(InscriptionSamples.ALL.description());
    assertThat(read.path("GPS:GPSLatitude").asDouble()).isCloseTo(33.856784, MILLIMETRES);
    assertThat(read.path("GPS:GPSLatitudeRef").asText()).isEqualTo("S");
    assertThat(read.path("GPS:GPSLongitude").asDouble()).isCloseTo(151.215297, MILLIMETRES);
    assertThat(read.path("GPS:GPSLongitudeRef").asText()).isEqualTo("E");
    assertThat(read.path("GPS:GPSAltitude").asDouble()).isEqualTo(4.25);
    assertThat(read.path("GPS:GPSAltitudeRef").asInt()).isEqualTo(1);
  }

  private static void xmp(JsonNode read) {
    for (String tag : List.of("XMP-exif:DateTimeOriginal", "XMP-photoshop:DateCreated", "XMP-xmp:CreateDate")) {
      assertThat(read.path(tag).asText()).isEqualTo(CLOCK + "+02:00");
    }
    assertThat(read.path("XMP-exif:GPSLatitude").asDouble()).isCloseTo(-33.856784, MILLIMETRES);
    assertThat(read.path("XMP-exif:GPSLongitude").asDouble()).isCloseTo(151.215297, MILLIMETRES);
    assertThat(read.path("XMP-dc:Description").asText()).isEqualTo(InscriptionSamples.ALL.description());
    assertThat(list(read, "XMP-iptcExt:PersonInImage")).containsExactly("Ada", "Grace / Hopper | <b>", "Åsa");
    assertThat(list(read, "XMP-dc:Subject")).containsExactly("Ada", "Grace / Hopper | <b>", "Åsa");
    assertThat(list(read, "XMP-digiKam:TagsList"))
        .containsExactly("People/Ada", "People/Grace _ Hopper | <b>", "People/Åsa");
    assertThat(list(read, "XMP-lr:HierarchicalSubject"))
        .containsExactly("People|Ada", "People|Grace / Hopper _ <b>", "People|Åsa");
    assertThat(read.path("XMP-xmp:Rating").asInt()).isEqualTo(5);
  }

  private static List<String> list(JsonNode read, String tag) {
    List<String> texts = new ArrayList<>();
    read.path(tag).forEach(each -> texts.add(each.asText()));
    return texts;
  }

  private JsonNode read(Path file) throws Exception {
    // -b: texts as they are, with their line ends.
    return JSON.readTree(run("-j", "-G1", "-n", "-struct", "-b", file.toString())).path(0);
  }

  /** ExifTool's own check of structure; that a made-up camera lacks mandatory tags is no complaint. */
  private void assertNoComplaint(Path file) throws Exception {
    JsonNode read = JSON.readTree(run("-j", "-Error", "-Warning", file.toString())).path(0);
    assertThat(read.path("Error").asText() + read.path("Warning").asText()).isEmpty();
  }

  private String run(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(tool.program().toString(), "-config", ""));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return out;
  }
}
