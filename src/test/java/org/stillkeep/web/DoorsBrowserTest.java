package org.stillkeep.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.stillkeep.web.PageBackend.Phase;

/** How one gets in, is sent away, and finds back after the connection was lost, in a real browser. */
class DoorsBrowserTest extends PageInBrowser {

  @Test
  void withoutALinkThePageSaysHowToGetOne() throws IOException {
    site = Site.start(Phase.RUNNING);
    browser.open(site.address());
    browser.awaitText("#view-over", "stillkeep page");
    assertThat(browser.isShown("#leave")).isFalse();
  }

  @Test
  void aUsedLinkLetsNobodyInAnyMore() throws IOException {
    site = Site.start(Phase.RUNNING);
    URI link = site.page.link();
    browser.open(link);
    browser.shown("#view-running");
    browser.click("#leave");
    browser.shown("#view-over");

    browser.open(link);
    browser.awaitText("#over-why", "this link has been used or is too old");
    assertThat(browser.address()).doesNotContain("#");
  }

  @Test
  void aUsedLinkDoesNoHarmToASessionThatGoesOn() throws IOException {
    site = Site.start(Phase.RUNNING);
    URI link = site.page.link();
    browser.open(link);
    browser.shown("#view-running");
    browser.open(link);
    browser.shown("#view-running");
  }

  @Test
  void aNewLinkInTheSameTabWorksWithoutAReload() throws IOException {
    site = Site.start(Phase.RUNNING);
    browser.open(site.address());
    browser.shown("#view-over");
    browser.script("location.hash = arguments[0]", site.page.link().getFragment());
    browser.shown("#view-running");
  }

  @Test
  void whoLogsInOrOutInOneTabDoesSoInAll() throws IOException {
    site = Site.start(Phase.RUNNING);
    URI page = site.address();
    browser.open(page);
    browser.shown("#view-over");
    browser.newTab();
    browser.open(site.page.link());
    browser.shown("#view-running");
    browser.closeTab();
    browser.shown("#view-running");

    browser.newTab();
    browser.open(page);
    browser.click("#leave");
    browser.closeTab();
    browser.shown("#view-over");
  }

  @Test
  void aPasswordOpensThePageOfANas() throws IOException {
    site = Site.start(Phase.RUNNING, 0, true);
    browser.open(site.address());
    browser.type("#login-password", "a wrong one" + Keys.ENTER);
    browser.awaitText("#login .failure", "that is not the password");
    assertThat(browser.script("return document.querySelector('#login-password').value")).isEqualTo("");

    isLetInAfterAWhile("#login-password", Site.PASSWORD);
  }

  @Test
  void thePassphraseUnlocksTheVault() throws IOException {
    site = Site.start(Phase.LOCKED);
    browser.open(site.page.link());
    browser.shown("#view-locked");
    browser.type("#unlock-passphrase", "a wrong one" + Keys.ENTER);
    browser.awaitText("#unlock .failure", "that is not the passphrase");

    isLetInAfterAWhile("#unlock-passphrase", FakeBackend.PASSPHRASE);
  }

  private static void isLetInAfterAWhile(String field, String secret) {
    browser.await("the delay after a wrong one to end", () -> {
      if (browser.isShown(field)) {
        browser.type(field, secret + Keys.ENTER);
      }
      return browser.isShown("#view-running");
    });
  }

  @Test
  void aLostConnectionIsSaidAndFoundAgain() throws IOException {
    site = Site.start(Phase.RUNNING);
    browser.open(site.page.link());
    browser.awaitText("#sentence", "48,211");
    offline(true);
    try {
      // What streams already goes on while offline is only played; a new link makes the page ask anew.
      browser.script("location.hash = 'a-code-that-is-not-known'");
      browser.shown("#lost");
      assertThat(browser.isShown("#sentence")).isTrue();
      browser.picture("page-connection-lost");
    } finally {
      offline(false);
    }
    browser.awaitGone("#lost");
    site.backend.publish(Shown.status().assets(7).done());
    browser.awaitText("#figure-assets", "7");
  }

  @Test
  void whenStillkeepIsStartedAnewTheSessionIsOver() throws IOException {
    site = Site.start(Phase.RUNNING);
    int port = site.page.port();
    browser.open(site.page.link());
    browser.shown("#view-running");
    site.close();
    browser.shown("#lost");
    site = Site.start(Phase.RUNNING, port, false);
    browser.awaitText("#view-over", "Open status page");
    assertThat(browser.isShown("#lost")).isFalse();
    assertThat(browser.script("return localStorage.length")).isEqualTo(0L);
  }

  private static void offline(boolean offline) {
    browser.cdp("Network.enable", Map.of());
    browser.cdp(
        "Network.emulateNetworkConditions", Map.of("offline", offline, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
  }
}
