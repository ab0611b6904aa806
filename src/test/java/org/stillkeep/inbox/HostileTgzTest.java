package org.stillkeep.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.stillkeep.faults.Covers;
import org.stillkeep.inbox.ArchiveException.State;

/** The table of hostile archives (Z1 to Z26) for TGZ: what of it a TAR can have, and the verdict on each. */
@Covers("F40")
class HostileTgzTest {

  private static final byte[] JPEG = "JPEGDATA".repeat(100).getBytes(StandardCharsets.US_ASCII);
  private static final int MIB = 1 << 20;

  @TempDir Path folder;

  /** {@code whole} is what opening must say, else {@code entries} what each entry must say, in order. */
  record Case(String name, byte[] archive, State whole, List<String> entries) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Case refused(String name, byte[] archive, State state) {
    return new Case(name, archive, state, List.of());
  }

  private static Case opens(String name, HandmadeTgz tgz, String... entries) {
    return new Case(name, tgz.bytes(), null, List.of(entries));
  }

  static Stream<Case> cases() {
    return Stream.of(names(), kinds(), sizes(), headers(), gzips()).flatMap(List::stream);
  }

  private static List<Case> names() {
    HandmadeTgz slip = new HandmadeTgz();
    List<String> slips = List.of("../../evil.jpg", "..\\evil.jpg", "/abs.jpg", "C:\\x.jpg", "//srv/x.jpg", "a/../../b.jpg", "a//b.jpg");
    slips.forEach(name -> slip.add(name, JPEG));
    HandmadeTgz odd = new HandmadeTgz().pax("path", "rtl\u202egpj.exe").add("x", JPEG).add("", JPEG).add("..", JPEG);
    HandmadeTgz bytes = new HandmadeTgz();
    bytes.raw(HandmadeTgz.block(new byte[] {'c', (byte) 0xe9}, HandmadeTgz.octal(0, 12), '0', ""));
    bytes.raw(HandmadeTgz.block(new byte[] {'c', (byte) 0xc3, (byte) 0xa9}, HandmadeTgz.octal(0, 12), '0', ""));
    HandmadeTgz twice = new HandmadeTgz().add("a.jpg", JPEG).add("a.jpg", new byte[3]).add("A.JPG", JPEG).add("a.jpg/b", JPEG);
    String longName = "x".repeat(60_000);
    return List.of(
        opens("Z1 names that climb are kept as data", slip, "../../evil.jpg ok", "..\\evil.jpg ok", "/abs.jpg ok", "C:\\x.jpg ok", "//srv/x.jpg ok", "a/../../b.jpg ok", "a//b.jpg ok"),
        opens("Z21 odd names", odd, "rtl\u202egpj.exe ok", " ok", ".. ok"),
        opens("Z10 names that are not UTF-8", bytes, "c\u00e9 ok", "c\u00e9 ok"),
        opens("Z12 Z13 Z22 the same name twice", twice, "a.jpg ok", "a.jpg ok", "A.JPG ok", "a.jpg/b ok"),
        opens("Z21 a name of 60,000 bytes", new HandmadeTgz().gnuLongName(longName).add("x", JPEG), longName + " ok"));
  }

  private static List<Case> kinds() {
    HandmadeTgz kinds = new HandmadeTgz().header("link", 0, '2', "/etc/passwd").header("hard", 0, '1', "../../x");
    kinds.header("pipe", 0, '6', "").header("disk", 0, '4', "").header("tty", 0, '3', "").header("dir/", 0, '5', "");
    String refused = " NOT_A_FILE";
    HandmadeTgz linked = new HandmadeTgz().header("link.jpg", JPEG.length, '2', "x").content(JPEG).add("b.jpg", JPEG);
    return List.of(
        opens("Z2 links, pipes, devices, folders", kinds, "link" + refused, "hard" + refused, "pipe" + refused, "disk" + refused, "tty" + refused, "dir/" + refused),
        opens("Z2 a link with content", linked, "link.jpg" + refused, "b.jpg ok"),
        refused("a sparse file", new HandmadeTgz().header("s", 0, 'S', "").bytes(), State.DAMAGED),
        refused("a sparse file of 2^60 zeros", sparse().bytes(), State.DAMAGED));
  }

