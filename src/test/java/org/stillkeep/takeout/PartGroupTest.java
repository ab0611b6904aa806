package org.stillkeep.takeout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PartGroupTest {

  @Test
  void gapsAreNamedWithinEachGroup() {
    List<PartGroup> groups =
        PartGroup.of(
            List.of("takeout-20260806T022746Z-3-002.zip", "takeout-20260806T022746Z-2-004.zip", "takeout-20260806T022746Z-2-001.zip"));

    assertThat(groups).extracting(PartGroup::highest).containsExactly(4, 2);
    assertThat(groups.get(0).missing()).containsExactly(2, 3);
    assertThat(groups.get(0).nameOf(2)).isEqualTo("takeout-20260806T022746Z-2-002");
    assertThat(groups.get(0).label(2)).isEqualTo("2-002");
    assertThat(groups.get(1).missing()).containsExactly(1);
  }

  @Test
  void onlyPicturesAndVideosFillGaps() {
    List<PartGroup> groups =
        PartGroup.of(
            List.of("takeout-20240525T201456Z-005.zip", "GH010015-001.MP4", "notes-002.txt", "IMG-003.json", "takeout-x-004.zip"));

    assertThat(groups).hasSize(1);
    assertThat(groups.get(0).missing()).containsExactly(2, 3, 4);
  }

  @Test
  void aNumberHasRoomInAGapOrNextToTheHighest() {
    PartGroup group = PartGroup.of(List.of("takeout-20240525T201456Z-001.zip", "takeout-20240525T201456Z-003.zip")).get(0);

    assertThat(List.of(0, 1, 2, 3, 4, 5)).filteredOn(group::hasRoomFor).containsExactly(2, 4);
  }

  @Test
  void namesWithoutANumberOrWithAnAbsurdOneMakeNoGroup() {
    assertThat(PartGroup.of(List.of("holiday.zip", "takeout-20240525T201456Z-000.zip", "takeout-20240525T201456Z-999999999.zip")))
        .isEmpty();
  }
}
