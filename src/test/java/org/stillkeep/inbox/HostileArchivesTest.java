package org.stillkeep.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.stillkeep.faults.Covers;
import org.stillkeep.inbox.ArchiveException.State;

/** The table of hostile archives (Z1 to Z26) with the verdict on each: of the whole archive, or of every entry. */
class HostileArchivesTest {

  private static final byte[] JPEG = "JPEGDATA".repeat(100).getBytes(StandardCharsets.US_ASCII);

  private static final byte[] SMALL = "small picture".getBytes(StandardCharsets.US_ASCII);

  @TempDir Path folder;

  /** {@code whole} is what opening must say, else {@code entries} what each entry must say, in order. */
  record Case(String name, byte[] archive, State whole, List<String> entries) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Case refused(String name, HandmadeZip zip, State state) {
    return new Case(name, zip.bytes(), state, List.of());
  }

  private static Case refused(String name, byte[] archive, State state) {
    return new Case(name, archive, state, List.of());
  }

  private static Case opens(String name, HandmadeZip zip, String... entries) {
    return new Case(name, zip.bytes(), null, List.of(entries));
  }

  static Stream<Case> cases() {
    return Stream.of(names(), contents(), ends(), directories(), beginnings()).flatMap(List::stream);
  }

  private static List<Case> names() {
    HandmadeZip slip = new HandmadeZip();
    List<String> slips =
        List.of("../../evil.jpg", "..\\..\\evil.jpg", "/abs.jpg", "C:\\x.jpg", "//srv/sh/x.jpg", "a/../../b.jpg", "a//b.jpg");
    slips.forEach(name -> slip.add(name, JPEG));
    HandmadeZip odd = new HandmadeZip();
    List<String> odds = List.of("nul\0x.jpg", "ctl\u0001\n.jpg", "rtl\u202egpj.exe", "", ".", "..", "CON", "trail. ");
    odds.forEach(name -> odd.add(name, JPEG));
    odd.add("dir/", JPEG);
    odd.add("/", JPEG);
    HandmadeZip bytes = new HandmadeZip();
    bytes.add(new byte[] {'b', 'a', 'd', -1, -2}, JPEG);
    bytes.add(new byte[] {'c', 'a', 'f', (byte) 0x82}, JPEG).flags(0);
    bytes.add("cafe\u0301", JPEG).flags(0);
    bytes.add("caf_", JPEG).flags(0).extra(unicodePath("caf_", "caf\u00e9"));
    bytes.add("old", JPEG).flags(0).extra(unicodePath("older", "wrong"));
    HandmadeZip twice = new HandmadeZip();
    twice.add("a.jpg", "first");
    twice.add("a.jpg", "second");
    twice.add("A.JPG", "third");
    twice.add("a.jpg/b", "fourth");
    HandmadeZip windows = new HandmadeZip();
    windows.add("Takeout\\Google Photos\\a.jpg", JPEG).madeBy(20).flags(0);
    HandmadeZip longName = new HandmadeZip();
    longName.add("x".repeat(60_000), JPEG);
    HandmadeZip link = new HandmadeZip();
    link.add("link.jpg", "/etc/passwd").unixMode(0120777);
    return List.of(
        opens("Z1 names that climb are kept as data", slip, slips.stream().map(n -> n + " ok").toArray(String[]::new)),
        opens(
            "Z21 Z22 odd names",
            odd,
            Stream.concat(odds.stream().map(n -> n + " ok"), Stream.of("dir/ NOT_A_FILE", "/ NOT_A_FILE"))
                .toArray(String[]::new)),
        opens(
            "Z10 names that are not UTF-8", bytes, "bad\u00a0\u25a0 ok", "caf\u00e9 ok", "cafe\u0301 ok", "caf\u00e9 ok", "old ok"),
        opens("Z12 Z13 Z22 the same name twice", twice, "a.jpg ok", "a.jpg ok", "A.JPG ok", "a.jpg/b ok"),
        opens("backslashes of old Windows packers", windows, "Takeout/Google Photos/a.jpg ok"),
        opens("Z21 a name of 60,000 bytes", longName, "x".repeat(60_000) + " ok"),
        opens("Z2 a symbolic link", link, "link.jpg NOT_A_FILE"));
  }

