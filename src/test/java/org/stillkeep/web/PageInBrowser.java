package org.stillkeep.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** A real browser for a class of tests, and for each test the page that it starts; it may complain of nothing and ask nobody else. */
abstract class PageInBrowser {

  @TempDir static Path profile;
  static Browser browser;

  Site site;

  @BeforeAll
  static void startBrowser() {
    browser = Browser.start(profile);
  }

  @AfterAll
  static void closeBrowser() {
    if (browser != null) {
      browser.close();
      browser = null;
    }
  }

  @AfterEach
  void nothingWasComplainedOfAndNobodyElseAsked() throws IOException {
    try {
      assertThat(browser.complaints()).isEmpty();
      assertThat(browser.requests()).isNotEmpty().extracting(URI::getHost).containsOnly("127.0.0.1");
    } finally {
      site.close();
    }
  }
}
