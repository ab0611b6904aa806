package org.stillkeep.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.stillkeep.faults.Covers;

/** Any names, as UTF-16: each becomes one that every disk holds, unlike those before it, and itself the second time. */
@Covers({"Z1", "Z13", "Z21", "F29b"})
class PortableNamesFuzzTest {

  private static final Path ROOT = Path.of("/export/photos");

  static Stream<byte[]> names() {
    return Stream.of(
            "IMG_1.jpg\nimg_1.JPG\nIMG_1 (2).jpg", "../../evil\n..\n.\n\\\\server\\share\\x", "CON\nnul.tar.gz\nCOM¹", "e\u0301\né\n\u202ex. \n\ud83d",
            "x".repeat(300) + ".jpg\n" + "x".repeat(300) + ".jpg\n" + "写".repeat(100), ".stillkeep-export\n.stillkeep-tmp-1\n@eaDir")
        .map(text -> text.getBytes(StandardCharsets.UTF_16BE));
  }

  @MethodSource("names")
  @FuzzTest(maxDuration = "1m")
  void anyNamesBecomePortable(byte[] utf16) {
    Set<String> taken = new HashSet<>();
    for (String wanted : new String(utf16, StandardCharsets.UTF_16BE).split("\n", 50)) {
      String name = PortableNames.fileName(wanted, taken);
      PortableNamesTest.assertPortable(name);
      assertThat(PortableNames.fileName(name, taken)).isEqualTo(name);
      assertThat(taken.add(PortableNames.fold(name))).isTrue();
      Path path = PortableNames.underRoot(ROOT, List.of(name, name + ".json"));
      assertThat(path.normalize()).isEqualTo(path);
      assertThat(path.startsWith(ROOT)).isTrue();
      assertThat((name + ".json").getBytes(UTF_8)).hasSizeLessThanOrEqualTo(143);
    }
  }
}
