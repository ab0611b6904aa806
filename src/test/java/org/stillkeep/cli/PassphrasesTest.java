package org.stillkeep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PassphrasesTest {

  @TempDir private Path folder;

  private static Passphrases from(String standardInput, Map<String, String> environment) {
    return new Passphrases(
        new Terminal(System.out, System.err, false),
        environment,
        new ByteArrayInputStream(standardInput.getBytes(StandardCharsets.UTF_8)));
  }

  private Map<String, String> file(String content) throws IOException {
    Path file = Files.writeString(folder.resolve("passphrase"), content);
    return Map.of(Passphrases.FILE_VARIABLE, file.toString());
  }

  @Test
  void standardInputHoldsTheOldAndTheNewOneInTwoLines() throws IOException {
    Passphrases passphrases = from("the old one\r\nthe new öne\n", Map.of());

    assertThat(passphrases.existing("?")).isEqualTo("the old one".toCharArray());
    assertThat(passphrases.replacement()).isEqualTo("the new öne".toCharArray());
  }

  @Test
  void theFileIsAskedBeforeStandardInputAndOnlyItsFirstLineCounts() throws IOException {
    Passphrases passphrases = from("another one\n", file("from the file\nsecond line\n"));

    assertThat(passphrases.existing("?")).isEqualTo("from the file".toCharArray());
    assertThat(passphrases.fresh()).isEqualTo("from the file".toCharArray());
    assertThat(passphrases.replacement()).isEqualTo("another one".toCharArray());
  }

  @Test
  void aNewOneThatIsShortIsRefusedAndAnOldOneIsNot() throws IOException {
    assertThatThrownBy(() -> from("short\n", Map.of()).fresh())
        .isInstanceOfSatisfying(UserException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
        .hasMessageNotContaining("short\n");
    assertThat(from("short\n", Map.of()).existing("?")).isEqualTo("short".toCharArray());
  }

  @Test
  void noPassphraseMeansLocked() {
    assertThatThrownBy(() -> from("", Map.of()).existing("?"))
        .isInstanceOfSatisfying(UserException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.LOCKED));
    assertThatThrownBy(() -> from("", Map.of(Passphrases.FILE_VARIABLE, folder + "/missing")).existing("?"))
        .isInstanceOfSatisfying(UserException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.LOCKED))
        .hasMessageContaining("missing");
  }
}
