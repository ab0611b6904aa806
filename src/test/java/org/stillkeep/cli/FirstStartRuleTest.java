package org.stillkeep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.web.SetUp.Choice;
import org.stillkeep.web.SetUp.Finding;

/** When a start is the first, what its configuration looks like, and which folders may be chosen for it. */
class FirstStartRuleTest {

  @TempDir private Path home;

  private Places places;
  private Path file;

  @BeforeEach
  void moveIn() throws Exception {
    places = new Places(Map.of(), home, "Linux");
    file = places.configFile();
    Files.createDirectories(file.getParent());
  }

  private FirstStart first() {
    PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    return new FirstStart(new Face(new Terminal(nowhere, nowhere, false), Map.of(), places), file);
  }

  private String text(List<Path> inboxes, Path vault, List<Path> exports) throws Exception {
    return new ConfigText(home).of(inboxes, vault, exports);
  }

  @Test
  void theExamplesOwnFoldersMakeTheExample() throws Exception {
    Config example = new ConfigReader(places).read(file, ConfigText.example());
    assertThat(text(example.inboxes(), example.vault(), List.of(example.exports().get(0).path()))).isEqualTo(ConfigText.example());
  }

  @Test
  void chosenFoldersComeBackHoweverOddTheirNames() throws Exception {
    List<Path> inboxes = List.of(Path.of("/mnt/a \"b\" \\ c"), home.resolve("Drop # here"));
    List<Path> exports = List.of(Path.of("/mnt/nas/größer"), home.resolve("x\ty"), Path.of("/mnt/'quoted'"));
    Config config = new ConfigReader(places).read(file, text(inboxes, home.resolve("Safe"), exports));

    assertThat(config.inboxes()).isEqualTo(inboxes);
    assertThat(config.vault()).isEqualTo(home.resolve("Safe"));
    assertThat(config.exports()).extracting(ExportConfig::path).isEqualTo(exports);
  }

  @Test
  void withoutAnExportFolderThereIsNoBlock() throws Exception {
    Config config = new ConfigReader(places).read(file, text(List.of(home.resolve("In")), home.resolve("Safe"), List.of()));
    assertThat(config.exports()).isEmpty();
    assertThat(config.page().enabled()).isTrue();
  }

  @Test
  void aSetUpThatWasInterruptedBeforeItsVaultIsStillToComeWithTheSameFolders() throws Exception {
    assertThat(first().isToCome()).isTrue();
    Files.writeString(file, text(List.of(home.resolve("In")), home.resolve("Safe"), List.of(home.resolve("Out"), Path.of("/mnt/nas"))));

    assertThat(first().isToCome()).isTrue();
    assertThat(first().proposal().inboxes()).containsExactly(home.resolve("In"));
    assertThat(first().lacksVault(first().proposal())).isTrue();

    Files.createDirectories(home.resolve("Safe/objects"));
    assertThat(first().isToCome()).as("its creation was interrupted, too").isTrue();
    Files.writeString(home.resolve("Safe/vault.json"), "{}");
    assertThat(first().isToCome()).isFalse();
  }

  @Test
  void aConfigurationThatSomebodyHasTouchedIsNeverReplaced() throws Exception {
    Files.writeString(file, ConfigText.example() + "# mine\n");
    assertThat(first().isToCome()).isFalse();
    assertThat(first().lacksVault(first().config())).isFalse();
  }

  @Test
  void aFolderThatCannotBeHadSaysWhyAndOthersWhatIsGoodToKnow() throws Exception {
    Path full = Files.createDirectories(home.resolve("Full"));
    Files.writeString(full.resolve("letter.txt"), "mine");
    Path file = Files.writeString(home.resolve("a file"), "");
    List<Finding> findings =
        new SetUpCheck(places, home.resolve("state"))
            .of(new Choice(List.of(file.toString(), ""), full.toString(), List.of(full + "2", home.resolve("state/x").toString())));

    assertThat(findings).filteredOn(each -> each.role().equals("inbox")).extracting(Finding::refusal)
        .anyMatch(why -> why.contains("is not a folder")).anyMatch(why -> why.equals("choose a folder"));
    assertThat(findings).filteredOn(each -> each.role().equals("vault")).singleElement()
        .satisfies(each -> assertThat(each.refusal()).contains("is not empty: it holds letter.txt"));
    assertThat(findings).filteredOn(each -> each.role().equals("export") && each.index() == 0).singleElement()
        .satisfies(each -> assertThat(each.refusal() + each.remark()).isEqualTo("will be created"));
    assertThat(findings).filteredOn(each -> each.role().equals("export") && each.index() == 1).singleElement()
        .satisfies(each -> assertThat(each.refusal()).contains("the state folder"));
    assertThat(full.resolve("letter.txt")).hasContent("mine");
    assertThat(home.resolve("Full2")).doesNotExist();
  }

  @Test
  void anExportFolderWithFilesIsAskedAboutOnceMore() throws Exception {
    Path full = Files.createDirectories(home.resolve("Full"));
    Files.writeString(full.resolve("letter.txt"), "mine");
    List<Finding> findings =
        new SetUpCheck(places, home.resolve("state")).of(new Choice(List.of("~/In"), "~/Safe", List.of("~/Full")));
    assertThat(findings).allMatch(each -> each.refusal().isEmpty());
    assertThat(findings.get(2).remark()).contains("has files, but no marker").contains("asked once more");
  }
}