  private static List<Case> contents() {
    byte[] big = new byte[3 << 20];
    byte[] noise = new byte[5000];
    new Random(1).nextBytes(noise);
    HandmadeZip crc = new HandmadeZip();
    crc.add("a.jpg", JPEG).declaredCrc(12345);
    crc.add("b.jpg", JPEG);
    byte[] flipped = JPEG.clone();
    flipped[100] ^= 1;
    HandmadeZip flip = new HandmadeZip();
    flip.add("a.jpg", JPEG).stored().packed(flipped);
    HandmadeZip lies = new HandmadeZip();
    lies.add("small.jpg", big).declaredSize(10);
    lies.add("huge.jpg", JPEG).declaredSize(0xfffffff0L);
    lies.add("stored.jpg", JPEG).stored().declaredSize(JPEG.length - 1);
    lies.add("empty.jpg", JPEG).declaredSize(0);
    HandmadeZip far = new HandmadeZip();
    far.add("far.jpg", JPEG).declaredLocalAt(0x7fffffffL);
    far.add("long.jpg", JPEG).declaredPackedSize(0xfffffff0L);
    far.add("b.jpg", JPEG);
    HandmadeZip locked = new HandmadeZip();
    locked.add("a.jpg", JPEG).flags(0x801);
    locked.add("b.jpg", JPEG);
    HandmadeZip methods = new HandmadeZip();
    IntStream.of(9, 12, 14, 93, 95).forEach(method -> methods.add(method + ".jpg", JPEG).method(method));
    methods.add("99.jpg", JPEG).method(99);
    methods.add("b.jpg", JPEG);
    HandmadeZip broken = new HandmadeZip();
    broken.add("noise.jpg", noise).packed(noise);
    broken.add("cut.jpg", noise).packed(Arrays.copyOf(noise, 0));
    broken.add("b.jpg", JPEG);
    HandmadeZip descriptors = new HandmadeZip();
    descriptors.add("a", JPEG).descriptor(true);
    descriptors.add("b", JPEG).stored().descriptor(true);
    descriptors.add("c", JPEG).stored().descriptor(false);
    descriptors.add("d", new byte[0]);
    descriptors.add("e", new byte[0]).stored();
    HandmadeZip local = new HandmadeZip();
    local.add("a.jpg", JPEG).localName("other.jpg");
    local.add("b.jpg", JPEG).localName("c.jpg");
    local.add("c.jpg", JPEG);
    return List.of(
        opens("Z3 a wrong CRC", crc, "a.jpg CRC_MISMATCH", "b.jpg ok"),
        opens("Z3 a bit flip", flip, "a.jpg CRC_MISMATCH"),
        opens(
            "Z4 Z5 sizes that lie",
            lies,
            "small.jpg SIZE_MISMATCH",
            "huge.jpg SIZE_MISMATCH",
            "stored.jpg SIZE_MISMATCH",
            "empty.jpg SIZE_MISMATCH"),
        opens("Z5 Z20 places that lie", far, "far.jpg CORRUPT", "long.jpg CORRUPT", "b.jpg ok"),
        opens("Z8 a password", locked, "a.jpg ENCRYPTED", "b.jpg ok"),
        opens(
            "Z9 other methods",
            methods,
            "9.jpg UNSUPPORTED_METHOD",
            "12.jpg UNSUPPORTED_METHOD",
            "14.jpg UNSUPPORTED_METHOD",
            "93.jpg UNSUPPORTED_METHOD",
            "95.jpg UNSUPPORTED_METHOD",
            "99.jpg ENCRYPTED",
            "b.jpg ok"),
        opens("Z25 corrupt deflate", broken, "noise.jpg CORRUPT", "cut.jpg CORRUPT", "b.jpg ok"),
        opens("Z25 data descriptors", descriptors, "a ok", "b ok", "c ok", "d ok", "e ok"),
        opens("Z14 a local name that differs", local, "a.jpg ok", "b.jpg CORRUPT", "c.jpg ok"));
  }

