package org.stillkeep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.faults.Covers;
import org.stillkeep.importer.TakeoutBuilder;

/** A vault of whose files one copy is damaged works all the same; its owner is told, until it is whole. */
@Covers({"F54", "P2"})
class DamagedCopyTest {

  private static final Duration A_WHILE = Duration.ofMinutes(1);

  @TempDir private Path home;

  @Test
  void whatWasDamagedAtOpeningIsSaidUntilItIsMended() throws Exception {
    Installation installation = Installation.withVault(home);
    TakeoutBuilder.takeout().photo("IMG_1.jpg").writeTo(installation.inbox());
    assertThat(installation.runHere("import", installation.inbox().toString()).mustSucceed().err()).doesNotContain("damaged");
    Path changeSet = installation.vault().resolve("changes/00000001");
    Files.writeString(changeSet, "torn");
    String words = "damaged in the vault: changes/00000001";

    assertThat(installation.runHere("export").mustSucceed().err())
        .containsOnlyOnce(words)
        .contains("nothing is lost as long as the other copy holds", "stillkeep verify --fix");
    try (RunningAgent agent = RunningAgent.of(installation)) {
      agent.awaitStatus(A_WHILE, status -> status.path("problems").toString().contains(words));
      JsonNode status = agent.status();
      assertThat(status.path("state").asText()).isEqualTo("needs-you");
      assertThat(status.at("/problems/0/remedy").asText()).startsWith("stop Stillkeep and run `stillkeep verify --fix`");
      agent.terminate(Duration.ofSeconds(60));
    }
    assertThat(installation.runHere("verify", "--fix").mustSucceed().out()).contains("mended  vault: changes/00000001");
    assertThat(installation.runHere("export").mustSucceed().err()).doesNotContain("damaged");
  }
}
