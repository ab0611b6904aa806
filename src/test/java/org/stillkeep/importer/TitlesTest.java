package org.stillkeep.importer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TitlesTest {

  @ParameterizedTest
  @CsvSource({
    "IMG_1.jpg,                IMG_1.jpg,                    IMG_1.jpg",
    "IMG_1(2).jpg,             IMG_1.jpg,                    IMG_1.jpg",
    "a very lon.jpg,           a very long name.jpg,         a very long name.jpg",
    "who_.jpg,                 who?.jpg,                     who?.jpg",
    "PXL_1.mp4,                TST_1.mp4,                    PXL_1.mp4",
    "Aufnahme.jpg,             Aufnahme,                     Aufnahme.jpg",
    "IMG_1.HEIC.jpg,           IMG_1.HEIC,                   IMG_1.HEIC.jpg"
  })
  void theTitleNamesTheAssetWhereTheFileNameWasMadeOfIt(String fileName, String title, String name) {
    assertThat(Titles.of(fileName, Optional.of(title), false)).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource({"IMG_1-edited.jpg, IMG_1.jpg"})
  void anEditedCopyKeepsItsOwnName(String fileName, String title) {
    assertThat(Titles.of(fileName, Optional.of(title), true)).isEqualTo(fileName);
  }
}