  private static List<Case> ends() {
    byte[] sound = two().bytes();
    byte[] garbage = "x".repeat(100).getBytes(StandardCharsets.US_ASCII);
    byte[] program = ("MZ" + "x".repeat(500)).getBytes(StandardCharsets.US_ASCII);
    byte[] fake = concat("hi ".getBytes(StandardCharsets.US_ASCII), new HandmadeZip().bytes());
    return List.of(
        refused("Z16 the tail is missing", Arrays.copyOf(sound, sound.length - 30), State.GROWING),
        refused("Z16 half is missing", Arrays.copyOf(sound, sound.length / 2), State.GROWING),
        refused("Z16 one byte is missing", Arrays.copyOf(sound, sound.length - 1), State.GROWING),
        new Case("Z17 garbage behind", concat(sound, garbage), null, List.of("a.jpg ok", "b.jpg ok")),
        new Case("Z17 a program before, offsets shifted", concat(program, sound), null, List.of("a.jpg ok", "b.jpg ok")),
        opens("Z17 a program before, offsets right", two().prefix(program, true), "a.jpg ok", "b.jpg ok"),
        opens("Z17 a program before a zip64", two().zip64End().prefix(program, false), "a.jpg ok", "b.jpg ok"),
        refused("Z16 ends behind an archive inside", concat(Arrays.copyOf(sound, 300), sound), State.GROWING),
        opens("Z18 a fake end in the comment", two().comment(fake), "a.jpg ok", "b.jpg ok"),
        refused("Z18 a second archive in the comment", twoEnds(), State.DAMAGED),
        opens("a long comment", two().comment(new byte[0xffff]), "a.jpg ok", "b.jpg ok"),
        refused("Z18 the comment is shorter than it says", two().declaredCommentLength(7), State.GROWING),
        refused("Z19 the end counts too many here", two().declaredCount(2, 60_000), State.DAMAGED),
        refused("Z19 the end counts too many", two().declaredCount(60_000, 60_000), State.DAMAGED),
        refused("Z19 the end counts one too many", two().declaredCount(3, 3), State.DAMAGED),
        refused("Z19 the end counts one too few", two().declaredCount(1, 1), State.DAMAGED),
        refused("Z15 a piece of a split archive", two().disk(1), State.SPLIT),
        refused("Z15 a piece of a split zip64", two().zip64End().disk(1), State.SPLIT),
        opens("Z24 an empty archive", new HandmadeZip()));
  }

