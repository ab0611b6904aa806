package org.stillkeep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What must be true of an installation whenever nothing runs: nothing is left over, and the sums close. */
final class Tidiness {

  private static final String VAULT = "vault\\.json|vault-copy\\.json|lock|objects/[0-9a-f]{2}/[0-9a-f]+|changes(-copy)?/[0-9]+";
  private static final String STATE =
      "agent\\.lock|owner\\.id|vault\\.key|catalog\\.sqlite|notices\\.json|(lib)?sqlitejdbc\\.(so|dylib|dll)|logs/stillkeep-[0-9]+\\.log(\\.lck)?";

  private Tidiness() {}

  /** Fails if vault, export or state hold a file that has no business there, or the inbox other files than these. */
  static void nothingIsLeftOver(Installation installation, Path... inbox) throws IOException {
    assertThat(foreign(installation.vault(), VAULT)).as("foreign in the vault").isEmpty();
    assertThat(foreign(installation.state(), STATE)).as("foreign in the state folder").isEmpty();
    assertThat(new Mirror(installation.export()).litter()).as("foreign in the export").isEmpty();
    assertThat(all(installation.inbox()))
        .as("the inbox")
        .containsExactlyInAnyOrderElementsOf(List.of(inbox).stream().map(path -> path.getFileName().toString()).toList());
  }

  /** Fails unless every entry of every archive has one outcome. Returns the sums of the outcomes. */
  static JsonNode sumsClose(Installation installation, int entries) throws Exception {
    JsonNode totals = new ObjectMapper().readTree(installation.run("report", "--json").mustSucceed().out()).path("totals");
    long sum = 0;
    for (var outcome : totals.properties()) {
      sum += outcome.getKey().equals("entries") ? 0 : outcome.getValue().asLong();
    }
    assertThat(totals.path("entries").asLong()).as("entries in %s", totals).isEqualTo(entries);
    assertThat(sum).as("outcomes in %s", totals).isEqualTo(entries);
    assertThat(totals.has("pending")).as("something was not read: %s", totals).isFalse();
    return totals;
  }

  private static List<String> foreign(Path folder, String known) throws IOException {
    List<String> foreign = new ArrayList<>(all(folder));
    foreign.removeIf(name -> name.matches(known));
    return foreign;
  }

  private static List<String> all(Path folder) throws IOException {
    try (var paths = Files.walk(folder)) {
      return paths.filter(Files::isRegularFile).map(path -> folder.relativize(path).toString()).toList();
    }
  }
}
