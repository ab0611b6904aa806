package org.stillkeep.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.stillkeep.agent.AgentStatus.State;
import org.stillkeep.web.PageBackend.Phase;

/**
 * Every face of the page at the width of a phone and of a desk, in light and dark: axe finds nothing serious, nothing sticks out. Pictures
 * of all are kept among the artefacts.
 */
class AccessibilityBrowserTest extends PageInBrowser {

  private static final int[] WIDTHS = {1440, 360};

  @Test
  void theRunningPageInEachState() throws IOException {
    site = Site.start(Phase.RUNNING);
    for (int i = 0; i < 24; i++) {
      site.backend.addAsset(i, "IMG_" + (1000 + i) + ".jpg", i * 0x3A5B79);
    }
    site.backend.publish(Shown.everything().done());
    browser.open(site.page.link());
    browser.shown("#recent-list li:last-child img");
    inspect("working");
    browser.click(".export:last-child .adopt");
    inspect("adopt");
    browser.click("#adopt-no");
    site.backend.publish(Shown.everything().state(State.PAUSED, "Paused until tomorrow").done());
    browser.click("#pause");
    inspect("paused");
    site.backend.publish(Shown.everything().state(State.NEEDS_YOU, "The disk of the vault is full").done());
    browser.awaitText("#state-word", "Needs you");
    inspect("needs-you");
    site.backend.assets.clear();
    site.backend.publish(Shown.status().assets(0).done());
    browser.shown("#no-recent");
    inspect("empty");
  }

  @Test
  void eachStepOfTheSetUp() throws IOException {
    site = Site.start(Phase.SET_UP);
    browser.open(site.page.link());
    browser.type("#export-fields input", "/srv/overlap");
    browser.awaitText("#export-fields .finding", "lies inside");
    inspect("set-up-folders");
    browser.type("#export-fields input", "/srv/export");
    browser.click("#folders .primary");
    browser.type("#passphrase-first", "four random words here");
    browser.type("#passphrase-again", "four random words here");
    inspect("set-up-passphrase");
    browser.click("#passphrase .primary");
    browser.shown("#step-words");
    inspect("set-up-words");
    browser.click("#words-noted");
    browser.shown("#step-ask-back");
    inspect("set-up-ask-back");
    browser.script(
        "document.querySelectorAll('#ask-back-fields input').forEach(e => e.value = 'word' + (Number(e.dataset.place) + 1))");
    browser.click("#ask-back .primary");
    browser.shown("#dry-run");
    inspect("set-up-start");
  }

  @Test
  void theDoors() throws IOException {
    site = Site.start(Phase.LOCKED, 0, true);
    browser.open(site.address());
    browser.shown("#view-login");
    inspect("login");
    browser.open(site.page.link());
    browser.shown("#view-locked");
    inspect("locked");
    site.close();
    site = Site.start(Phase.RUNNING);
    browser.open(site.address());
    browser.shown("#view-over");
    inspect("session-over");
  }

  @Test
  void zoomedTwiceAndInForcedColorsNothingIsLost() throws IOException {
    site = Site.start(Phase.RUNNING);
    site.backend.publish(Shown.everything().done());
    browser.open(site.page.link());
    browser.shown("#view-running");
    // What is left of 1280 × 800 pixels at 200 %.
    browser.resize(640, 400);
    browser.prefer("forced-colors", "active");
    browser.picture("page-forced-colors-zoomed");

    assertThat(browser.fits()).isTrue();
    assertThat(browser.audit()).isEmpty();
    List<Object> shapes = new ArrayList<>();
    for (State state : State.values()) {
      site.backend.publish(Shown.everything().state(state, state.name()).done());
      browser.awaitText("#sentence", state.name());
      shapes.add(browser.script("return document.querySelector('#state-icon use').getAttribute('href')"));
    }
    assertThat(shapes).doesNotHaveDuplicates().hasSize(State.values().length);
  }

  private static void inspect(String face) {
    SoftAssertions softly = new SoftAssertions();
    for (int width : WIDTHS) {
      for (String scheme : new String[] {"light", "dark"}) {
        String name = "page-" + face + "-" + width + "-" + scheme;
        browser.resize(width, 900);
        browser.prefer("prefers-color-scheme", scheme);
        softly.assertThat(browser.audit()).as(name).isEmpty();
        softly.assertThat(browser.fits()).as("%s fits its width", name).isTrue();
        browser.picture(name);
      }
    }
    softly.assertAll();
  }
}
