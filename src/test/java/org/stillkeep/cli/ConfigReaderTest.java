package org.stillkeep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stillkeep.export.Layout;
import org.stillkeep.export.SidecarForm;
import org.stillkeep.importer.AfterImport;
import org.stillkeep.importer.Trust;

class ConfigReaderTest {

  @TempDir private Path folder;

  private ConfigReader reader() {
    return new ConfigReader(new Places(Map.of(), folder.resolve("home"), "Linux"));
  }

  private Config read(String toml) throws IOException, ConfigException {
    return reader().read(Files.writeString(folder.resolve("config.toml"), toml));
  }

  @Test
  void theExampleIsExactlyTheDefaults() throws Exception {
    Path example = Path.of("config.example.toml");
    Config ofExample = reader().read(example);
    Config ofAlmostNothing = read("[[export]]\n");

    assertThat(ofExample.inboxes()).isEqualTo(ofAlmostNothing.inboxes());
    assertThat(ofExample.exports()).isEqualTo(ofAlmostNothing.exports());
    assertThat(ofExample)
        .usingRecursiveComparison()
        .ignoringFields("file")
        .isEqualTo(ofAlmostNothing);
  }

  @Test
  void everyKeyOfTheExampleHasACommentOnItsLine() throws Exception {
    try (Stream<String> lines = Files.lines(Path.of("config.example.toml"))) {
      List<String> bare =
          lines.filter(line -> line.contains("=") && !line.startsWith("#")).filter(line -> !line.matches(".*\\s# .+")).toList();
      assertThat(bare).isEmpty();
    }
  }

  @Test
  void relativePathsBelongToTheFolderOfTheFileAndTildeIsHome() throws Exception {
    Config config = read("inbox = [\"in\", \"~/other\"]\n[library]\npath = \"/srv/vault\"\n");

    assertThat(config.inboxes()).containsExactly(folder.resolve("in"), folder.resolve("home/other"));
    assertThat(config.vault()).isEqualTo(Path.of("/srv/vault"));
  }

  @Test
  void allKeysAreRead() throws Exception {
    Config config =
        read(
            """
            inbox = "in"
            after_import = "move"
            trust = "content"
            state = "st"
            scan_seconds = 5
            quiet_seconds = 2
            time_zone = "Europe/Rome"
            [library]
            kind = "vault"
            path = "v"
            keep_unlocked = false
            import_trashed = true
            import_locked = true
            [[export]]
            path = "e1"
            [[export]]
            path = "e2"
            layout = "dates"
            sidecars = ["xmp", "json"]
            embed = true
            albums = ["Sar*"]
            """);

    assertThat(config.afterImport()).isEqualTo(AfterImport.MOVE);
    assertThat(config.trust()).isEqualTo(Trust.CONTENT);
    assertThat(config.state()).isEqualTo(folder.resolve("st"));
    assertThat(config.scanInterval()).isEqualTo(Duration.ofSeconds(5));
    assertThat(config.quietTime()).isEqualTo(Duration.ofSeconds(2));
    assertThat(config.zone()).isEqualTo(ZoneId.of("Europe/Rome"));
    assertThat(config.keepUnlocked()).isFalse();
    assertThat(config.importTrashed()).isTrue();
    assertThat(config.importLocked()).isTrue();
    assertThat(config.exports()).hasSize(2);
    assertThat(config.exports().get(0).sidecars()).containsExactly(SidecarForm.JSON);
    assertThat(config.exports().get(1).sidecars()).containsExactlyInAnyOrder(SidecarForm.JSON, SidecarForm.XMP);
    assertThat(config.exports().get(1).embed()).isTrue();
    assertThat(config.exports().get(1).layout()).isEqualTo(Layout.DATES);
    assertThat(config.exports().get(1).albums()).containsExactly("Sar*");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "inbx = [\"a\"]                       | :2: inbx: no such key           | did you mean inbox?",
        "after_import = \"burn\"              | :2: after_import: \"burn\" is not one of its values | use one of: keep, move, delete",
        "scan_seconds = \"often\"             | :2: scan_seconds: is not a whole number | the default is 60",
        "scan_seconds = 0                     | :2: scan_seconds: is not a whole number | the default is 60",
        "time_zone = \"Mars/Olympus\"         | :2: time_zone: \"Mars/Olympus\" is no time zone | Europe/Rome",
        "inbox = []                           | :2: inbox: names no folder      | name at least one",
        "inbox = [1]                          | :2: inbox: is not a list of texts | write it as",
        "library = 3                          | :2: library: is not a section   | write [library]",
        "export = [1]                         | :2: export: is not a list of sections | write [[export]]",
        "[library]\\nkind = \"cloud\"         | :3: library.kind: \"cloud\"     | use: vault",
        "[[export]]\\nlayuot = \"dates\"      | :3: export[0].layuot: no such key | did you mean layout?",
        "[[export]]\\npath = \"\"             | :3: export[0].path: is empty    | name a folder",
        "[[export]]\\nsidecars = [\"exif\"]    | :3: export[0].sidecars: \"exif\" is not one of its values | use one of: json, xmp",
        "[library]\\nkeep_unlocked = \"yes\"  | :3: library.keep_unlocked: is neither true nor false | without quotes",
        "this is no toml                      | :2: not TOML                    | config.example.toml"
      })
  void aMistakeNamesFileLineAndKey(String toml, String message, String hint) {
    assertThatThrownBy(() -> read("# a comment\n" + toml.replace("\\n", "\n") + "\n"))
        .isInstanceOfSatisfying(
            ConfigException.class,
            e -> {
              assertThat(e).hasMessageContaining("config.toml" + message);
              assertThat(e.hint()).contains(hint);
            });
  }

  @Test
  void aMissingFileSaysHowToGetOne() {
    assertThatThrownBy(() -> reader().read(folder.resolve("none.toml")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("no such file");
  }

  @Test
  void aFileThatIsNotTextIsRefused() throws IOException {
    Path file = Files.write(folder.resolve("bad.toml"), new byte[] {'a', (byte) 0xff, (byte) 0xfe});
    assertThatThrownBy(() -> reader().read(file)).isInstanceOf(ConfigException.class).hasMessageContaining("UTF-8");
  }
}
