package org.stillkeep.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.inbox.ArchiveException.State;

class TgzArchiveTest {

  private static final int PHOTO_BYTES = 300_000;

  @TempDir Path folder;

  /** Pictures, which do not compress, each with its sidecar. */
  private Path photos(int count) throws IOException {
    Random random = new Random(7);
    HandmadeTgz tgz = new HandmadeTgz();
    for (int i = 0; i < count; i++) {
      byte[] photo = new byte[PHOTO_BYTES];
      random.nextBytes(photo);
      tgz.add("Takeout/Google Photos/a/" + i + ".jpg", photo);
      tgz.add("Takeout/Google Photos/a/" + i + ".jpg.json", ("{\"title\":\"" + i + ".jpg\"}").getBytes(StandardCharsets.UTF_8));
    }
    return Files.write(folder.resolve("takeout-20240525T201456Z-001.tgz"), tgz.bytes());
  }

  private static byte[] read(EntryContents archive, int index) throws IOException {
    try (InputStream in = archive.open(index)) {
      return in.readAllBytes();
    }
  }

  private static long crc(byte[] content) {
    CRC32 crc = new CRC32();
    crc.update(content);
    return crc.getValue();
  }

  @Test
  void entriesHaveNameSizeTimeAndChecksum() throws IOException {
    byte[] photo = "pixels".getBytes(StandardCharsets.US_ASCII);
    Path file = Files.write(folder.resolve("a.tgz"), new HandmadeTgz().add("Takeout/é.jpg", photo).bytes());
    try (Archive archive = Archives.open(file)) {
      assertThat(archive.kind()).isEqualTo(ArchiveKind.TGZ);
      assertThat(archive.size()).isEqualTo(1);
      assertThat(archive.problems()).isEmpty();
      ArchiveEntry entry = archive.entry(0);
      assertThat(entry.path()).isEqualTo("Takeout/é.jpg");
      assertThat(entry.sizeBytes()).isEqualTo(photo.length);
      assertThat(entry.crc32()).isEqualTo(crc(photo));
      assertThat(entry.modified()).contains(LocalDateTime.of(2024, 5, 25, 20, 14, 56));
      assertThat(read(archive, 0)).isEqualTo(photo);
    }
  }

  @Test
  void longNamesAreReadInBothFormsThatThereAre() throws IOException {
    String name = "Takeout/Google Photos/" + "long ".repeat(50) + "é.jpg";
    HandmadeTgz tgz = new HandmadeTgz().pax("path", name).add("short", new byte[1]).gnuLongName(name + "2");
    Path file = Files.write(folder.resolve("a.tgz"), tgz.add("short", new byte[2]).bytes());
    try (Archive archive = Archives.open(file)) {
      assertThat(archive.entry(0).path()).isEqualTo(name);
      assertThat(archive.entry(1).path()).isEqualTo(name + "2");
    }
  }

  @Test
  void readingInOrderCostsOneWayThroughTheFileAndListingAnother() throws IOException {
    Path file = photos(20);
    long size = Files.size(file);
    try (Archive archive = Archives.open(file)) {
      assertThat(archive.bytesRead()).isBetween(size, size + 400_000);
      for (int i = 1; i < archive.size(); i += 2) {
        assertThat(read(archive, i)).asString(StandardCharsets.UTF_8).contains("title");
      }
      assertThat(archive.bytesRead()).as("sidecars were read with the listing").isLessThan(size + 400_000);
      for (int i = 0; i < archive.size(); i += 2) {
        assertThat(read(archive, i)).hasSize(PHOTO_BYTES);
      }
      assertThat(archive.bytesRead()).isLessThan(2 * size + 800_000);
    }
  }

  @Test
  void stillsAndFarAwayVideosInTurnCostOneWayEach() throws IOException {
    Path file = photos(20);
    long size = Files.size(file);
    try (Archive archive = Archives.open(file)) {
      for (int i = 0; i < 10; i++) {
        assertThat(read(archive, 20 + 2 * i)).hasSize(PHOTO_BYTES);
        assertThat(read(archive, 2 * i)).hasSize(PHOTO_BYTES);
      }
      assertThat(archive.bytesRead()).isLessThan(3 * size);
    }
  }

  @Test
  void aTextThatIsAskedForAgainIsReadAgain() throws IOException {
    try (Archive archive = Archives.open(photos(2))) {
      byte[] once = read(archive, 1);
      assertThat(read(archive, 1)).isEqualTo(once);
    }
  }

