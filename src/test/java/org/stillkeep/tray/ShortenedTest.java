package org.stillkeep.tray;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShortenedTest {

  @Test
  void whatFitsStays() {
    assertThat(Shortened.sentence("Up to date", 10)).isEqualTo("Up to date");
    assertThat(Shortened.path("/nas/photo", 10)).isEqualTo("/nas/photo");
  }

  @Test
  void aSentenceIsCutBetweenWords() {
    assertThat(Shortened.sentence("the disk is full", 14)).isEqualTo("the disk is…");
  }

  @Test
  void ofFilesInALongSentenceTheNamesStay() {
    assertThat(Shortened.sentence("/home/eva/Inbox/takeout-001.zip: a web page", 40)).isEqualTo("takeout-001.zip: a web page");
    assertThat(Shortened.sentence("C:\\Users\\eva\\Inbox\\takeout-001.zip: a web page", 40)).isEqualTo("takeout-001.zip: a web page");
    assertThat(Shortened.sentence("see http://127.0.0.1:1/a/b and either/or of it", 40)).startsWith("see http://127.0.0.1:1/a/b and");
    assertThat(Shortened.sentence("/nas is full", 40)).isEqualTo("/nas is full");
  }

  @Test
  void aSentenceOfOneWordIsCutWithin() {
    assertThat(Shortened.sentence("x".repeat(20), 10)).isEqualTo("x".repeat(9) + "…");
  }

  @Test
  void aPathIsCutInItsMiddle() {
    assertThat(Shortened.path("/home/eva/Pictures/Export", 15)).isEqualTo("/home…es/Export");
  }

  @Test
  void aPictographIsNeverCutInTwo() {
    assertThat(Shortened.sentence("😀".repeat(20), 5)).isEqualTo("😀😀😀😀…");
    assertThat(Shortened.path("😀".repeat(20), 5)).isEqualTo("😀…😀😀😀");
  }

  @Test
  void whatBreaksOrTurnsALineDoesNot() {
    assertThat(Shortened.sentence("a\nb\tc\u202Ed\u0000e", 20)).isEqualTo("a b c d e");
  }
}
