package org.stillkeep.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.stillkeep.agent.AgentStatus.ServerState;
import org.stillkeep.agent.AgentStatus.State;
import org.stillkeep.agent.Wish;
import org.stillkeep.web.PageBackend.Phase;
import org.stillkeep.web.PageBackend.RecentAsset;

/** The page of a running agent, in a real browser. */
class RunningPageBrowserTest extends PageInBrowser {

  /** Markup, an override of the direction of writing, and more than fits into a line. */
  private static final String HOSTILE =
      "<script>document.title='taken'</script><img src=x onerror=alert(1)>\u202egpj.exe" + "x".repeat(430);

  @BeforeEach
  void openPage() throws IOException {
    site = Site.start(Phase.RUNNING);
    site.backend.publish(Shown.status().set(Shown.SET, 4, 3).export("/mnt/nas/photos", "in step").done());
    browser.resize(1440, 900);
    browser.open(site.page.link());
    browser.shown("#view-running");
  }

  @Test
  void theCodeOfTheLinkLeavesTheAddressAndTheSessionSurvivesAReload() {
    assertThat(browser.address()).endsWith("/").doesNotContain("#");
    browser.open(URI.create(browser.address()));
    browser.awaitText("#sentence", "48,211 in the library");
  }

  @Test
  void pauseAndResumeReachTheAgentAndAreShown() {
    browser.click("#pause");
    browser.click("[data-pause=open]");
    browser.awaitText("#state-word", "Paused");
    browser.click("#resume");
    browser.awaitText("#state-word", "At rest");
    browser.awaitGone("#resume");

    assertThat(site.backend.wishes).containsExactly(new Wish.Pause(Optional.empty()), new Wish.Resume());
  }

  @Test
  void aPauseEndsInAnHourOrTomorrow() {
    Instant before = Instant.now();
    browser.click("#pause");
    browser.click("[data-pause=hour]");
    browser.await("a wish", () -> site.backend.wishes.size() == 1);
    browser.click("#pause");
    browser.click("[data-pause=tomorrow]");
    browser.await("another wish", () -> site.backend.wishes.size() == 2);

    assertThat(pausedUntil(0)).isBetween(before.plusSeconds(3600), Instant.now().plusSeconds(3600));
    assertThat(pausedUntil(1)).isBetween(before, before.plusSeconds(90_000));
  }

  @Test
  void aServerIsShownWhereThereIsOne() {
    browser.awaitGone("#figure-server");
    site.backend.publish(Shown.status().server(ServerState.AWAY, "no route to host").done());
    browser.awaitText("#figure-server", "photos.example.org: away since today");
    site.backend.publish(Shown.status().server(ServerState.IN_STEP, "").done());
    browser.awaitText("#figure-server", "photos.example.org: in step");
  }

  @Test
  void escapeClosesTheChoicesOfThePauseAndTheFocusReturns() {
    browser.click("#pause");
    browser.shown("#pause-choices");
    browser.press(Keys.ESCAPE);
    browser.awaitGone("#pause-choices");

    assertThat(browser.script("return document.activeElement.id")).isEqualTo("pause");
    assertThat(site.backend.wishes).isEmpty();
  }

  @Test
  void scanAndExportAreWishes() {
    browser.click("#scan");
    browser.awaitText("#said", "inbox");
    browser.click("#export");
    browser.awaitText("#said", "export folders");
    browser.click("#export-full");
    browser.awaitText("#said", "every file");

    assertThat(site.backend.wishes).containsExactly(new Wish.LookAgain(), new Wish.ExportNow(false), new Wish.ExportNow(true));
  }

  @Test
  void workIsShownByABarAndTheTimeThatIsLeft() {
    site.backend.publish(Shown.everything().done());
    browser.awaitText("#state-word", "Working");

    assertThat(browser.text("#job-label")).isEqualTo("3,000 of 12,500 · 12 GB of 50 GB");
    assertThat(browser.text("#job-left")).isEqualTo("about 12 min left");
    assertThat(browser.script("return document.querySelector('#job-progress').value")).isEqualTo(0.24);
  }

