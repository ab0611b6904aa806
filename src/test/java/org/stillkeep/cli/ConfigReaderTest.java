package org.stillkeep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stillkeep.export.Deleted;
import org.stillkeep.export.Deletions;
import org.stillkeep.export.Layout;
import org.stillkeep.export.MultiAlbum;
import org.stillkeep.export.SidecarForm;
import org.stillkeep.export.SidecarPlace;
import org.stillkeep.export.YearFolders;
import org.stillkeep.faults.Covers;
import org.stillkeep.importer.AfterImport;
import org.stillkeep.importer.Trust;
import org.stillkeep.platform.DiskShare;

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
  void anAccountOnAServerIsALibraryToo() throws Exception {
    Config config =
        read(
            """
            [library]
            kind = "ente"
            server = "https://photos.example.org"
            plain_http = true
            email = "ada@example.org"
            uploads = 2
            upload_kib_per_second = 500
            refresh_seconds = 60
            """);

    assertThat(config.library().kind()).isEqualTo(LibraryConfig.Kind.ENTE);
    assertThat(config.library().account())
        .isEqualTo(
            new AccountConfig(
                "https://photos.example.org", true, "ada@example.org", 2, 512_000, Duration.ofSeconds(60)));
    assertThat(config.folders()).extracting(folder -> folder.role()).doesNotContain("vault");
    assertThat(config.catalogFile()).hasFileName("ente-catalog.sqlite");
  }

  @Test
  void relativePathsBelongToTheFolderOfTheFileAndTildeIsHome() throws Exception {
    Config config = read("inbox = [\"in\", \"~/other\"]\n[library]\npath = \"/srv/vault\"\n");

    assertThat(config.inboxes()).containsExactly(folder.resolve("in"), folder.resolve("home/other"));
    assertThat(config.vault()).isEqualTo(Path.of("/srv/vault"));
  }

  @Test
  void theKeysOfTheProgramAreRead() throws Exception {
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
            libsodium = false
            [polite]
            nice = 0
            disk = "idle"
            kib_per_second = 20000
            on_battery = "run"
            [tray]
            enabled = false
            [[export]]
            """);

    assertThat(config.inboxes()).containsExactly(folder.resolve("in"));
    assertThat(config.afterImport()).isEqualTo(AfterImport.MOVE);
    assertThat(config.trust()).isEqualTo(Trust.CONTENT);
    assertThat(config.state()).isEqualTo(folder.resolve("st"));
    assertThat(config.scanInterval()).isEqualTo(Duration.ofSeconds(5));
    assertThat(config.quietTime()).isEqualTo(Duration.ofSeconds(2));
    assertThat(config.zone()).isEqualTo(ZoneId.of("Europe/Rome"));
    assertThat(config.libsodium()).isFalse();
    assertThat(config.polite()).isEqualTo(new PoliteConfig(0, DiskShare.IDLE, 20_480_000, PoliteConfig.OnBattery.RUN));
    assertThat(config.tray()).isFalse();
  }

  @Test
  void theKeysOfTheLibraryAreRead() throws Exception {
    Config config =
        read(
            """
            [library]
            kind = "vault"
            path = "v"
            keep_unlocked = false
            import_trashed = true
            import_locked = true
            [[export]]
            """);

    assertThat(config.vault()).isEqualTo(folder.resolve("v"));
    assertThat(config.library().keepUnlocked()).isFalse();
    assertThat(config.library().importTrashed()).isTrue();
    assertThat(config.library().importLocked()).isTrue();
  }

  @Test
  void theKeysOfThePageAreRead() throws Exception {
    PageConfig page =
        read(
                """
                [page]
                enabled = false
                listen = "[::1]:8787"
                tls_certificate = "page.crt"
                tls_key = "page.key"
                reverse_proxy = "https://photos.example.org/"
                [[export]]
                """)
            .page();

    assertThat(page.enabled()).isFalse();
    assertThat(page.listen().getPort()).isEqualTo(8787);
    assertThat(page.listen().getAddress().getHostAddress()).isEqualTo("0:0:0:0:0:0:0:1");
    assertThat(page.tls()).contains(new PageConfig.Tls(folder.resolve("page.crt"), folder.resolve("page.key")));
    assertThat(page.reverseProxy()).contains(URI.create("https://photos.example.org"));
  }

  @Test
  void theKeysOfTheNoticesAreRead() throws Exception {
    Config config =
        read(
            """
            notify_command = ["/bin/tell", "me"]
            [notices]
            desktop = false
            set_finished = false
            missing_part = false
            needs_you = false
            export_away = false
            [[export]]
            """);

    assertThat(config.notices()).isEqualTo(new NoticesConfig(List.of("/bin/tell", "me"), false, false, false, false, false));
  }

  @Test
  void theKeysOfEachExportAreRead() throws Exception {
    List<ExportConfig> exports =
        read(
                """
                [[export]]
                path = "e1"
                [[export]]
                path = "e2"
                layout = "dates"
                sidecars = ["xmp", "json"]
                embed = true
                albums = ["Sar*"]
                exclude = ["Sardines"]
                hidden = false
                shared = false
                year_folders = "all"
                json_place = "beside"
                multi_album = "hardlink"
                deleted = "keep"
                deletions = "respect"
                """)
            .exports();

    assertThat(exports).extracting(ExportConfig::path).containsExactly(folder.resolve("e1"), folder.resolve("e2"));
    assertThat(exports.get(0).sidecars()).containsExactly(SidecarForm.JSON);
    assertThat(exports.get(1))
        .isEqualTo(
            new ExportConfig(
                folder.resolve("e2"),
                Layout.DATES,
                List.of("Sar*"),
                List.of("Sardines"),
                false,
                false,
                YearFolders.ALL,
                EnumSet.of(SidecarForm.JSON, SidecarForm.XMP),
                SidecarPlace.BESIDE,
                true,
                MultiAlbum.HARDLINK,
                Deleted.KEEP,
                Deletions.RESPECT));
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
        "[library]\\nkind = \"cloud\"         | :3: library.kind: \"cloud\"     | use one of: vault, ente",
        "[[export]]\\nlayuot = \"dates\"      | :3: export[0].layuot: no such key | did you mean layout?",
        "[[export]]\\npath = \"\"             | :3: export[0].path: is empty    | name a folder",
        "[[export]]\\nsidecars = [\"exif\"]    | :3: export[0].sidecars: \"exif\" is not one of its values | use one of: json, xmp",
        "[library]\\nkind = \"ente\"            | : library.email: is missing | you@example.org",
        "[library]\\nuploads = 0               | :3: library.uploads: is not a whole number from 1 | default is 4",
        "[library]\\nkeep_unlocked = \"yes\"  | :3: library.keep_unlocked: is neither true nor false | without quotes",
        "[page]\\nlisten = \"everywhere\"      | :3: page.listen: \"everywhere\" is not an address with a port | 127.0.0.1:0",
        "[page]\\nlisten = \"127.0.0.1:70000\" | :3: page.listen: \"127.0.0.1:70000\" is not an address | 127.0.0.1:0",
        "[page]\\nlisten = \"0.0.0.0:8787\"    | :3: page.listen: others could read along | tls_certificate and tls_key",
        "[page]\\ntls_key = \"k.pem\"          | :3: page.tls_key: stands alone | both",
        "[page]\\nreverse_proxy = \"http://a.b\" | :3: page.reverse_proxy: \"http://a.b\" is not the https address | https://photos.example.org",
        "[page]\\nreverse_proxy = \"https://a.b/p\" | :3: page.reverse_proxy: \"https://a.b/p\" is not the https address | without a path",
        "[page]\\nlisen = \"127.0.0.1:0\"      | :3: page.lisen: no such key | did you mean listen?",
        "[polite]\\nnice = 20                 | :3: polite.nice: is not a whole number from 0 to 19 | default is 10",
        "[polite]\\nkib_per_second = \"20 MB\" | :3: polite.kib_per_second: is not a whole number from 0 | default is 0",
        "[polite]\\ndsk = \"idle\"             | :3: polite.dsk: no such key | did you mean disk?",
        "[polite]\\ndisk = \"slow\"            | :3: polite.disk: \"slow\" is not one of its values | use one of: normal, low, idle",
        "[tray]\\nenable = true              | :3: tray.enable: no such key | did you mean enabled?",
        "[notices]\\nneeds_yuo = true        | :3: notices.needs_yuo: no such key | did you mean needs_you?",
        "notify_command = 7                  | :2: notify_command: is not a list of texts | write it as",
        "this is no toml                      | :2: not TOML                    | config.example.toml"
      })
  @Covers("F69")
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
  void aPageForOthersNeedsEncryptionUnlessItIsOff() throws Exception {
    assertThat(read("[page]\nlisten = \"0.0.0.0:8787\"\nenabled = false\n").page().isOnLoopback()).isFalse();
    assertThat(read("[page]\nlisten = \"0.0.0.0:8787\"\nreverse_proxy = \"https://nas.lan\"\n").page().isOnLoopback()).isFalse();
    assertThat(read("[page]\nlisten = \"localhost:8787\"\n").page().isOnLoopback()).isTrue();
    assertThat(read("[page]\nlisten = \"127.0.0.2:0\"\n").page().isOnLoopback()).isTrue();
  }

  @Test
  void aMissingFileSaysHowToGetOne() {
    assertThatThrownBy(() -> reader().read(folder.resolve("none.toml")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("no such file");
  }

  @Test
  @Covers("F69")
  void aFileThatIsNotTextIsRefused() throws IOException {
    Path file = Files.write(folder.resolve("bad.toml"), new byte[] {'a', (byte) 0xff, (byte) 0xfe});
    assertThatThrownBy(() -> reader().read(file)).isInstanceOf(ConfigException.class).hasMessageContaining("UTF-8");
  }
}
