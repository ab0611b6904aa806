package org.stillkeep.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.stillkeep.faults.Covers;
import org.stillkeep.takeout.ArchiveName;

class ArchiveSetTest {

  @Test
  void thePartsOfOneExportMakeOneSetInOrder() {
    List<ArchiveSet> sets =
        group("takeout-20240525T201456Z-003.zip", "takeout-20240525T201456Z-001.zip", "takeout-20240525T201456Z-002.zip");
    assertThat(sets).hasSize(1);
    assertThat(sets.get(0).id()).isEqualTo("20240525T201456Z");
    assertThat(names(sets.get(0)))
        .containsExactly(
            "takeout-20240525T201456Z-001.zip", "takeout-20240525T201456Z-002.zip", "takeout-20240525T201456Z-003.zip");
    assertThat(sets.get(0).missingParts()).isEmpty();
  }

  @Test
  void groupsSomeSecondsApartBelongTogether() {
    List<ArchiveSet> sets =
        group(
            "takeout-20260806T022731Z-001.zip", "takeout-20260806T022746Z-1-001.zip", "takeout-20260806T022746Z-5-001.zip");
    assertThat(sets).hasSize(1);
    assertThat(sets.get(0).id()).isEqualTo("20260806T022731Z");
    assertThat(sets.get(0).missingParts()).isEmpty();
  }

  @Test
  @Covers("F38")
  void missingPartsAreNamedWithinEachGroup() {
    ArchiveSet set =
        group("takeout-20260806T022746Z-2-004.zip", "takeout-20260806T022746Z-2-001.zip", "takeout-20260806T022746Z-3-002.zip")
            .get(0);
    assertThat(set.missingParts()).containsExactly(1, 2, 3);
    assertThat(set.missingNames())
        .containsExactly(
            "takeout-20260806T022746Z-2-002", "takeout-20260806T022746Z-2-003", "takeout-20260806T022746Z-3-001");
  }

  @Test
  void aFileDeliveredOnItsOwnFillsTheGap() {
    List<ArchiveSet> sets =
        group(
            "takeout-20240525T201456Z-2-001.zip", "takeout-20240525T201456Z-2-003.zip", "VID_20160529_175415-002.mp4");
    assertThat(sets).hasSize(1);
    assertThat(sets.get(0).missingParts()).isEmpty();
    assertThat(names(sets.get(0))).last().isEqualTo("VID_20160529_175415-002.mp4");
  }

  @Test
  void onlyPicturesAndVideosFillGaps() {
    List<ArchiveSet> sets =
        group("takeout-20240525T201456Z-001.zip", "takeout-20240525T201456Z-003.zip", "transfer-log-002.txt");
    assertThat(sets.get(0).missingParts()).containsExactly(2);
    assertThat(sets.get(1).id()).isEqualTo(ArchiveSet.UNNAMED);
  }

  @Test
  void aLooseFileThatMayBelongToTwoExportsBelongsToNone() {
    List<ArchiveSet> sets =
        group(
            "takeout-20240525T201456Z-003.zip", "takeout-20250525T201456Z-003.zip", "VID_20160529_175415-002.mp4");
    assertThat(sets).extracting(ArchiveSet::id).containsExactly("20240525T201456Z", "20250525T201456Z", ArchiveSet.UNNAMED);
    assertThat(sets.get(0).missingParts()).containsExactly(1, 2);
  }

  @Test
  @Covers("Z27")
  void twoAccountsThatExportInTheSameMinuteStayApart() {
    List<ArchiveSet> sets =
        group(
            "takeout-20240525T201456Z-001.zip",
            "takeout-20240525T201456Z-002.zip",
            "takeout-20240525T201510Z-001.zip",
            "takeout-20240525T201510Z-002.zip");
    assertThat(sets).hasSize(2);
    assertThat(names(sets.get(1))).allMatch(name -> name.contains("201510"));
  }

  @Test
  void exportsOfOtherTimesStayApart() {
    assertThat(group("takeout-20240525T201456Z-001.zip", "takeout-20240525T201557Z-1-001.zip")).hasSize(2);
  }

  @Test
  void archivesWithoutARecognisableNameMakeASetOfTheirOwn() {
    List<ArchiveSet> sets = group("takeout-20240525T201456Z-001.zip", "holiday.zip", "more.zip", "IMG_1.jpg");
    assertThat(sets).hasSize(2);
    assertThat(names(sets.get(1))).containsExactly("IMG_1.jpg", "holiday.zip", "more.zip");
    assertThat(sets.get(1).missingParts()).isEmpty();
  }

  @Test
  void theSameArchiveUnderTwoNamesAppearsOnce() {
    SettledArchive copy = archive("takeout-20240525T201456Z-001 (1).zip", 7);
    SettledArchive plain = archive("takeout-20240525T201456Z-001.zip", 7);
    SettledArchive renamed = archive("a.zip", 7);
    List<ArchiveSet> sets = ArchiveSet.group(List.of(renamed, copy, plain));
    assertThat(sets).hasSize(1);
    assertThat(sets.get(0).parts()).containsExactly(plain);
  }

  @Test
  void aStampThatIsNoTimeStillMakesASet() {
    assertThat(group("takeout-20249999T999999Z-001.zip")).extracting(ArchiveSet::id).containsExactly("20249999T999999Z");
  }

  @Test
  @Covers("F39")
  void theOrderOfTheFilesDoesNotMatter() {
    List<SettledArchive> archives = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      archives.add(archive(String.format("takeout-202405%02dT201456Z-%03d.zip", i % 3 + 1, i + 1), i));
    }
    List<ArchiveSet> expected = ArchiveSet.group(archives);
    Collections.shuffle(archives, new Random(1));
    assertThat(ArchiveSet.group(archives)).isEqualTo(expected);
  }

  private static List<ArchiveSet> group(String... fileNames) {
    List<SettledArchive> archives = new ArrayList<>();
    for (String fileName : fileNames) {
      archives.add(archive(fileName, archives.size()));
    }
    return ArchiveSet.group(archives);
  }

  private static SettledArchive archive(String fileName, int content) {
    ArchiveName name = ArchiveName.parse(fileName);
    ArchiveKind kind = fileName.endsWith(".zip") ? ArchiveKind.ZIP : ArchiveKind.FILE;
    String hex = HexFormat.of().toHexDigits(content).repeat(8);
    return new SettledArchive(Path.of("inbox", fileName), name, kind, new ArchiveFingerprint(hex), 1, FileTime.fromMillis(1));
  }

  private static List<String> names(ArchiveSet set) {
    return set.parts().stream().map(SettledArchive::fileName).toList();
  }
}