  @Test
  void throughputIsDrawnAndSaidInWords() {
    browser.awaitGone("#throughput");
    site.backend.publish(Shown.status().importing(1_000_000_000L).done());
    browser.await("work to be measured", () -> {
      site.backend.publish(Shown.status().importing(1_000_000_000L + System.nanoTime() % 1_000_000_000L).done());
      return browser.isShown("#throughput");
    });

    assertThat(browser.text("#chart-words")).contains("/s now").contains("/s on average");
    assertThat(browser.script("return document.querySelector('#chart-line').getAttribute('d')").toString()).startsWith("M0 ");
  }

  @Test
  void onlyAChangeOfWorkIsReadOutAndNotEachNumber() {
    site.backend.publish(Shown.status().importing(1_000).state(State.WORKING, "Importing 1 of 9").done());
    browser.awaitText("#announcer", "Importing 1 of 9");
    site.backend.publish(Shown.status().importing(2_000).state(State.WORKING, "Importing 2 of 9").done());
    browser.awaitText("#sentence", "Importing 2 of 9");
    assertThat(browser.script("return document.querySelector('#announcer').textContent")).isEqualTo("Working. Importing 1 of 9");

    site.backend.publish(Shown.status().state(State.IDLE, "Up to date").done());
    browser.awaitText("#announcer", "Up to date");
  }

  @Test
  void aMissingPartIsMarkedByShapeAndTextUntilItIsThere() {
    assertThat(browser.texts(".parts li")).containsExactly("001", "002", "003 missing", "004");
    assertThat(browser.isShown(".parts .missing .icon")).isTrue();
    assertThat(browser.text(".set .tag")).isEqualTo("1 part missing");
    assertThat(browser.text(".set .gap")).contains("drop it into the inbox");

    site.backend.publish(Shown.status().set(Shown.SET, 4).done());
    browser.awaitText(".set .tag", "Complete so far");
    assertThat(browser.texts(".parts li")).containsExactly("001", "002", "003", "004");
    browser.awaitGone(".set .gap");
  }

  @Test
  void aLongRowOfPartsIsShortenedButForWhatIsMissing() {
    site.backend.publish(Shown.status().set(Shown.SET, 700, 650).done());
    browser.awaitText(".parts", "650 missing");

    assertThat(browser.texts(".parts li")).containsExactly("001 – 649", "650 missing", "651 – 700");
  }

  @Test
  void theOutcomesOpenTheReportInATabOfItsOwn() {
    site.backend.reports.put(Shown.SET, "<!doctype html><title>Report</title><h1>Takeout " + Shown.SET + "</h1>");
    assertThat(browser.texts(".fate"))
        .containsExactly("9,000 photos and videos in the library", "8,000 metadata", "500 waiting", "2 failed");

    browser.click(".report");
    browser.toNewestTab(2);
    browser.awaitText("h1", "Takeout " + Shown.SET);
    assertThat(browser.address()).doesNotContain(Shown.SET);
    browser.closeTab();
  }

  @Test
  void exportFoldersTellWhereTheyStand() {
    site.backend.publish(Shown.everything().done());
    browser.awaitText("#export-list", "/media/anna/Backup");

    assertThat(browser.texts(".export .tag")).containsExactly("in step", "not connected", "not ours");
    assertThat(browser.texts(".export .facts").get(0)).contains("96,400 files").contains("120 GB free");
    assertThat(browser.texts(".export .facts").get(1)).contains("1,204 files wait (3.1 GB)", " since ", "next try ").doesNotContain("free");
  }

  @Test
  void aFolderIsSetUpOnlyAfterSomebodyHasSaidSo() {
    site.backend.publish(Shown.everything().done());
    browser.click(".export:last-child .adopt");
    browser.awaitText("#adopt-path", "/media/anna/Backup");
    browser.press(Keys.ESCAPE);
    browser.awaitGone("#adopt");
    assertThat(site.backend.adopted).isEmpty();

    browser.click(".export:last-child .adopt");
    browser.click("#adopt-yes");
    browser.awaitGone("#adopt");
    browser.awaitText("#said", "/media/anna/Backup");
    assertThat(site.backend.adopted).containsExactly(2);
  }

  @Test
  void whatHindersASetUpIsSaid() {
    site.backend.hinder("the disk is full");
    site.backend.publish(Shown.everything().done());
    browser.click(".export:last-child .adopt");
    browser.click("#adopt-yes");
    browser.awaitText("#adopt .failure", "the disk is full");
    browser.click("#adopt-no");
    browser.awaitGone("#adopt");
  }

