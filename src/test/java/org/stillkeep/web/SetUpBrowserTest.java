package org.stillkeep.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.stillkeep.web.PageBackend.Phase;

/** First-run set-up in a real browser. */
class SetUpBrowserTest extends PageInBrowser {

  private static final String PASSPHRASE = "four random words here";

  @BeforeEach
  void openPage() throws IOException {
    site = Site.start(Phase.SET_UP);
    browser.resize(1440, 900);
    browser.open(site.page.link());
    browser.awaitText("#vault-fields", "it will be created");
  }

  @Test
  void theKeyboardAloneLeadsFromTheFirstFolderToTheStart() {
    browser.tabTo("#inbox-fields input");
    browser.press(Keys.chord(Keys.CONTROL, "a"), "/srv/inbox");
    browser.tabTo("[data-add=export]");
    browser.press(Keys.ENTER);
    browser.press("/mnt/nas/photos", Keys.ENTER);

    browser.shown("#step-passphrase");
    browser.tabTo("#passphrase-first");
    browser.press(PASSPHRASE, Keys.TAB, PASSPHRASE);
    browser.tabTo("#passphrase-again");
    browser.press(Keys.ENTER);

    browser.shown("#step-words");
    assertThat(browser.texts("#words .word")).hasSize(24);
    browser.tabTo("#words-noted");
    browser.press(Keys.ENTER);

    answerTruly();
    browser.press(Keys.ENTER);

    browser.awaitText("#dry-run", "12 archives can be imported");
    browser.tabTo("#start");
    browser.press(Keys.ENTER);
    browser.shown("#view-running");

    assertThat(site.backend.setUp.passphrases).hasSize(1);
    assertThat(browser.script("return document.body.innerText").toString()).doesNotContain("word7");
  }

  @Test
  void anOverlappingFolderIsRefusedWithItsReasonWhileSomebodyTypes() {
    browser.type("#export-fields input", "~/Stillkeep/overlap");
    browser.awaitText("#export-fields .finding", "/home/anna/Stillkeep/overlap lies inside the inbox");
    assertThat(browser.script("return document.querySelector('#export-fields input').ariaInvalid")).isEqualTo("true");
    browser.picture("page-overlap");

    browser.click("#folders .primary");
    browser.await(
        "the focus to be where the trouble is",
        () -> browser.script("return document.activeElement.closest('#export-fields') !== null").equals(true));
    assertThat(browser.isShown("#step-folders")).isTrue();

    browser.type("#export-fields input", "~/Stillkeep/Export");
    browser.awaitText("#export-fields .finding", "it will be created");
    browser.click("#folders .primary");
    browser.shown("#step-passphrase");
  }

  @Test
  void whoHasAnEnteAccountIsToldHowToUseIt() {
    assertThat(browser.isShown("#account-instead")).isTrue();
    browser.awaitText("#account-instead", "stillkeep ente login --email you@example.org");
    browser.resize(360, 740);
    assertThat(browser.script("return document.documentElement.scrollWidth <= window.innerWidth")).isEqualTo(true);
    browser.picture("page-set-up-account");
  }

  @Test
  void foldersCanBeAddedAndRemovedAndTheVaultIsNeeded() {
    browser.click("[data-add=inbox]");
    browser.type("#inbox-fields .folder:nth-child(2) input", "/srv/second");
    browser.awaitText("#inbox-fields .folder:nth-child(2) .finding", "it will be created");
    browser.click("#inbox-fields .folder:nth-child(1) [data-remove]");
    browser.click("#export-fields [data-remove]");
    browser.type("#vault-fields input", " ");
    browser.click("#folders .primary");
    browser.awaitText("#vault-fields .finding", "Stillkeep needs a vault");
    browser.type("#vault-fields input", "/srv/vault");
    browser.click("#folders .primary");
    browser.shown("#step-passphrase");
  }

