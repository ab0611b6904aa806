package org.stillkeep.installer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

/** What the installers are made from is well formed, by the judgement of the programs that will read it. */
class DefinitionsTest {

  private static final double LOCKED_UP = 2.0;

  @TempDir Path folder;

  @Test
  void scriptsAreForEveryShell() throws Exception {
    for (String script : scripts()) {
      Ran.run("sh", "-n", script).mustSucceed();
      assertThat(Files.readString(Path.of(script))).as(script).doesNotContain("\t").doesNotContain("\r");
    }
  }

  @Test
  void shellcheckIsContentWithScripts() throws Exception {
    Ran.assumeInstalled("shellcheck");
    List<String> command = new ArrayList<>(List.of("shellcheck", "--external-sources", "stillkeep"));
    command.addAll(scripts());
    Ran.run(Path.of("."), Map.of(), command).mustSucceed();
  }

  @Test
  void desktopEntriesAreValid() throws Exception {
    Ran.assumeInstalled("desktop-file-validate");
    List<String> entries = Ran.filesBelow("installer", ".desktop");
    assertThat(entries).hasSize(2);
    for (String entry : entries) {
      assertThat(Ran.run("desktop-file-validate", entry).mustSucceed().said()).as(entry).isEmpty();
    }
  }

  @Test
  void serviceUnitsAreValid() throws Exception {
    Ran.assumeInstalled("systemd-analyze");
    for (String unit : List.of("stillkeep.service", "stillkeep@.service")) {
      // It looks for the program as well, which is not installed here.
      String text = Files.readString(Path.of("installer/linux", unit)).replace("/opt/stillkeep/bin/stillkeep", "/bin/true");
      Path copy = Files.writeString(folder.resolve(unit), text.replaceAll("man:\\S+ ", ""));
      assertThat(Ran.run("systemd-analyze", "verify", copy.toString()).mustSucceed().said()).doesNotContain(unit.replace(".service", ""));
    }
  }

  @Test
  void theSystemServiceIsLockedUp() throws Exception {
    Ran.assumeInstalled("systemd-analyze");
    Ran analysis =
        Ran.run("systemd-analyze", "security", "--no-pager", "--offline=true", "installer/linux/stillkeep@.service").mustSucceed();
    Matcher level = Pattern.compile("exposure level for \\S+: (\\d+\\.\\d)").matcher(analysis.said());
    assertThat(level.find()).as(analysis.said()).isTrue();
    assertThat(Double.parseDouble(level.group(1))).as(analysis.said()).isLessThan(LOCKED_UP);
  }

  @Test
  void theProgramHasOneIcon() {
    assertThat(Path.of("src/main/resources/org/stillkeep/web/icon.svg")).hasSameTextualContentAs(Path.of("installer/icons/stillkeep.svg"));
  }

  @Test
  void theManualPageHasNoErrors() throws Exception {
    Ran.assumeInstalled("groff");
    Ran page = Ran.run("groff", "-t", "-man", "-Tutf8", "-ww", "-z", "installer/linux/stillkeep.1").mustSucceed();
    assertThat(page.said()).isEmpty();
  }

  @Test
  void definitionsForMacAreValidPropertyLists() throws Exception {
    Ran.assumeInstalled("python3");
    List<String> lists = Ran.filesBelow("installer/macos", ".plist");
    assertThat(lists).hasSize(3);
    for (String list : lists) {
      Ran.run("python3", "-c", "import plistlib, sys; plistlib.load(open(sys.argv[1], 'rb'))", list).mustSucceed();
    }
  }

  @Test
  void definitionsForWindowsAreWellFormed() throws Exception {
    Document installer =
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(Path.of("installer/windows/resources/main.wxs").toFile());
    assertThat(installer.getElementsByTagName("Product").getLength()).isEqualTo(1);
    // Another one would install a second Stillkeep beside the first.
    assertThat(Files.readString(Path.of("installer/windows/jpackage.options")))
        .contains("--win-per-user-install", "--win-upgrade-uuid 6b1f3c52-9d0e-4a57-8c36-2f7a41e0d9b8");
  }

  @Test
  void everyVirtualMachineFlagIsKnownToThisJava() throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    assertThat(Ran.run(java, "@installer/jvm.options", "-version").mustSucceed().said()).doesNotContain("warning");
  }

  private static List<String> scripts() throws IOException {
    List<String> scripts = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of("installer"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (file.toString().endsWith(".sh") || startsWithShebang(file)) {
          scripts.add(file.toString());
        }
      }
    }
    assertThat(scripts).hasSizeGreaterThan(5);
    return scripts;
  }

  private static boolean startsWithShebang(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    return bytes.length > 2 && bytes[0] == '#' && bytes[1] == '!';
  }
}