  @Test
  void problemsComeWithTheirRemediesMostUrgentFirst() {
    assertThat(browser.isShown("#problems")).isFalse();
    site.backend.publish(Shown.everything().done());
    browser.shown("#problems");

    assertThat(browser.texts(".problem .what")).containsExactly("the disk of the vault is full", "IMG_1.jpg could not be read");
    assertThat(browser.texts(".problem .remedy").get(0)).isEqualTo("make room there; it is tried again by itself");
    assertThat(browser.texts(".problem .urgency")).containsExactly("Needs you,", "May heal by itself,");
  }

  @Test
  void previewsAreShownWhereThereAreAny() {
    site.backend.addAsset(Long.MAX_VALUE / 10, "IMG_7.jpg", 0x3A5B79);
    site.backend.assets.add(new RecentAsset(8, "MOV_8.mp4", Optional.empty(), false));
    site.backend.publish(Shown.status().assets(48_213).done());
    browser.shown("#recent-list img");

    browser.await(
        "the picture to be decoded", () -> browser.script("return document.querySelector('#recent-list img').naturalWidth").equals(160L));
    assertThat(browser.script("return document.querySelector('#recent-list img').alt")).isEqualTo("Preview of IMG_7.jpg");
    assertThat(browser.texts("#recent-list figcaption")).hasSize(2);
    assertThat(browser.isShown("#recent-list li:last-child .preview .icon")).isTrue();
    assertThat(browser.isShown("#recent-list li:first-child time")).isTrue();
    assertThat(browser.isShown("#recent-list li:last-child time")).as("nobody noted when it came").isFalse();
  }

  @Test
  void hostileNamesStayText() {
    site.backend.addAsset(1, HOSTILE, 0);
    site.backend.publish(
        Shown.status()
            .assets(1)
            .state(State.NEEDS_YOU, HOSTILE)
            .set(HOSTILE, 2)
            .waiting(HOSTILE, HOSTILE)
            .export(HOSTILE, HOSTILE)
            .problem(HOSTILE, HOSTILE, HOSTILE, true)
            .done());
    browser.shown("#recent-list img");
    for (int width : new int[] {360, 1440}) {
      browser.resize(width, 900);
      assertThat(browser.fits()).as("at %d pixels", width).isTrue();
    }

    assertThat(browser.script("return document.querySelectorAll('main script, main img[onerror]').length")).isEqualTo(0L);
    assertThat(browser.script("return document.title")).isEqualTo("Needs you · Stillkeep");
    for (String css : List.of("#sentence", ".what", ".set h3", ".export h3", "#waiting-list .name", "#recent-list figcaption bdi")) {
      assertThat(browser.script("return document.querySelector(arguments[0]).textContent", css)).as(css).isEqualTo(HOSTILE);
    }
    browser.picture("page-hostile");
  }

  @Test
  void focusStaysWhereItIsWhileThePageChanges() {
    site.backend.publish(Shown.everything().done());
    browser.shown(".export:last-child .adopt");
    browser.script("document.querySelector('.export:last-child .adopt').focus()");
    site.backend.publish(Shown.status().export("/media/anna/Backup", "not ours").assets(7).done());
    browser.awaitText("#figure-assets", "7");

    assertThat(browser.script("return document.activeElement.className")).isEqualTo("adopt");
  }

  @Test
  void sizesAndTimesAreThoseOfTheReadersLocaleAndZone() {
    Object agent = browser.script("return navigator.userAgent");
    browser.cdp("Emulation.setUserAgentOverride", Map.of("userAgent", agent, "acceptLanguage", "de-DE"));
    browser.cdp("Emulation.setTimezoneOverride", Map.of("timezoneId", "Pacific/Kiritimati"));
    try {
      browser.open(URI.create(browser.address()));
      site.backend.publish(Shown.everything().done());
      browser.awaitText("#figure-assets", "48.211");
      browser.awaitText("#zone-note", "Times are those of this device");
    } finally {
      browser.cdp("Emulation.setUserAgentOverride", Map.of("userAgent", agent, "acceptLanguage", "en-US"));
      browser.cdp("Emulation.setTimezoneOverride", Map.of("timezoneId", ""));
    }
  }

  private Instant pausedUntil(int wish) {
    return ((Wish.Pause) site.backend.wishes.get(wish)).until().orElseThrow();
  }
}