  @Test
  void aShortOrMistypedPassphraseGoesNoFurther() {
    browser.click("#folders .primary");
    browser.type("#passphrase-first", "short");
    browser.awaitText("#passphrase-strength", "Too short");
    browser.click("#passphrase .primary");
    browser.awaitText("#passphrase .failure", "8 characters");

    browser.type("#passphrase-first", PASSPHRASE);
    browser.awaitText("#passphrase-strength", "Strong");
    browser.type("#passphrase-again", "four random words her");
    browser.awaitText("#passphrase-same", "Not the same yet");
    browser.click("#passphrase .primary");
    browser.awaitText("#passphrase .failure", "not the same");
    assertThat(site.backend.setUp.passphrases).isEmpty();
  }

  @Test
  void aWrongWordIsAskedForAgain() {
    toTheWords();
    browser.click("#words-noted");
    List<String> fields = List.of("#ask-back-fields > :nth-child(1) input", "#ask-back-fields > :nth-child(2) input");
    fields.forEach(each -> browser.type(each, "sardine"));
    browser.click("#ask-back .primary");
    browser.awaitText("#ask-back .failure", "Not the word that was shown");
    assertThat(browser.isShown("#step-start")).isFalse();

    browser.click("#step-ask-back [data-back]");
    assertThat(browser.texts("#words .word")).hasSize(24);
    browser.click("#words-noted");
    answerTruly();
    browser.click("#ask-back .primary");
    browser.shown("#step-start");
  }

  @Test
  void theSamePassphraseKeepsItsWords() {
    toTheWords();
    browser.click("#step-words [data-back]");
    browser.click("#passphrase .primary");
    browser.shown("#step-words");
    assertThat(site.backend.setUp.passphrases).hasSize(1);
  }

  @Test
  void theDryRunTellsNumbersAndWhetherThereIsRoom() {
    toTheStart();
    browser.awaitText("#dry-run-sentence", "1 archive cannot be read yet");

    assertThat(browser.texts("#dry-run dd")).containsExactly("12", "48,211", "1,204", "1");
    assertThat(browser.texts("#dry-missing-names li")).containsExactly("takeout-20240131T101112Z-003");
    assertThat(browser.texts("#space li").get(0))
        .contains("Vault: /home/anna/Stillkeep/Vault")
        .contains("needs 310 GB · 290 GB free")
        .contains("Not enough room");
  }

  @Test
  void whoGoesBackStopsTheDryRun() {
    site.backend.setUp.mayEnd.drainPermits();
    toTheStart();
    browser.await("the dry run to begin", () -> !site.backend.setUp.running.isEmpty());
    browser.click("#step-start [data-back]");
    browser.await("the dry run to end", () -> site.backend.setUp.running.isEmpty());
    browser.shown("#step-folders");
  }

  @Test
  void nobodyNeedsToWaitForTheDryRun() {
    site.backend.setUp.mayEnd.drainPermits();
    toTheStart();
    browser.click("#start");
    browser.shown("#view-running");
    browser.await("the dry run to end", () -> site.backend.setUp.running.isEmpty());
  }

  @Test
  void wordsThatAnotherTabHasReplacedAreMadeAnew() {
    toTheStart();
    site.backend.setUp.newKeys("of another tab".toCharArray());
    browser.click("#start");
    browser.shown("#step-passphrase");
    browser.awaitText("#passphrase .failure", "Nothing has been written");
    browser.type("#passphrase-first", PASSPHRASE);
    browser.type("#passphrase-again", PASSPHRASE);
    browser.click("#passphrase .primary");
    browser.shown("#step-words");
    assertThat(browser.texts("#words .word")).contains("other1").doesNotContain("word1");
  }

  private void toTheWords() {
    browser.click("#folders .primary");
    browser.type("#passphrase-first", PASSPHRASE);
    browser.type("#passphrase-again", PASSPHRASE);
    browser.click("#passphrase .primary");
    browser.shown("#step-words");
  }

  private void toTheStart() {
    toTheWords();
    browser.click("#words-noted");
    answerTruly();
    browser.click("#ask-back .primary");
    browser.shown("#step-start");
  }

  /** The fake's words are {@code word1} to {@code word24}. */
  private void answerTruly() {
    browser.shown("#ask-back-fields");
    for (int i = 1; i <= 3; i++) {
      String field = "#ask-back-fields > :nth-child(" + i + ") input";
      browser.tabTo(field);
      Object place = browser.script("return Number(document.querySelector(arguments[0]).dataset.place) + 1", field);
      browser.type(field, "word" + place);
    }
  }
}
