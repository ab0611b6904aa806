package org.stillkeep.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stillkeep.faults.Covers;

@Covers({"F29b", "Z1", "Z13", "Z21"})
class PortableNamesTest {

  private static final Pattern DEVICE =
      Pattern.compile("(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\\$|conout\\$) *(\\..*)?");

  private static final List<String> PIECES =
      List.of(
          "IMG_1", ".jpg", ".HEIC", "CON", "nul", "COM¹", "lpt9", ".", "..", " ", "   ", "/", "\\", ":", "*", "?", "\"", "<", ">",
          "|", "\0", "\n", "\u007f", "\u0085", "é", "e\u0301", "\u0301", "ÄÖÜ", "ß", "İ", "ı", "Σς", "ﬁ", "\u212b", "日本語の写真",
          "👨‍👩‍👧", "🇩🇪", "\ud83d", "\udc68", "\uf022", "\uffff", "\u202e", "\u200b", "한국", "\u1112\u1161\u11ab", "x".repeat(150), "写".repeat(60),
          "(2)", " (2)", "~1", "@eaDir", "-", "'", "\u037e", "\u2000", "\u3000", "\u0344", "\u0f73", "$", "CONIN$");

  @ParameterizedTest
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      delimiter = '|',
      value = {
        "IMG_0001.JPG|IMG_0001.JPG",
        "a:b.jpg|a_b.jpg",
        "what?.jpg|what_.jpg",
        "CON|CON_",
        "con.jpg|con_.jpg",
        "NUL .tar.gz|NUL _.tar.gz",
        "COM¹.jpg|COM¹_.jpg",
        "CONtext.jpg|CONtext.jpg",
        "E.J.|E.J",
        "name. |name",
        "  name.jpg  |name.jpg",
        ".stillkeep-export|_stillkeep-export",
        "..|_",
        "...|_",
        ".jpg|_jpg",
        "IMG(1).jpg|IMG(1).jpg",
        "cafe\u0301.jpg|café.jpg",
      })
  void aNameStaysAsNearToTheWishAsCanBe(String wanted, String given) {
    assertThat(PortableNames.fileName(wanted, Set.of())).isEqualTo(given);
  }

  @Test
  void loneSurrogatesAndNothingAtAllBecomeNames() {
    assertThat(PortableNames.fileName("a\ud83d.jpg", Set.of())).isEqualTo("a_.jpg");
    assertThat(PortableNames.fileName("", Set.of())).isEqualTo("_");
  }

  @Test
  void aDoubleGetsANumberBeforeItsExtension() {
    Set<String> taken = new HashSet<>();
    assertThat(take("Paris.jpg", taken)).isEqualTo("Paris.jpg");
    assertThat(take("PARIS.JPG", taken)).isEqualTo("PARIS (2).JPG");
    assertThat(take("paris.jpg", taken)).isEqualTo("paris (3).jpg");
    assertThat(PortableNames.folderName("Dr. Who", Set.of(PortableNames.fold("dr. who")))).isEqualTo("Dr. Who (2)");
  }

  @Test
  void aLongNameKeepsItsExtensionAndItsNumber() {
    String wanted = "写".repeat(100) + ".jpeg";
    Set<String> taken = new HashSet<>();
    assertThat(take(wanted, taken)).endsWith("写.jpeg");
    assertThat(take(wanted, taken)).endsWith("写 (2).jpeg");
    assertThat(PortableNames.folderName("x".repeat(300), Set.of())).hasSize(PortableNames.MAX_BYTES);
  }

  @Test
  void theSidecarOfALongNameFitsIntoAnEncryptedShare() {
    assertThat(PortableNames.fileName("x".repeat(300) + ".jpg", Set.of()) + ".json").hasSize(143);
  }

  @ParameterizedTest
  @CsvSource({"Paris,PARIS", "café,cafe\u0301", "straße,STRASSE", "name,'name. '", "ΣΟΦΟΣ,σοφος", "ΣΟΦΟΣ,σοφοσ", "a,a\u200b"})
  void namesThatAreTheSameSomewhereFoldToOne(String one, String other) {
    assertThat(PortableNames.fold(one)).isEqualTo(PortableNames.fold(other));
  }

  @Test
  void namesThatDifferEverywhereFoldApart() {
    assertThat(List.of("a", "b", "ä", "a b", "a.b", "a (2)").stream().map(PortableNames::fold)).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void anyNameIsPortableUniqueIdempotentAndShort(long seed) throws IOException {
    Random random = new Random(seed);
    try (FileSystem unix = Jimfs.newFileSystem(Configuration.unix());
        FileSystem windows = Jimfs.newFileSystem(Configuration.windows())) {
      Path unixRoot = Files.createDirectories(unix.getPath("/export"));
      Path windowsRoot = Files.createDirectories(windows.getPath("C:\\export"));
      Set<String> taken = new HashSet<>();
      for (int i = 0; i < 2_000; i++) {
        String wanted = anyName(random);
        boolean folder = random.nextBoolean();
        String name =
            folder ? PortableNames.folderName(wanted, taken) : PortableNames.fileName(wanted, taken);
        assertPortable(name);
        assertThat(PortableNames.fileName(name, taken)).as("idempotent as a file").isEqualTo(name);
        assertThat(PortableNames.folderName(name, taken)).as("idempotent as a folder").isEqualTo(name);
        assertThat(taken.add(PortableNames.fold(name))).as("unique: %s", name).isTrue();
        // Fails if the name is there already: Windows' jimfs ignores ASCII case.
        assertThat(Files.createFile(PortableNames.underRoot(unixRoot, List.of(name))).getParent()).isEqualTo(unixRoot);
        assertThat(Files.createFile(PortableNames.underRoot(windowsRoot, List.of(name))).getParent()).isEqualTo(windowsRoot);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23})
  void whateverIsFiledStaysUnderTheRootAndFitsWithItsSidecarAndItsTemporary(long seed, @TempDir Path folder) throws IOException {
    Random random = new Random(seed);
    for (int i = 0; i < 50; i++) {
      String album = PortableNames.folderName(anyName(random), Set.of());
      String photo = PortableNames.fileName(anyName(random), Set.of());
      Path file = PortableNames.underRoot(folder, List.of(album, "metadata", photo + ".json"));
      assertThat(file.normalize()).isEqualTo(file);
      assertThat(file.getNameCount()).isEqualTo(folder.getNameCount() + 3);
      assertThat(file.startsWith(folder)).isTrue();
      Files.createDirectories(file.getParent());
      try (Pending pending = DurableFiles.begin(file, PosixMode.DEFAULT);
          Stream<Path> temporaries = Files.list(file.getParent())) {
        assertThat(temporaries.filter(each -> DurableFiles.isTemporaryName(each.getFileName().toString())))
            .allSatisfy(each -> assertThat(each.getFileName().toString().getBytes(UTF_8)).hasSizeLessThanOrEqualTo(143))
            .hasSize(1);
        pending.body().write(1);
        pending.commit();
      }
      assertThat(file).exists();
      assertThat(file.getFileName().toString().getBytes(UTF_8)).hasSizeLessThanOrEqualTo(143);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void foldingTwiceIsFoldingOnce(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 5_000; i++) {
      String folded = PortableNames.fold(anyName(random));
      assertThat(PortableNames.fold(folded)).isEqualTo(folded);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "a/b", "/etc", "a\\b", "../x", "\0"})
  void aSegmentThatIsNoPlainNameIsRefused(String segment) throws IOException {
    for (Configuration platform : List.of(Configuration.unix(), Configuration.windows())) {
      try (FileSystem fileSystem = Jimfs.newFileSystem(platform)) {
        Path root = fileSystem.getRootDirectories().iterator().next().resolve("export");
        assertThatIllegalArgumentException()
            .isThrownBy(() -> PortableNames.underRoot(root, List.of("album", segment)));
      }
    }
  }

  @Test
  void aDriveOrAStreamOfWindowsIsRefused() throws IOException {
    try (FileSystem windows = Jimfs.newFileSystem(Configuration.windows())) {
      Path root = windows.getPath("D:\\export");
      for (String segment : List.of("C:", "C:x", "photo.jpg:stream")) {
        assertThatIllegalArgumentException().isThrownBy(() -> PortableNames.underRoot(root, List.of(segment)));
      }
      assertThat(PortableNames.underRoot(root, List.of("album", "photo.jpg")).toString())
          .isEqualTo("D:\\export\\album\\photo.jpg");
    }
  }

  private static String take(String wanted, Set<String> taken) {
    String name = PortableNames.fileName(wanted, taken);
    taken.add(PortableNames.fold(name));
    return name;
  }

  private static String anyName(Random random) {
    StringBuilder name = new StringBuilder();
    for (int i = random.nextInt(6); i >= 0; i--) {
      if (random.nextInt(4) == 0) {
        name.appendCodePoint(random.nextInt(Character.MAX_CODE_POINT + 1));
      } else {
        name.append(PIECES.get(random.nextInt(PIECES.size())));
      }
    }
    return name.toString();
  }

  static void assertPortable(String name) {
    assertThat(name).isNotEmpty().doesNotMatch(Pattern.compile("(?s).*[/\\\\:*?\"<>|\\p{Cc}].*"));
    assertThat(name).doesNotMatch("(?s)^[. ].*").doesNotMatch("(?s).*[. ]$").doesNotMatch(DEVICE);
    assertThat(Normalizer.isNormalized(name, Normalizer.Form.NFC)).as("NFC: %s", name).isTrue();
    assertThat(name.getBytes(UTF_8)).hasSizeLessThanOrEqualTo(PortableNames.MAX_BYTES);
    assertThat(new String(name.getBytes(UTF_8), UTF_8)).as("encodable").isEqualTo(name);
  }
}