  @Test
  void whatWasListedBeforeIsReadWithoutListingItAgain() throws IOException {
    Path file = photos(20);
    ArchiveFingerprint listed = Archives.identify(file).archives().get(0).fingerprint();
    try (EntryContents contents = Archives.reopen(file, listed, () -> false)) {
      assertThat(read(contents, 0)).hasSize(PHOTO_BYTES);
      assertThat(contents.bytesRead()).isLessThan(Files.size(file) / 4);
    }
    try (Archive archive = Archives.open(file)) {
      assertThat(archive.fingerprint()).isEqualTo(listed);
    }
  }

  @Test
  void theSameUnderAnotherNameHasTheSameFingerprintAndAnotherHasAnother() throws IOException {
    Path file = photos(4);
    ArchiveFingerprint first = Archives.identify(file).archives().get(0).fingerprint();
    byte[] bytes = Files.readAllBytes(file);
    Path renamed = Files.write(folder.resolve("renamed (1).tgz"), bytes);
    assertThat(Archives.identify(renamed).archives().get(0).fingerprint()).isEqualTo(first);
    bytes[bytes.length - 6] ^= 1;
    Files.write(renamed, bytes);
    assertThat(Archives.identify(renamed).archives().get(0).fingerprint()).isNotEqualTo(first);
  }

  @Test
  void anotherArchiveInItsPlaceIsNotReopened() throws IOException {
    Path file = photos(1);
    ArchiveFingerprint listed = Archives.identify(file).archives().get(0).fingerprint();
    Files.write(file, new HandmadeTgz().add("a.jpg", new byte[9]).bytes());
    assertThatThrownBy(() -> Archives.reopen(file, listed, () -> false)).isInstanceOf(ArchiveException.class);
  }

  @Test
  void severalMembersOneAfterTheOtherAreOneArchive() throws IOException {
    byte[] tar = new HandmadeTgz().add("a.jpg", new byte[5000]).add("b.jpg", new byte[10]).tar();
    byte[] first = HandmadeTgz.gzip(Arrays.copyOf(tar, 1234));
    byte[] second = HandmadeTgz.gzip(new byte[0]);
    byte[] third = HandmadeTgz.gzip(Arrays.copyOfRange(tar, 1234, tar.length));
    Path file = Files.write(folder.resolve("a.tgz"), concat(first, second, third));
    try (Archive archive = Archives.open(file)) {
      assertThat(archive.size()).isEqualTo(2);
      assertThat(archive.problems()).isEmpty();
      assertThat(read(archive, 1)).hasSize(10);
    }
  }

  /** {@code cat takeout-*.tgz > all.tgz}: photos in the second one must not be passed over in silence. */
  @Test
  void severalTarsOneAfterTheOtherAreOneArchive() throws IOException {
    byte[] first = new HandmadeTgz().add("a.jpg", new byte[5000]).bytes();
    byte[] padded = HandmadeTgz.gzip(Arrays.copyOf(new HandmadeTgz().add("b.jpg", new byte[10]).tar(), 10_240));
    byte[] third = new HandmadeTgz().pax("path", "é.jpg").add("c.jpg", new byte[7]).bytes();
    Path file = Files.write(folder.resolve("a.tgz"), concat(first, padded, new HandmadeTgz().bytes(), third));
    try (Archive archive = Archives.open(file)) {
      assertThat(archive.problems()).isEmpty();
      assertThat(archive.size()).isEqualTo(3);
      assertThat(archive.entry(2).path()).isEqualTo("é.jpg");
      assertThat(read(archive, 2)).hasSize(7);
      assertThat(read(archive, 1)).hasSize(10);
    }
  }

  @Test
  void aSecondTarThatBreaksOffOrIsDamagedIsNotTakenForGarbage() throws IOException {
    byte[] first = new HandmadeTgz().add("a.jpg", new byte[5000]).bytes();
    byte[] second = new HandmadeTgz().add("b.jpg", new byte[5000]).tar();
    Path file = Files.write(folder.resolve("a.tgz"), concat(first, HandmadeTgz.gzip(Arrays.copyOf(second, 3000))));
    assertThatThrownBy(() -> Archives.open(file).close()).isInstanceOf(ArchiveException.class);
  }

  @Test
  void noTarBehindATarIsToldAndDoesNoHarm() throws IOException {
    byte[] tar = new HandmadeTgz().add("a.jpg", new byte[5000]).tar();
    for (int garbageBytes : new int[] {1, 511, 512, 5000}) {
      byte[] garbage = "garbage ".repeat(1000).substring(0, garbageBytes).getBytes(StandardCharsets.US_ASCII);
      Path file = Files.write(folder.resolve("a.tgz"), HandmadeTgz.gzip(concat(tar, new byte[2048], garbage)));
      try (Archive archive = Archives.open(file)) {
        assertThat(archive.size()).isEqualTo(1);
        assertThat(archive.problems()).containsExactly("something lies behind the archive");
      }
    }
  }