  private static HandmadeTgz sparse() {
    return new HandmadeTgz()
        .add("a", JPEG)
        .pax("GNU.sparse.size", Long.toString(1L << 60))
        .pax("GNU.sparse.map", "0,0," + (1L << 60) + ",0")
        .add("s.jpg", new byte[0]);
  }

  private static List<Case> sizes() {
    byte[] negative = new byte[12];
    Arrays.fill(negative, (byte) 0xff);
    byte[] huge = ByteBuffer.allocate(12).putInt(0x80000000).putLong(Long.MAX_VALUE).array();
    HandmadeTgz below = new HandmadeTgz().raw(HandmadeTgz.block("a".getBytes(StandardCharsets.US_ASCII), negative, '0', ""));
    HandmadeTgz above = new HandmadeTgz().raw(HandmadeTgz.block("a".getBytes(StandardCharsets.US_ASCII), huge, '0', ""));
    return List.of(
        refused("Z4 Z5 a size below zero", below.bytes(), State.NOT_AN_ARCHIVE),
        refused("Z5 a size of 2^63", above.add("b", JPEG).bytes(), State.DAMAGED),
        refused("Z5 a size beyond the end", new HandmadeTgz().header("a.jpg", 1L << 33, '0', "").bytes(), State.DAMAGED),
        refused("Z5 a size that no longer ends on a header", new HandmadeTgz().header("a", 100, '0', "").content(JPEG).bytes(), State.DAMAGED),
        refused("Z5 a size in an extended record that lies", new HandmadeTgz().pax("size", "99999999999").add("a", JPEG).bytes(), State.DAMAGED));
  }

  private static List<Case> headers() {
    byte[] zeros = new byte[20 * MIB];
    byte[] wrong = HandmadeTgz.block("b.jpg".getBytes(StandardCharsets.US_ASCII), HandmadeTgz.octal(0, 12), '0', "");
    wrong[0] ^= 1;
    byte[] tar = new HandmadeTgz().add("a.jpg", JPEG).tar();
    HandmadeTgz longName = new HandmadeTgz().add("a", JPEG).header("././@LongLink", zeros.length, 'L', "").content(zeros);
    HandmadeTgz longPax = new HandmadeTgz().add("a", JPEG).header("p", zeros.length, 'x', "").content(zeros);
    HandmadeTgz lyingPax = new HandmadeTgz().add("a", JPEG).header("p", 1L << 34, 'x', "").content("99999999999 a=b\n".getBytes(StandardCharsets.US_ASCII));
    HandmadeTgz oddPax = new HandmadeTgz().add("a", JPEG).header("p", 9, 'x', "").content("no record".getBytes(StandardCharsets.US_ASCII));
    HandmadeTgz global = new HandmadeTgz().header("g", 16, 'g', "").content("16 comment=abcd\n".getBytes(StandardCharsets.US_ASCII));
    return List.of(
        refused("a name of 20 MiB", longName.add("b", JPEG).bytes(), State.DAMAGED),
        refused("a record of 20 MiB", longPax.add("b", JPEG).bytes(), State.DAMAGED),
        refused("a record that claims 16 GiB", lyingPax.bytes(), State.DAMAGED),
        refused("a record that is none", oddPax.add("b", JPEG).bytes(), State.DAMAGED),
        opens("a record for all entries", global.add("b", JPEG), "b ok"),
        refused("a header whose checksum is wrong", new HandmadeTgz().add("a", JPEG).raw(wrong).bytes(), State.DAMAGED),
        refused("Z16 a TAR that ends inside an entry", HandmadeTgz.gzip(Arrays.copyOf(tar, 700)), State.DAMAGED),
        opens("an empty TAR", new HandmadeTgz()));
  }

