package org.stillkeep.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChangeLogNameTest {

  /** Where people write other digits, {@code %d} does so too, and a vault would not find its own files again. */
  @ParameterizedTest
  @ValueSource(strings = {"en-US", "ar-EG", "fa-IR", "my-MM", "th-TH-u-nu-thai"})
  void changeSetsHaveTheSameNamesInEveryLocale(String tag) {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag(tag));
    try {
      assertThat(ChangeFiles.relativePath(ChangeFiles.FOLDER, 42)).isEqualTo("changes/00000042");
      assertThat("00000042").matches(ChangeFiles::isName);
    } finally {
      Locale.setDefault(before);
    }
  }
}
