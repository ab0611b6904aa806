package org.stillkeep.importer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.stillkeep.inbox.HandmadeTgz;
import org.stillkeep.inbox.HandmadeZip;
import org.stillkeep.media.MediaSamples;

/** Some hundred kinds of trouble, made from one small Takeout by fixed rules and seeds: the same at every run. */
final class Troubles {

  /** An archive with something wrong in it. */
  record Trouble(String name, String extension, byte[] archive) {}

  private static final int CENTRAL = 0x02014b50;
  private static final int LOCAL = 0x04034b50;
  private static final int END = 0x06054b50;

  /** Offset and length of each number in the headers of a ZIP (PKWARE APPNOTE 4.3.7, 4.3.12, 4.3.16). */
  private static final int[][] LOCAL_FIELDS = {{4, 2}, {6, 2}, {8, 2}, {10, 4}, {14, 4}, {18, 4}, {22, 4}, {26, 2}, {28, 2}};

  private static final int[][] CENTRAL_FIELDS = {
    {4, 2}, {6, 2}, {8, 2}, {10, 2}, {12, 4}, {16, 4}, {20, 4}, {24, 4}, {28, 2}, {30, 2}, {32, 2}, {34, 2}, {36, 2}, {38, 4}, {42, 4}
  };
  private static final int[][] END_FIELDS = {{4, 2}, {6, 2}, {8, 2}, {10, 2}, {12, 4}, {16, 4}, {20, 2}};
  private static final long[] VALUES = {0, 1, 0x7fff_ffffL, 0x8000_8000L, 0xffff_ffffL};

  /** Offset and length of each field in a header block of a TAR (POSIX ustar). */
  private static final int[][] TAR_FIELDS = {
    {0, 100}, {100, 8}, {108, 8}, {116, 8}, {124, 12}, {136, 12}, {157, 100}, {257, 8}, {265, 32}, {329, 8}, {337, 8}, {345, 155}
  };

  private static final String FOLDER = "Takeout/Google Photos/Photos from 2019/";

  private final List<Trouble> troubles = new ArrayList<>();
  private final Random random = new Random(20_240_601);
  private final Path scratch;

  private Troubles(Path scratch) {
    this.scratch = scratch;
  }

  /** @param scratch a file that may be overwritten */
  static List<Trouble> all(Path scratch) throws IOException {
    Troubles all = new Troubles(scratch);
    all.zips();
    all.tgzs();
    all.nested();
    all.texts();
    all.media();
    return all.troubles;
  }

  private static Map<String, byte[]> takeout() {
    byte[] photo = MediaSamples.jpeg("1", LocalDateTime.of(2019, 8, 7, 16, 5), Optional.empty());
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("Takeout/archive_browser.html", ascii("<html></html>"));
    entries.put(FOLDER + "IMG_1.jpg", photo);
    entries.put(FOLDER + "IMG_1.jpg.supplemental-metadata.json", sidecar("IMG_1.jpg"));
    entries.put(FOLDER + "IMG_2.HEIC", MediaSamples.jpeg("2"));
    entries.put(FOLDER + "IMG_2.MP4", MediaSamples.mp4("2", 2_000));
    entries.put(FOLDER + "IMG_2.HEIC.supplemental-metadata.json", sidecar("IMG_2.HEIC"));
    entries.put("Takeout/Google Photos/Sardinia/metadata.json", ascii("{\"title\": \"Sardinia\"}"));
    entries.put("Takeout/Google Photos/Sardinia/IMG_1.jpg", photo);
    return entries;
  }

  private static byte[] sidecar(String title) {
    return ascii("{\"title\": \"" + title + "\", \"photoTakenTime\": {\"timestamp\": \"1565186704\"}}");
  }

  private byte[] zip(Map<String, byte[]> entries) throws IOException {
    TakeoutBuilder.zip(scratch, entries);
    byte[] bytes = Files.readAllBytes(scratch);
    Files.delete(scratch);
    return bytes;
  }

  private static byte[] tgz(Map<String, byte[]> entries) {
    HandmadeTgz tgz = new HandmadeTgz();
    entries.forEach(tgz::add);
    return tgz.bytes();
  }

  private void zips() throws IOException {
    byte[] sound = zip(takeout());
    add("nothing", "zip", sound);
    fields("local header", sound, find(sound, LOCAL, 2), LOCAL_FIELDS);
    fields("directory header", sound, find(sound, CENTRAL, 1), CENTRAL_FIELDS);
    fields("another directory header", sound, find(sound, CENTRAL, 6), CENTRAL_FIELDS);
    fields("end record", sound, find(sound, END, 0), END_FIELDS);
    anywhere("zip", sound, 60);
  }