  private static List<Case> gzips() {
    byte[] sound = new HandmadeTgz().add("a.jpg", JPEG).add("b.jpg", JPEG).bytes();
    byte[] flags = sound.clone();
    flags[3] = (byte) 0x80;
    byte[] crc = sound.clone();
    crc[crc.length - 8] ^= 1;
    byte[] length = sound.clone();
    length[length.length - 3] ^= 2;
    byte[] name = ByteBuffer.allocate(200_000).put(sound, 0, 10).put(3, (byte) 8).array();
    Arrays.fill(name, 10, name.length, (byte) 'n');
    return List.of(
        refused("Z3 a wrong checksum over all", crc, State.DAMAGED),
        refused("Z4 Z5 a wrong length of all", length, State.DAMAGED),
        refused("a header with unknown flags", flags, State.DAMAGED),
        refused("a name without an end", name, State.DAMAGED),
        refused("no TAR inside", HandmadeTgz.gzip("just a text".repeat(100).getBytes(StandardCharsets.US_ASCII)), State.NOT_AN_ARCHIVE),
        refused("Z16 ends in its header", Arrays.copyOf(sound, 6), State.GROWING),
        refused("Z24 zeros after the beginning", Arrays.copyOf(Arrays.copyOf(sound, 20), sound.length), State.DAMAGED));
  }

  @ParameterizedTest
  @MethodSource("cases")
  @Timeout(value = 20, unit = TimeUnit.SECONDS)
  void everyHostileArchiveGetsItsVerdict(Case hostile) throws IOException {
    Path file = Files.write(folder.resolve("hostile.tgz"), hostile.archive());
    if (hostile.whole() != null) {
      ArchiveException refused = catchThrowableOfType(ArchiveException.class, () -> Archives.open(file).close());
      assertThat(refused).isNotNull();
      assertThat(refused.state()).isEqualTo(hostile.whole());
      return;
    }
    List<String> verdicts = new ArrayList<>();
    try (Archive archive = Archives.open(file)) {
      for (int i = 0; i < archive.size(); i++) {
        verdicts.add(archive.entry(i).path() + " " + verdict(archive, i));
      }
    }
    assertThat(verdicts).isEqualTo(hostile.entries());
  }

  private static String verdict(Archive archive, int index) throws IOException {
    try (InputStream in = archive.open(index)) {
      in.readAllBytes();
      return "ok";
    } catch (EntryException e) {
      return e.reason().name();
    }
  }

  @Test
  @Covers("Z7")
  void whatUnpacksToTooMuchIsABomb() throws IOException {
    Path file = Files.write(folder.resolve("bomb.tgz"), new HandmadeTgz().add("a.jpg", new byte[20 * MIB]).bytes());
    try (SourceFile source = SourceFile.open(file, new LongAdder())) {
      ArchiveException refused =
          catchThrowableOfType(ArchiveException.class, () -> TarListing.of(source, MIB, () -> false));
      assertThat(refused.state()).isEqualTo(State.DAMAGED);
      assertThat(TarListing.of(source, 100 * MIB, () -> false).directory().size()).isEqualTo(1);
    }
  }

  @Test
  void noWrongByteEverGivesWrongContent() throws IOException {
    byte[] sound = new HandmadeTgz().add("a.jpg", JPEG).add("b.jpg", "small".getBytes(StandardCharsets.US_ASCII)).bytes();
    Path file = folder.resolve("flipped.tgz");
    int unnoticed = 0;
    for (int i = 0; i < sound.length; i++) {
      byte[] flipped = sound.clone();
      flipped[i] ^= 0x10;
      Files.write(file, flipped);
      try (Archive archive = Archives.open(file)) {
        // Some bits mean nothing: the time in gzip's own header, and those that fill up the last byte of content.
        assertThat(archive.size()).isEqualTo(2);
        assertThat(verdict(archive, 0)).as("byte %d", i).isEqualTo("ok");
        assertThat(archive.entry(0).crc32()).as("byte %d", i).isEqualTo(crcOfJpeg());
        unnoticed++;
      } catch (ArchiveException refused) {
        assertThat(refused.state()).isNotNull();
      }
    }
    assertThat(unnoticed).isLessThan(16);
  }

  private static long crcOfJpeg() {
    CRC32 crc = new CRC32();
    crc.update(JPEG);
    return crc.getValue();
  }
}
