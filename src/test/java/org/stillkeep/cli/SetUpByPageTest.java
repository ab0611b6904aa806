package org.stillkeep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.importer.TakeoutBuilder;

/** The way from nothing at all to the first finished import, by the page and without a terminal. */
class SetUpByPageTest {

  private static final Duration A_WHILE = Duration.ofMinutes(2);
  private static final String SOMEWHERE =
      "\"inboxes\":[\"~/In\"],\"vault\":\"~/Safe\",\"exports\":[\"~/Out\",\"~/Second\"]";

  @TempDir private Path home;

  private Installation installation;
  private Process program;

  @BeforeEach
  void haveNothingButAnInboxWithATakeout() throws Exception {
    installation = Installation.in(home);
    Files.delete(installation.config());
    Files.createDirectory(home.resolve("In"));
    TakeoutBuilder.takeout().photo("IMG_1.jpg").copyIn("Trip").photo("IMG_2.jpg").part(3).video("V.mp4").writeTo(home.resolve("In"));
    program = installation.startUnattended(Map.of(), "run", "--set-up");
  }

  @AfterEach
  void end() throws InterruptedException {
    program.destroyForcibly().waitFor();
  }

  @Test
  void foldersAreChosenWordsConfirmedAndThePhotosArrive() throws Exception {
    PageVisitor visitor = PageVisitor.of(program, state());
    Map<String, String> before = chosen();

    assertThat(installation.run("status").mustSucceed().out()).contains("Stillkeep is not set up yet");
    assertThat(installation.run("scan").mustFailWith(ExitCode.UNEXPECTED).err()).contains("not set up yet");
    assertThat(visitor.get("/api/setup").path("inboxes").get(0).asText()).isEqualTo("~/Stillkeep/Inbox");
    refusesWhatOverlaps(visitor);
    tellsWhatAnImportWouldDo(visitor);
    assertThat(visitor.post(400, "/api/setup/keys", "{\"passphrase\":\"short\"}").path("error").asText()).contains("shorter");
    ArrayNode words = (ArrayNode) visitor.post(200, "/api/setup/keys", "{\"passphrase\":\"correct horse battery\"}").path("words");
    refusesWrongWords(visitor, words);
    assertThat(chosen()).as("nothing is written before all is confirmed").isEqualTo(before);
    refusesWhatCannotBeWritten(visitor, words);

    visitor.post(200, "/api/setup/finish", "{" + SOMEWHERE + ",\"words\":" + some(words) + "}");

    visitor.awaitPhase("running");
    await().atMost(A_WHILE).until(() -> Files.exists(home.resolve("Out/Trip/IMG_1.jpg")) && Files.exists(home.resolve("Second/Trip/IMG_1.jpg")));
    Config config = new ConfigReader(new Places(Map.of(), home, "Linux")).read(installation.config());
    assertThat(config.inboxes()).containsExactly(home.resolve("In"));
    assertThat(config.exports()).extracting(ExportConfig::path).containsExactly(home.resolve("Out"), home.resolve("Second"));
    assertThat(java.nio.file.attribute.PosixFilePermissions.toString(Files.getPosixFilePermissions(installation.config()))).isEqualTo("rw-------");
    assertThat(Files.readString(installation.config())).contains("# folders into which Takeout archives are dropped");
    JsonNode recent = visitor.get("/api/recent").path("assets");
    assertThat(recent.findValuesAsText("title")).contains("IMG_1.jpg");
    program.destroy();
    assertThat(program.waitFor(5, TimeUnit.SECONDS)).as("ends within five seconds").isTrue();
    assertThat(installation.run("verify").mustSucceed().err()).doesNotContain("problem");
  }

  private void refusesWhatCannotBeWritten(PageVisitor visitor, ArrayNode words) throws Exception {
    Path inTheWay = Files.createFile(Files.createDirectory(installation.config()).resolve("in the way"));
    JsonNode refused = visitor.post(409, "/api/setup/finish", "{" + SOMEWHERE + ",\"words\":" + some(words) + "}");
    assertThat(refused.path("findings").get(0).path("refusal").asText()).contains(installation.config().toString()).contains("cannot be written");
    Files.delete(inTheWay);
    Files.delete(installation.config());
  }

  private static void refusesWhatOverlaps(PageVisitor visitor) throws Exception {
    JsonNode findings =
        visitor.post(200, "/api/setup/check", "{\"inboxes\":[\"~/In\"],\"vault\":\"~/Safe\",\"exports\":[\"~/In/x\",\"/etc\"]}").path("findings");
    assertThat(findings.findValuesAsText("role")).containsExactly("inbox", "vault", "export", "export");
    assertThat(findings.get(0).path("refusal").asText()).contains("contains the export folder").contains("by name");
    assertThat(findings.get(1).path("refusal").asText()).isEmpty();
    assertThat(findings.get(1).path("remark").asText()).isEqualTo("will be created");
    assertThat(findings.get(1).path("freeBytes").asLong()).isPositive();
    assertThat(findings.get(3).path("refusal").asText()).contains("cannot be used");
  }

  private static void tellsWhatAnImportWouldDo(PageVisitor visitor) throws Exception {
    JsonNode dryRun = visitor.post(200, "/api/setup/dry-run", "{" + SOMEWHERE + "}");
    assertThat(dryRun.path("archives").asInt()).isEqualTo(2);
    assertThat(dryRun.path("photos").asInt()).isEqualTo(2);
    assertThat(dryRun.path("videos").asInt()).isEqualTo(1);
    assertThat(dryRun.path("missingParts")).hasSize(1);
    assertThat(dryRun.path("missingParts").get(0).asText()).endsWith("002");
    assertThat(dryRun.path("exportBytes").asLong()).isGreaterThan(dryRun.path("vaultBytes").asLong());
  }

  private static void refusesWrongWords(PageVisitor visitor, ArrayNode words) throws Exception {
    ArrayNode wrong = words.deepCopy();
    wrong.set(4, wrong.textNode("zoologist"));
    JsonNode refused = visitor.post(409, "/api/setup/finish", "{" + SOMEWHERE + ",\"words\":" + wrong + "}");
    assertThat(refused.path("findings").get(0).path("role").asText()).isEqualTo("words");
    assertThat(refused.path("findings").get(0).path("index").asInt()).isEqualTo(4);
    ArrayNode none = words.deepCopy();
    for (int i = 0; i < none.size(); i++) {
      none.set(i, none.textNode(""));
    }
    visitor.post(409, "/api/setup/finish", "{" + SOMEWHERE + ",\"words\":" + none + "}");
  }

  /** Three words, as a person types them. */
  private static ArrayNode some(ArrayNode words) {
    ArrayNode some = words.deepCopy();
    for (int i = 0; i < some.size(); i++) {
      some.set(i, some.textNode(List.of(1, 7, 23).contains(i) ? " " + words.get(i).asText().toUpperCase(java.util.Locale.ROOT) : ""));
    }
    return some;
  }

  /** All that could have been written: everything in the home folder but the state folder and what the test itself leaves. */
  private Map<String, String> chosen() throws Exception {
    Map<String, String> snapshot = Installation.snapshot(home);
    snapshot.keySet().removeIf(name -> Stream.of("", ".local", ".java", "agent.log", "in", "out", "err").anyMatch(name::equals) || name.startsWith(".local/"));
    snapshot.keySet().removeIf(name -> name.matches("(in|out|err)\\d+\\.txt"));
    return snapshot;
  }

  private Path state() {
    return home.resolve(".local/state/stillkeep");
  }
}