  private void fields(String what, byte[] sound, int at, int[][] fields) {
    for (int[] field : fields) {
      for (long value : VALUES) {
        byte[] wrong = sound.clone();
        ByteBuffer little = ByteBuffer.wrap(wrong).order(ByteOrder.LITTLE_ENDIAN);
        if (field[1] == 2) {
          little.putShort(at + field[0], (short) value);
        } else {
          little.putInt(at + field[0], (int) value);
        }
        add(what + " at " + field[0] + " is " + value, "zip", wrong);
      }
    }
  }

  /** Flipped bits, zeros, missing ends, missing and doubled stretches, at chance places. */
  private void anywhere(String extension, byte[] sound, int times) {
    for (int i = 0; i < times; i++) {
      int at = random.nextInt(sound.length);
      byte[] flipped = sound.clone();
      flipped[at] ^= (byte) (1 << random.nextInt(8));
      add("a flipped bit at " + at, extension, flipped);
    }
    for (int i = 0; i < times / 4; i++) {
      int from = random.nextInt(sound.length);
      int to = from + random.nextInt(sound.length - from);
      byte[] zeros = sound.clone();
      Arrays.fill(zeros, from, to, (byte) 0);
      add("zeros from " + from + " to " + to, extension, zeros);
      add("cut at " + from, extension, Arrays.copyOf(sound, from));
      add("without " + from + " to " + to, extension, join(Arrays.copyOf(sound, from), Arrays.copyOfRange(sound, to, sound.length)));
      add("twice " + from + " to " + to, extension, join(Arrays.copyOf(sound, to), Arrays.copyOfRange(sound, from, sound.length)));
    }
  }

  private void tgzs() {
    byte[] sound = tgz(takeout());
    add("nothing", "tgz", sound);
    anywhere("tgz", sound, 40);
    HandmadeTgz whole = new HandmadeTgz();
    takeout().forEach(whole::add);
    byte[] tar = whole.tar();
    for (int[] field : TAR_FIELDS) {
      for (byte value : new byte[] {0, ' ', '7', (byte) 0x80, (byte) 0xff}) {
        header("TAR header at " + field[0] + " full of " + value, tar, field[0], field[1], value);
      }
    }
    for (char type : "0127SxgLKDNVM\0".toCharArray()) {
      header("TAR entry of type " + (int) type, tar, 156, 1, (byte) type);
    }
  }

  /** Changes the second entry's header, and its checksum with it. */
  private void header(String name, byte[] tar, int at, int length, byte value) {
    byte[] wrong = tar.clone();
    byte[] block = Arrays.copyOfRange(wrong, 1024, 1536);
    Arrays.fill(block, at, at + length, value);
    System.arraycopy(HandmadeTgz.checksummed(block), 0, wrong, 1024, block.length);
    add(name, "tgz", HandmadeTgz.gzip(wrong));
  }

  private void nested() throws IOException {
    byte[] inner = zip(takeout());
    byte[] outer = around(inner);
    add("nothing inside", "zip", outer);
    anywhere("zip", outer, 20);
    for (int i = 0; i < 20; i++) {
      byte[] wrong = inner.clone();
      wrong[random.nextInt(wrong.length)] ^= (byte) 0xff;
      add("a flipped byte inside, " + i, "zip", around(wrong));
    }
  }

  private static byte[] around(byte[] inner) {
    HandmadeZip zip = new HandmadeZip();
    zip.add("Takeout/takeout-20200101T000000Z-001.zip", inner).stored();
    return zip.bytes();
  }

  private void texts() throws IOException {
    Map<String, byte[]> texts = new LinkedHashMap<>();
    texts.put("empty", new byte[0]);
    texts.put("a mark of byte order", join(new byte[] {(byte) 0xef, (byte) 0xbb, (byte) 0xbf}, sidecar("IMG_1.jpg")));
    texts.put("UTF-16", new String(sidecar("IMG_1.jpg"), StandardCharsets.US_ASCII).getBytes(StandardCharsets.UTF_16));
    texts.put("a third of it", Arrays.copyOf(sidecar("IMG_1.jpg"), 30));
    texts.put("nested 100,000 deep", ascii("{\"a\":".repeat(100_000)));
    texts.put("lists nested 100,000 deep", ascii("[".repeat(100_000)));
    texts.put("5 MB", ascii("{\"title\": \"" + "x".repeat(5 << 20) + "\"}"));
    texts.put("bytes that are no text", new byte[] {'{', '"', (byte) 0xff, (byte) 0xfe, '"', ':', '1', '}'});
    for (String text : List.of("{}", "[]", "null", "true", "0", "\"\"", "{", "{]", "{\"title\"}", "{\"title\": [\"a\"]}", "NaN")) {
      texts.put(text, ascii(text));
    }
    String[] numbers = {"1e999", "-0", "NaN", "Infinity", "\"" + "9".repeat(40) + "\"", "-1577923200", "1565186704000", "883612800000", "\"\"", "null", "{}", "[1]"};
    for (String number : numbers) {
      texts.put("taken " + number, ascii("{\"title\": \"IMG_1.jpg\", \"photoTakenTime\": {\"timestamp\": " + number + "}}"));
      texts.put(
          "latitude " + number,
          ascii("{\"title\": \"IMG_1.jpg\", \"photoTakenTime\": {\"timestamp\": 1}, \"geoData\": {\"latitude\": " + number + ", \"longitude\": 1e308}}"));
    }
    String[] titles = {"", ".", "..", "/", "../../x.jpg", "a\\\\b.jpg", "\\u0000.jpg", "\\ud800.jpg", "\\u202egpj.jpg", "&#39;.jpg", "x".repeat(3000), "CON"};
    for (String title : titles) {
      texts.put("titled " + title, sidecar(title));
    }
    for (Map.Entry<String, byte[]> text : texts.entrySet()) {
      Map<String, byte[]> entries = takeout();
      entries.put(FOLDER + "IMG_1.jpg.supplemental-metadata.json", text.getValue());
      entries.put("Takeout/Google Photos/Sardinia/metadata.json", text.getValue());
      String name = text.getKey();
      add("JSON: " + name.substring(0, Math.min(40, name.length())), "zip", zip(entries));
    }
  }

