package org.stillkeep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.importer.TakeoutBuilder;
import org.stillkeep.web.Browser;

/** The whole program and a real browser: from nothing at all to a library that a later part has completed. */
class FirstRunInBrowserTest {

  private static final Duration A_WHILE = Duration.ofMinutes(2);
  private static final Pattern LINK = Pattern.compile("http://127\\.0\\.0\\.1:\\d+/#\\S+");
  private static final String PASSPHRASE = "correct horse battery staple";

  @TempDir private Path home;
  @TempDir private Path profile;
  @TempDir private Path downloads;

  private Browser browser;
  private Installation installation;
  private Process program;

  @BeforeEach
  void startWithNothingButAnInbox() throws Exception {
    browser = Browser.start(profile);
    installation = Installation.in(home);
    // Deriving a key is the one thing here that the better compiler is worth waiting for.
    installation.jvmFlags("-XX:TieredStopAtLevel=4");
    Files.delete(installation.config());
    program = installation.start("run", "--set-up");
  }

  @AfterEach
  void end() throws InterruptedException {
    if (program != null) {
      program.destroyForcibly().waitFor();
    }
    if (browser != null) {
      browser.close();
    }
  }

  @Test
  void fromTheFirstFolderToAMissingPartThatHasCome() throws Exception {
    Map<Integer, Path> parts =
        TakeoutBuilder.takeout().photo("IMG_1.jpg").copyIn("Trip").part(2).photo("IMG_2.jpg").part(3).video("V.mp4").writeTo(downloads);
    drop(parts.get(1));
    drop(parts.get(3));

    browser.resize(1440, 1000);
    browser.open(link());
    chooseFolders();
    choosePassphrase();
    confirmWords();
    browser.awaitText("#dry-run-sentence", "2 archives can be imported", A_WHILE);
    assertThat(browser.texts("#dry-run dd")).containsExactly("2", "1", "1", "1");
    browser.picture("first-run-dry-run");
    browser.click("#start");

    browser.awaitText("#figure-assets", "2", A_WHILE);
    // One of them is in no album, which is no album of its owner's.
    assertThat(browser.text("#figure-albums")).isEqualTo("1");
    assertThat(browser.texts(".parts li")).containsExactly("001", "002 missing", "003");
    browser.awaitText("#recent-list", "IMG_1.jpg");
    browser.picture("first-run-part-missing");

    pauseAndResumeWhileTheMissingPartIsDropped(parts.get(2));
    browser.awaitText("#figure-assets", "3", A_WHILE);
    browser.await("no part to be missing", () -> browser.texts(".parts li").equals(List.of("001", "002", "003")));
    browser.awaitText(".export .tag", "in step", A_WHILE);
    assertThat(home.resolve("Out/Trip/IMG_1.jpg")).exists();
    assertThat(home.resolve("Out/Photos from 2019/IMG_2.jpg")).exists();
    browser.picture("first-run-complete");

    assertThat(browser.complaints()).isEmpty();
    assertThat(browser.requests()).isNotEmpty().extracting(URI::getHost).containsOnly("127.0.0.1");
    assertThat(Files.readString(installation.agentLog())).doesNotContain(PASSPHRASE);
    program.destroy();
    assertThat(program.waitFor(5, TimeUnit.SECONDS)).as("ends within five seconds").isTrue();
  }

  private void chooseFolders() {
    browser.type("#inbox-fields input", installation.inbox().toString());
    browser.type("#vault-fields input", installation.vault().toString());
    browser.type("#export-fields input", installation.inbox().resolve("Out").toString());
    browser.awaitText("#folders", "contains the export folder");
    browser.picture("first-run-overlap");
    browser.type("#export-fields input", home.resolve("Out").toString());
    browser.awaitText("#export-fields .finding", "will be created");
    browser.click("#folders .primary");
  }

  private void choosePassphrase() {
    browser.type("#passphrase-first", PASSPHRASE);
    browser.type("#passphrase-again", PASSPHRASE);
    browser.click("#passphrase .primary");
  }

  private void confirmWords() {
    browser.awaitText("#words-noted", "written them down", A_WHILE);
    List<String> words = browser.texts("#words .word");
    assertThat(words).hasSize(24);
    browser.click("#words-noted");
    browser.shown("#ask-back-fields");
    for (int i = 1; i <= 3; i++) {
      String field = "#ask-back-fields > :nth-child(" + i + ") input";
      Object place = browser.script("return document.querySelector(arguments[0]).dataset.place", field);
      browser.type(field, words.get(Integer.parseInt((String) place)));
    }
    browser.click("#ask-back .primary");
  }

  private void pauseAndResumeWhileTheMissingPartIsDropped(Path missing) throws Exception {
    browser.click("#pause");
    browser.click("[data-pause=open]");
    browser.awaitText("#state-word", "Paused");
    drop(missing);
    browser.picture("first-run-paused");
    browser.click("#resume");
    browser.awaitGone("#resume");
    browser.click("#scan");
  }

  private void drop(Path part) throws Exception {
    Files.move(part, installation.inbox().resolve(part.getFileName().toString()));
  }

  /** What {@code run --set-up} prints. */
  private URI link() {
    await().atMost(A_WHILE).until(() -> Files.exists(installation.agentLog()) && printedLink().find());
    return printedLink().results().map(found -> URI.create(found.group())).findFirst().orElseThrow();
  }

  private Matcher printedLink() {
    try {
      return LINK.matcher(Files.readString(installation.agentLog()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
