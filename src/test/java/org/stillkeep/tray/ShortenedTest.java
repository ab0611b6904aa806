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