  private void media() throws IOException {
    byte[] jpeg = MediaSamples.jpeg("1", LocalDateTime.of(2019, 8, 7, 16, 5), Optional.empty());
    byte[] mp4 = MediaSamples.mp4("1", 2_000);
    for (int i = 2; i < Math.min(jpeg.length, 120); i += 3) {
      byte[] wrong = jpeg.clone();
      wrong[i] = (byte) 0xff;
      picture("JPEG with ff at " + i, "jpg", wrong);
    }
    for (int i = 0; i < 60; i += 4) {
      byte[] wrong = mp4.clone();
      Arrays.fill(wrong, i, i + 4, (byte) (i % 8 == 0 ? 0xff : 0));
      picture("MP4 with an odd number at " + i, "mp4", wrong);
    }
    picture("JPEG of 100,000 segments", "jpg", join(new byte[] {(byte) 0xff, (byte) 0xd8}, repeat(new byte[] {(byte) 0xff, (byte) 0xe5, 0, 2}, 100_000)));
    picture("MP4 nested 10,000 deep", "mp4", boxes(10_000));
    String external = "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><x>&e;</x>";
    StringBuilder laughs = new StringBuilder("<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a0 \"ha\">");
    for (int i = 1; i < 30; i++) {
      laughs.append("<!ENTITY a").append(i).append(" \"").append("&a").append(i - 1).append(";&a").append(i - 1).append(";\">");
    }
    picture("XMP that asks for a file", "jpg", xmp(external));
    picture("XMP with a billion laughs", "jpg", xmp(laughs + "]><x>&a29;</x>"));
  }

  private void picture(String name, String extension, byte[] content) throws IOException {
    Map<String, byte[]> entries = takeout();
    // Without a sidecar, so that the bytes are asked.
    entries.put("Takeout/Google Photos/Sardinia/IMG_7." + extension, content);
    add(name, "zip", zip(entries));
  }

  private static byte[] xmp(String packet) {
    byte[] body = join(ascii("http://ns.adobe.com/xap/1.0/\0"), ascii(packet));
    byte[] segment = ByteBuffer.allocate(4).put((byte) 0xff).put((byte) 0xe1).putShort((short) (body.length + 2)).array();
    byte[] jpeg = MediaSamples.jpeg("x");
    return join(Arrays.copyOf(jpeg, 2), segment, body, Arrays.copyOfRange(jpeg, 2, jpeg.length));
  }

  private static byte[] boxes(int depth) {
    ByteBuffer boxes = ByteBuffer.allocate(16 + 8 * depth);
    boxes.putInt(16).put(ascii("ftypmp42\0\0\0\0"));
    for (int i = 0; i < depth; i++) {
      boxes.putInt(8 * (depth - i)).put(ascii("moov"));
    }
    return boxes.array();
  }

  private void add(String name, String extension, byte[] archive) {
    troubles.add(new Trouble(extension + ": " + name, extension, archive));
  }

  private static int find(byte[] bytes, int signature, int skip) {
    ByteBuffer little = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int left = skip;
    for (int i = 0; i <= bytes.length - 4; i++) {
      if (little.getInt(i) == signature && left-- == 0) {
        return i;
      }
    }
    throw new IllegalArgumentException("no such header");
  }

  private static byte[] repeat(byte[] bytes, int times) {
    ByteBuffer all = ByteBuffer.allocate(bytes.length * times);
    for (int i = 0; i < times; i++) {
      all.put(bytes);
    }
    return all.array();
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try {
      for (byte[] part : parts) {
        all.write(part);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all.toByteArray();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
