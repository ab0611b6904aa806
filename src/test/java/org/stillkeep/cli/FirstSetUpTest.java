package org.stillkeep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.web.SetUp.Choice;
import org.stillkeep.web.SetUp.Finding;

/** The end of a set-up by the page, when something comes in between. */
class FirstSetUpTest {

  private static final Choice CHOICE = new Choice(List.of("~/In"), "~/Safe", List.of());

  @TempDir private Path home;

  /** One test, since making keys takes seconds. */
  @Test
  void aConfigurationOfSomebodyElseStaysAndAKeyThatCannotBeKeptHindersNothing() throws Exception {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream err = new PrintStream(said, true, StandardCharsets.UTF_8);
    Places places = new Places(Map.of(), home, "Linux");
    Path file = places.configFile();
    Config proposal = new ConfigReader(places).read(file, ConfigText.example());
    try (FirstSetUp setUp = new FirstSetUp(new Face(new Terminal(err, err, false), Map.of(), places), file, proposal)) {
      List<String> words = setUp.newKeys("correct horse battery".toCharArray());
      Files.createDirectories(file.getParent());
      for (String byHand : List.of(ConfigText.example() + "# mine\n", "not = [ finished")) {
        Files.writeString(file, byHand);
        assertThat(setUp.finish(CHOICE, words)).extracting(Finding::refusal).singleElement().asString().contains(file.toString()).contains("somebody");
        assertThat(file).hasContent(byHand);
        assertThat(home.resolve("Safe")).doesNotExist();
      }
      Files.delete(file);
      Path inTheWay = Files.createDirectories(proposal.state().resolve("vault.key/in the way"));

      assertThat(setUp.finish(CHOICE, words)).isEmpty();
      assertThat(inTheWay).exists();
      assertThat(said.toString(StandardCharsets.UTF_8)).contains("the key of the vault ", " is not kept (");
      assertThat(home.resolve("Safe/vault.json")).exists();
      try (var keys = setUp.done().getNow(null).keys()) {
        keys.vaultAuthenticationKey().close();
      }
      assertThat(setUp.finish(CHOICE, words)).as("asked again").isEmpty();
    }
  }
}