  @Test
  void whatLiesBehindIsToldAndDoesNoHarm() throws IOException {
    byte[] sound = new HandmadeTgz().add("a.jpg", new byte[5000]).bytes();
    Path file = Files.write(folder.resolve("a.tgz"), concat(sound, new byte[1000]));
    assertThat(Archives.identify(file).archives()).hasSize(1);
    try (Archive archive = Archives.open(file)) {
      assertThat(archive.size()).isEqualTo(1);
      assertThat(archive.problems()).containsExactly("something lies behind the archive");
    }
  }

  @Test
  void aFileThatEndsEarlyAnywhereIsGrowingAndNeverAnArchive() throws IOException {
    byte[] sound = Files.readAllBytes(photos(1));
    List<Integer> lengths = new ArrayList<>(List.of(1, 2, 9, 10, 11, 40, sound.length - 9, sound.length - 8, sound.length - 1));
    for (int length = 50; length < sound.length; length += 7919) {
      lengths.add(length);
    }
    Path file = folder.resolve("cut.tgz");
    for (int length : lengths) {
      Files.write(file, Arrays.copyOf(sound, length));
      ArchiveException refused = catchThrowableOfType(ArchiveException.class, () -> Archives.open(file).close());
      assertThat(refused).as("cut to %d of %d bytes", length, sound.length).isNotNull();
      assertThat(refused.state()).as("cut to %d bytes", length).isIn(State.GROWING, State.NOT_AN_ARCHIVE);
    }
  }

  @Test
  void anEndThatNoTarHasIsSeenWithoutReadingTheWhole() throws IOException {
    byte[] sound = Files.readAllBytes(photos(4));
    Path file = Files.write(folder.resolve("cut.tgz"), Arrays.copyOf(sound, sound.length - 100_000));
    ArchiveException refused = catchThrowableOfType(ArchiveException.class, () -> Archives.identify(file));
    assertThat(refused.state()).isEqualTo(State.GROWING);
  }

  @Test
  void listingCanBeStopped() throws IOException {
    Path file = photos(4);
    AtomicInteger asked = new AtomicInteger();
    assertThatThrownBy(() -> Archives.open(file, () -> asked.incrementAndGet() > 3).close())
        .isInstanceOf(CancellationException.class);
  }

  /** Z23. */
  @Test
  void datesThatNoCalendarHasAreLeftOut() throws IOException {
    HandmadeTgz tgz = new HandmadeTgz().pax("mtime", "99999999999999").add("late", new byte[1]);
    tgz.pax("mtime", "-99999999999999").add("early", new byte[1]).pax("mtime", "-1577923200.5").add("1919", new byte[1]);
    Path file = Files.write(folder.resolve("a.tgz"), tgz.bytes());
    try (Archive archive = Archives.open(file)) {
      assertThat(archive.entry(0).modified()).isEmpty();
      assertThat(archive.entry(1).modified()).isEmpty();
      assertThat(archive.entry(2).modified().orElseThrow().getYear()).isEqualTo(1919);
    }
  }

  /** Z26. */
  @Test
  void aFileThatChangesAfterItWasListedIsSaidToHaveChanged() throws IOException {
    Path file = photos(4);
    try (Archive archive = Archives.open(file)) {
      byte[] bytes = Files.readAllBytes(file);
      Arrays.fill(bytes, 100, bytes.length, (byte) 1);
      Files.write(file, bytes);
      Files.setLastModifiedTime(file, FileTime.fromMillis(5_000));
      EntryException failure = catchThrowableOfType(EntryException.class, () -> read(archive, 4));
      assertThat(failure.reason()).isEqualTo(EntryException.Reason.CHANGED);
    }
  }

  @Test
  void behindADamageNothingIsLookedForAgainAndAgain() throws IOException {
    Path file = photos(20);
    FileTime time = Files.getLastModifiedTime(file);
    try (Archive archive = Archives.open(file)) {
      byte[] bytes = Files.readAllBytes(file);
      Arrays.fill(bytes, bytes.length / 2, bytes.length / 2 + 3000, (byte) 0xff);
      Files.write(file, bytes);
      Files.setLastModifiedTime(file, time);
      int failed = 0;
      for (int i = 0; i < archive.size(); i += 2) {
        failed += verdict(archive, i).equals("ok") ? 0 : 1;
      }
      assertThat(failed).isBetween(9, 11);
      assertThat(archive.bytesRead()).isLessThan(3 * Files.size(file));
    }
  }

  private static String verdict(Archive archive, int index) throws IOException {
    try {
      read(archive, index);
      return "ok";
    } catch (EntryException e) {
      return e.reason().name();
    }
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