  private static List<Case> directories() {
    HandmadeZip spread = new HandmadeZip();
    spread.add("a.jpg", JPEG).disk(1);
    HandmadeZip bomb = new HandmadeZip();
    byte[] zeros = new byte[1 << 18];
    HandmadeZip.Entry kernel = bomb.add("0.jpg", zeros);
    IntStream.range(1, 2000).forEach(i -> bomb.add(i + ".jpg", zeros).sharing(kernel));
    HandmadeZip ratio = new HandmadeZip();
    ratio.add("a.jpg", JPEG).packed(new byte[5 << 20]).zip64().declaredSize(5L << 30);
    HandmadeZip large = new HandmadeZip();
    large.add("a.jpg", JPEG).zip64();
    large.add("b.jpg", JPEG);
    HandmadeZip negative = new HandmadeZip();
    negative.add("a.jpg", JPEG).zip64().declaredSize(-5);
    negative.add("b.jpg", JPEG).zip64().declaredPackedSize(Long.MAX_VALUE);
    negative.add("c.jpg", JPEG).zip64().declaredLocalAt(Long.MAX_VALUE);
    negative.add("d.jpg", JPEG);
    HandmadeZip missing = new HandmadeZip();
    missing.add("a.jpg", JPEG).declaredSize(0xffffffffL);
    HandmadeZip extras = new HandmadeZip();
    extras.add("a.jpg", JPEG).extra(new byte[] {0x55, 0x54, (byte) 0xf4, 1, 1});
    extras.add("b.jpg", JPEG).extra(new byte[] {1});
    extras.add("c.jpg", JPEG).extra(new byte[] {1, 0, 0, 0});
    byte[] lyingZip64 = large.zip64End().bytes();
    ByteBuffer.wrap(lyingZip64).order(ByteOrder.LITTLE_ENDIAN).putShort(lyingZip64.length - 12, (short) 1);
    byte[] lostZip64 = lyingZip64.clone();
    ByteBuffer.wrap(lostZip64).putInt(lostZip64.length - 98, 0);
    return List.of(
        refused("Z15 an entry on another disk", spread, State.SPLIT),
        refused("Z6 2,000 entries share their bytes", bomb, State.DAMAGED),
        refused("Z7 unpacks to a thousand times its size", ratio, State.DAMAGED),
        opens("Z20 zip64 for a small archive", large, "a.jpg ok", "b.jpg ok"),
        refused("Z20 a zip64 end that contradicts the other", lyingZip64, State.DAMAGED),
        refused("Z20 a zip64 end that is not there", lostZip64, State.DAMAGED),
        refused("an encrypted directory", two().zip64End().zip64Version(62), State.ENCRYPTED),
        opens("Z20 zip64 numbers that lie", negative, "a.jpg CORRUPT", "b.jpg CORRUPT", "c.jpg CORRUPT", "d.jpg ok"),
        opens("Z20 a zip64 number that is missing", missing, "a.jpg CORRUPT"),
        opens("Z11 bad extra fields", extras, "a.jpg ok", "b.jpg ok", "c.jpg ok"));
  }

