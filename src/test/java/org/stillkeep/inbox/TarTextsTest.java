package org.stillkeep.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TarTextsTest {

  private static final int COUNT = 20_000;

  private static byte[] text(int index) {
    String sidecar = "{\"title\":\"IMG_%d.jpg\",\"geoData\":{\"latitude\":0.0},\"filler\":\"%s\"}";
    return sidecar.formatted(index, "as usual ".repeat(100)).getBytes(StandardCharsets.UTF_8);
  }

  /** Every second entry has a text. */
  private static TarTexts filled() {
    TarTexts texts = new TarTexts();
    for (int i = 0; i < COUNT; i++) {
      texts.add(2 * i, text(i));
    }
    return texts;
  }

  @Test
  void eachTextIsThereOnceAndOthersAreNot() {
    TarTexts texts = filled();
    for (int i = 0; i < COUNT; i++) {
      assertThat(texts.take(2 * i)).hasValue(text(i));
      assertThat(texts.take(2 * i)).isEmpty();
      assertThat(texts.take(2 * i + 1)).isEmpty();
    }
  }

  @Test
  void thoseThatWerePassedOverCostNothingButTheirOwn() {
    TarTexts texts = filled();
    for (int i = 0; i < COUNT; i += 777) {
      assertThat(texts.take(2 * i)).hasValue(text(i));
    }
  }

  @Test
  void aHundredThousandSidecarsTakeSomeMegabytes() {
    assertThat(filled().packedBytes()).isLessThan(100L * COUNT);
  }

  @Test
  void withoutAnyNoneIsThere() {
    TarTexts texts = new TarTexts();
    assertThat(texts.take(0)).isEmpty();
    texts.add(5, new byte[0]);
    assertThat(texts.take(4)).isEmpty();
    assertThat(texts.take(5)).hasValue(new byte[0]);
  }
}
