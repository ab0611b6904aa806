package org.stillkeep.takeout;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArchiveNameTest {

  @ParameterizedTest
  @CsvSource({
    "takeout-20240525T201456Z-001.zip,              20240525T201456Z, ,   1,    ZIP, false, false",
    "takeout-20250614T030613Z-1-001.zip,            20250614T030613Z, 1,  1,    ZIP, false, false",
    "takeout-20250614T030613Z-3-1203.zip,           20250614T030613Z, 3,  1203, ZIP, false, false",
    "TAKEOUT-20240719T011900z-001.TGZ,              20240719T011900Z, ,   1,    TGZ, false, false",
    "takeout-20240719T011900Z-001.tar.gz,           20240719T011900Z, ,   1,    TGZ, false, false",
    "takeout-20240525T201456Z-109 (1).tgz,          20240525T201456Z, ,   109,  TGZ, true,  false",
    "takeout-20240525T201456Z-002(2).zip,           20240525T201456Z, ,   2,    ZIP, true,  false",
    "takeout-20240525T201456Z-002-2.zip,            20240525T201456Z, ,   2,    ZIP, true,  false",
    "takeout-20240525T201456Z-16-002-002.zip,       20240525T201456Z, 16, 2,    ZIP, true,  false",
    "takeout-20240525T201456Z-3-001 - Copy.zip,     20240525T201456Z, 3,  1,    ZIP, true,  false",
    "takeout-20240525T201456Z-3-001 - Kopie (2).zip,20240525T201456Z, 3,  1,    ZIP, true,  false",
    "takeout-20240525T201456Z-3-001 — kopia.zip,    20240525T201456Z, 3,  1,    ZIP, true,  false",
    "takeout-20240525T201456Z-3-001 - コピー.tgz,    20240525T201456Z, 3,  1,    TGZ, true,  false",
    "takeout-20240525T201456Z-3-001 copy 2.zip,     20240525T201456Z, 3,  1,    ZIP, true,  false",
    "takeout-20240525T201456Z-3-001 (another copy).zip, 20240525T201456Z, 3, 1, ZIP, true,  false",
    "takeout-20240525T201456Z-3-001_1.zip,          20240525T201456Z, 3,  1,    ZIP, true,  false",
    "Copy of takeout-20240525T201456Z-3-001.zip,    20240525T201456Z, 3,  1,    ZIP, true,  false",
    "Kopie von takeout-20240525T201456Z-001.zip,    20240525T201456Z, ,   1,    ZIP, true,  false",
    "mamas takeout-20240525T201456Z-001.zip,        20240525T201456Z, ,   1,    ZIP, true,  false",
    "takeout-20240525T201456Z-003.zip.crdownload,   20240525T201456Z, ,   3,    ZIP, false, true",
  })
  void theNameSaysStampGroupAndPart(
      String name, String stamp, Integer group, int part, ArchiveName.Format format, boolean copy, boolean partial) {
    ArchiveName found = ArchiveName.parse(name);

    assertThat(found.stamp()).contains(stamp);
    assertThat(found.group()).isEqualTo(group == null ? OptionalInt.empty() : OptionalInt.of(group));
    assertThat(found.part()).hasValue(part);
    assertThat(found.format()).isEqualTo(format);
    assertThat(found.browserCopy()).isEqualTo(copy);
    assertThat(found.partialDownload()).isEqualTo(partial);
  }

  @ParameterizedTest
  @CsvSource({"holiday.zip", "takeout-001.zip", "takeout-20240525T201456Z-01.zip", "''", "takeout-20240525T201456Z-001.zip.zip"})
  void aNameOfTheUsersOwnSaysNothing(String name) {
    assertThat(ArchiveName.parse(name).stamp()).isEmpty();
    assertThat(ArchiveName.parse(name).part()).isEmpty();
  }

  @Test
  void unfinishedDownloadsAreKnownByTheirExtension() {
    assertThat(ArchiveName.parse("Unconfirmed 123456.crdownload").partialDownload()).isTrue();
    assertThat(ArchiveName.parse("x.zip.part").partialDownload()).isTrue();
    assertThat(ArchiveName.parse("part").partialDownload()).isFalse();
  }

  @Test
  void theNamesOfTheCorpusAreRead() {
    int names = 0;
    for (CorpusCase each : CorpusCase.all()) {
      for (JsonNode expected : each.json().path("expectArchives")) {
        ArchiveName found = ArchiveName.parse(expected.get("file").asText());
        assertThat(found.partialDownload()).isEqualTo(expected.path("partial").asBoolean());
        assertThat(found.driveDownload()).isEqualTo(expected.path("driveDownload").asBoolean());
        if (expected.has("set")) {
          assertThat(found.stamp()).isEqualTo(Optional.ofNullable(expected.get("set").textValue()));
          assertThat(found.part().orElse(0)).isEqualTo(expected.path("part").asInt());
          assertThat(found.group().orElse(0)).isEqualTo(expected.path("group").asInt());
        }
        names++;
      }
    }
    assertThat(names).isGreaterThan(20);
  }
}