  private static List<Case> beginnings() {
    byte[] sound = two().bytes();
    byte[] lateStart = sound.clone();
    Arrays.fill(lateStart, 0, 60, (byte) 0);
    byte[] onlyTail = new byte[FileStart.BYTES + 100];
    System.arraycopy(sound, sound.length - 100, onlyTail, FileStart.BYTES, 100);
    return List.of(
        refused("Z24 no bytes", new byte[0], State.EMPTY),
        refused("Z24 a web page", "<!DOCTYPE html><html>Sign in</html>".getBytes(StandardCharsets.US_ASCII), State.WEB_PAGE),
        refused("Z24 all zeros", new byte[sound.length], State.ZERO_FILLED),
        refused("Z24 zeros and half a directory", onlyTail, State.ZERO_FILLED),
        refused("F32 the tail came first", lateStart, State.ZERO_FILLED),
        refused("something else", JPEG, State.NOT_AN_ARCHIVE),
        refused("Z15 the first piece", concat(new byte[] {'P', 'K', 7, 8}, new byte[50]), State.SPLIT),
        refused("F40 a TGZ that has hardly begun", new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0}, State.GROWING));
  }

  private static HandmadeZip two() {
    HandmadeZip zip = new HandmadeZip();
    zip.add("a.jpg", JPEG);
    zip.add("b.jpg", JPEG);
    return zip;
  }

  /** The comment of the first end record holds a directory and a second end record, both sound. */
  private static byte[] twoEnds() {
    byte[] inner = two().bytes();
    byte[] outer = two().comment(inner).bytes();
    int base = outer.length - inner.length;
    ByteBuffer bytes = ByteBuffer.wrap(outer).order(ByteOrder.LITTLE_ENDIAN);
    int directoryOffset = outer.length - 6;
    bytes.putInt(directoryOffset, bytes.getInt(directoryOffset) + base);
    return outer;
  }

  private static byte[] unicodePath(String headerName, String unicode) {
    CRC32 crc = new CRC32();
    crc.update(headerName.getBytes(StandardCharsets.UTF_8));
    byte[] name = unicode.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(9 + name.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putShort((short) 0x7075)
        .putShort((short) (5 + name.length))
        .put((byte) 1)
        .putInt((int) crc.getValue())
        .put(name)
        .array();
  }

  private static byte[] concat(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  @ParameterizedTest
  @MethodSource("cases")
  @Covers({"F31", "F32", "F36", "Z1", "Z2", "Z3", "Z4", "Z5", "Z6", "Z7", "Z8", "Z9", "Z10", "Z11", "Z12", "Z13", "Z14", "Z15", "Z16", "Z17", "Z18", "Z19", "Z20", "Z21", "Z22", "Z24", "Z25"})
  void everyHostileArchiveGetsItsVerdict(Case hostile) throws IOException {
    Path file = Files.write(folder.resolve("hostile.zip"), hostile.archive());
    if (hostile.whole() != null) {
      ArchiveException refusal = catchThrowableOfType(ArchiveException.class, () -> Archives.open(file).close());
      assertThat(refusal).isNotNull().extracting(ArchiveException::state).isEqualTo(hostile.whole());
    } else {
      try (Archive archive = Archives.open(file)) {
        assertThat(verdicts(archive)).isEqualTo(hostile.entries());
      }
    }
  }

  private static List<String> verdicts(Archive archive) throws IOException {
    List<String> verdicts = new ArrayList<>();
    for (int i = 0; i < archive.size(); i++) {
      verdicts.add(archive.entry(i).path() + " " + verdict(archive, i));
    }
    return verdicts;
  }

  private static String verdict(Archive archive, int index) {
    try (InputStream in = archive.open(index)) {
      byte[] content = in.readAllBytes();
      return content.length == archive.entry(index).sizeBytes() ? "ok" : "size?";
    } catch (EntryException e) {
      assertThat(e.index()).isEqualTo(index);
      return e.reason().name();
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Test
  @Covers({"F30", "Z16"})
  void aBrokenOffDownloadIsNeverTakenForAnArchiveWhereverItEnds() throws IOException {
    HandmadeZip zip = new HandmadeZip();
    zip.add("a.jpg", JPEG);
    zip.add("inner.zip", two().bytes()).stored();
    zip.add("inner large.zip", two().zip64End().bytes()).stored();
    zip.add("b.jpg", JPEG);
    byte[] whole = zip.zip64End().bytes();
    Path file = folder.resolve("growing.zip");
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThat(catchThrowableOfType(ArchiveException.class, () -> Archives.open(file).close()))
          .as("the first %d bytes", length)
          .isNotNull();
    }
  }

  @Test
  @Covers({"F32", "Z3"})
  void noWrongByteEverGivesWrongContent() throws IOException {
    HandmadeZip zip = new HandmadeZip().comment(new byte[4]);
    zip.add("a.jpg", SMALL).zip64();
    zip.add("b.jpg", SMALL).stored().extra(unicodePath("b.jpg", "c.jpg"));
    byte[] sound = zip.zip64End().bytes();
    Path file = folder.resolve("mutant.zip");
    for (int i = 0; i < sound.length; i++) {
      for (int value : new int[] {0, 1, 0xff, ~sound[i]}) {
        byte[] mutant = sound.clone();
        mutant[i] = (byte) value;
        Files.write(file, mutant);
        assertThat(wrongContents(file)).as("byte %d is %d", i, value).isZero();
      }
    }
  }

  /** Entries that were given out as whole without being so; failing is right. */
  private static int wrongContents(Path file) throws IOException {
    int wrong = 0;
    try (Archive archive = Archives.open(file)) {
      for (int i = 0; i < archive.size(); i++) {
        try (InputStream in = archive.open(i)) {
          wrong += Arrays.equals(in.readAllBytes(), SMALL) ? 0 : 1;
        } catch (EntryException e) {
          assertThat(e.reason()).isNotEqualTo(EntryException.Reason.CHANGED);
        }
      }
    } catch (ArchiveException e) {
      assertThat(e.state()).isNotNull();
    }
    return wrong;
  }
}
