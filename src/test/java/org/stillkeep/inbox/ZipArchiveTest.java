package org.stillkeep.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stillkeep.faults.Covers;

class ZipArchiveTest {

  private static final byte[] PHOTO = "pixels".repeat(1000).getBytes(StandardCharsets.US_ASCII);

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void whatTheJdkWritesComesBack(long seed) throws IOException {
    Random random = new Random(seed);
    Map<String, byte[]> contents = new LinkedHashMap<>();
    Path file = folder.resolve("jdk.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
      out.setComment("c".repeat(random.nextInt(300)));
      for (int i = 0; i < 60; i++) {
        byte[] content = new byte[random.nextInt(100_000)];
        random.nextBytes(content);
        contents.put("Takeout/Gr\u00fc\u00dfe/" + i + ".jpg", content);
        write(out, "Takeout/Gr\u00fc\u00dfe/" + i + ".jpg", content, random.nextBoolean());
      }
    }
    try (Archive archive = Archives.open(file)) {
      assertThat(archive.problems()).isEmpty();
      assertThat(read(archive)).containsExactlyEntriesOf(contents);
    }
  }

  private static void write(ZipOutputStream out, String name, byte[] content, boolean stored) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    if (stored) {
      CRC32 crc = new CRC32();
      crc.update(content);
      entry.setMethod(ZipEntry.STORED);
      entry.setSize(content.length);
      entry.setCrc(crc.getValue());
    }
    out.putNextEntry(entry);
    out.write(content);
    out.closeEntry();
  }

  private static Map<String, byte[]> read(Archive archive) throws IOException {
    Map<String, byte[]> contents = new LinkedHashMap<>();
    for (int i = 0; i < archive.size(); i++) {
      try (InputStream in = archive.open(i)) {
        contents.put(archive.entry(i).path(), in.readAllBytes());
      }
    }
    return contents;
  }

  @Test
  @Covers("Z20")
  void seventyThousandEntriesAreListedAndRead() throws IOException {
    Path file = folder.resolve("many.zip");
    try (ZipOutputStream out = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
      out.setLevel(1);
      for (int i = 0; i < 70_000; i++) {
        out.putNextEntry(new ZipEntry(i + ".json"));
        out.write(i);
      }
    }
    try (Archive archive = Archives.open(file)) {
      assertThat(archive.size()).isEqualTo(70_000);
      assertThat(archive.entry(69_999).path()).isEqualTo("69999.json");
      try (InputStream in = archive.open(69_999)) {
        assertThat(in.readAllBytes()).containsExactly((byte) 69_999);
      }
    }
  }

  @Test
  @Covers("Z20")
  void offsetsAndSizesBeyondFourGibibytesAreRead() throws IOException {
    long fiveGib = 5L << 30;
    Path file = folder.resolve("large.zip");
    try (BigZip zip = new BigZip(file)) {
      zip.addHole("video.mp4", fiveGib);
      zip.addStored("photo.jpg", PHOTO);
      zip.finish();
    }
    try (Archive archive = Archives.open(file)) {
      assertThat(archive.entry(0).sizeBytes()).isEqualTo(fiveGib);
      try (InputStream in = archive.open(1)) {
        assertThat(in.readAllBytes()).isEqualTo(PHOTO);
      }
      assertThat(archive.bytesRead()).isLessThan(200_000);
    }
  }

  @Test
  @Covers("Z20")
  void halfAMillionEntriesTakeLittleMemory() throws IOException {
    int count = 500_000;
    Path file = folder.resolve("huge.zip");
    try (BigZip zip = new BigZip(file)) {
      zip.addStored("Takeout/Google Photos/first.jpg", PHOTO);
      for (int i = 1; i < count; i++) {
        zip.addHole("Takeout/Google Photos/Photos from 2019/IMG_" + i + ".jpg.supplemental-metadata.json", 100);
      }
      zip.finish();
    }
    long before = usedHeapBytes();
    try (Archive archive = Archives.open(file)) {
      long taken = usedHeapBytes() - before;
      assertThat(archive.size()).isEqualTo(count);
      assertThat(taken).isLessThan(150L * count);
      assertThat(archive.entry(count - 1).path()).contains("IMG_499999.jpg");
    }
  }

  private static long usedHeapBytes() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  @Test
  void severalStreamsAreReadInTurns() throws IOException {
    HandmadeZip zip = new HandmadeZip();
    zip.add("a", PHOTO).stored();
    zip.add("b", PHOTO);
    Path file = zip.write(folder.resolve("two.zip"));
    try (Archive archive = Archives.open(file);
        InputStream first = archive.open(0);
        InputStream second = archive.open(1);
        InputStream again = archive.open(1)) {
      for (byte expected : PHOTO) {
        assertThat(first.read()).isEqualTo(expected);
        assertThat(second.read()).isEqualTo(expected);
        assertThat(again.read()).isEqualTo(expected);
      }
      assertThat(first.read()).isEqualTo(-1);
    }
  }

  @Test
  @Covers("Z3")
  void theLastByteIsGivenOutOnlyWhenTheChecksumIsRight() throws IOException {
    HandmadeZip zip = new HandmadeZip();
    zip.add("a", PHOTO).stored().declaredCrc(1);
    try (Archive archive = Archives.open(zip.write(folder.resolve("bad.zip")));
        InputStream in = archive.open(0)) {
      assertThat(in.readNBytes(PHOTO.length - 1)).hasSize(PHOTO.length - 1);
      for (int attempt = 0; attempt < 2; attempt++) {
        assertThatThrownBy(in::read)
            .isInstanceOfSatisfying(
                EntryException.class, e -> assertThat(e.reason()).isEqualTo(EntryException.Reason.CRC_MISMATCH));
      }
    }
  }

  /** Z26. */
  @Test
  @Covers({"F35", "Z26"})
  void aFileThatIsCutOrRewrittenWhileOpenHasChanged() throws IOException {
    HandmadeZip zip = new HandmadeZip();
    zip.add("a", PHOTO).stored();
    zip.add("b", PHOTO).stored();
    Path file = zip.write(folder.resolve("in.zip"));
    try (Archive archive = Archives.open(file)) {
      byte[] other = Files.readAllBytes(file);
      other[200] ^= 1;
      Files.write(file, other);
      Files.setLastModifiedTime(file, FileTime.fromMillis(1));
      assertChanged(archive, 0);
      Files.write(file, new byte[50]);
      assertChanged(archive, 1);
    }
  }

  private static void assertChanged(Archive archive, int index) {
    assertThatThrownBy(
            () -> {
              try (InputStream in = archive.open(index)) {
                in.transferTo(OutputStream.nullOutputStream());
              }
            })
        .isInstanceOfSatisfying(
            EntryException.class, e -> assertThat(e.reason()).isEqualTo(EntryException.Reason.CHANGED));
  }

  @Test
  @Covers("F34")
  void aFileThatIsMovedAwayWhileOpenIsReadToItsEnd() throws IOException {
    HandmadeZip zip = new HandmadeZip();
    zip.add("a", PHOTO);
    Path file = zip.write(folder.resolve("in.zip"));
    try (Archive archive = Archives.open(file)) {
      Files.move(file, folder.resolve("elsewhere.zip"));
      try (InputStream in = archive.open(0)) {
        assertThat(in.readAllBytes()).isEqualTo(PHOTO);
      }
    }
  }

  @Test
  @Covers("F37")
  void theFingerprintIsTheSameUnderAnyNameAndAnotherForOtherContent() throws IOException {
    HandmadeZip zip = new HandmadeZip();
    zip.add("a", PHOTO);
    HandmadeZip other = new HandmadeZip();
    other.add("a", PHOTO.clone()).declaredCrc(7);
    ArchiveFingerprint first = fingerprint(zip.write(folder.resolve("one.zip")));
    assertThat(fingerprint(zip.write(folder.resolve("two (1).zip")))).isEqualTo(first);
    assertThat(fingerprint(other.write(folder.resolve("three.zip")))).isNotEqualTo(first);
  }

  private static ArchiveFingerprint fingerprint(Path file) throws IOException {
    try (Archive archive = Archives.open(file)) {
      return archive.fingerprint();
    }
  }

  /** Z23. */
  @Test
  @Covers("Z23")
  void datesOfEntriesAreReadOrLeftOut() throws IOException {
    HandmadeZip zip = new HandmadeZip();
    zip.add("dos", PHOTO).dosTime(0x58cf6452);
    zip.add("zero", PHOTO).dosTime(0);
    zip.add("ones", PHOTO).dosTime(-1);
    zip.add("1920", PHOTO).dosTime(0).extra(timestamp(-1577923200));
    try (Archive archive = Archives.open(zip.write(folder.resolve("dates.zip")))) {
      assertThat(archive.entry(0).modified()).contains(LocalDateTime.of(2024, 6, 15, 12, 34, 36));
      assertThat(archive.entry(1).modified()).isEmpty();
      assertThat(archive.entry(2).modified()).isEmpty();
      assertThat(archive.entry(3).modified()).contains(LocalDateTime.of(1920, 1, 1, 0, 0));
    }
  }

  private static byte[] timestamp(int seconds) {
    return ByteBuffer.allocate(9)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putShort((short) 0x5455)
        .putShort((short) 5)
        .put((byte) 1)
        .putInt(seconds)
        .array();
  }

  @Test
  @Covers({"Z8", "Z9", "Z17"})
  void odditiesOfTheWholeAreToldInWords() throws IOException {
    HandmadeZip zip = new HandmadeZip().prefix("MZ program".getBytes(StandardCharsets.US_ASCII), false);
    zip.add("a", PHOTO).flags(1);
    zip.add("b", PHOTO).method(9);
    zip.add("c", PHOTO).method(9);
    try (Archive archive = Archives.open(zip.write(folder.resolve("odd.zip")))) {
      assertThat(archive.problems())
          .containsExactly(
              "10 bytes lie before the archive",
              "one entry is protected by a password",
              "2 entries are packed in a way that cannot be read");
    }
  }

  @Test
  void codePage437IsTheOneThatTheJdkKnows() {
    byte[] all = new byte[128];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) (i + 128);
    }
    assertThat(ZipNames.decode(all, 0, all.length)).isEqualTo(new String(all, Charset.forName("IBM437")));
  }
}
