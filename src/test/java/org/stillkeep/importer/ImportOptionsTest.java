package org.stillkeep.importer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What imports hold at once, by the heap that there is. */
class ImportOptionsTest {

  private static final long MIB = 1 << 20;

  @Test
  void theUsualHeapHasRoomForAllUploadsAndASecondPartOfEach() {
    // What the virtual machine says of -Xmx512m.
    long heapBytes = 494 * MIB;
    assertThat(ImportOptions.uploadsWithin(heapBytes, 4)).isEqualTo(4);
    assertThat(ImportOptions.partsAheadWithin(heapBytes, 4)).isEqualTo(4);
  }

  @Test
  void aSmallHeapHasRoomForOneUploadAndNoSecondPart() {
    assertThat(ImportOptions.uploadsWithin(96 * MIB, 4)).isEqualTo(1);
    assertThat(ImportOptions.partsAheadWithin(96 * MIB, 1)).isZero();
  }

  @Test
  void whatIsHeldGrowsWithTheHeapAndFitsIntoIt() {
    for (long mib = 96 + 48; mib <= 1024; mib++) {
      int uploads = ImportOptions.uploadsWithin(mib * MIB, 8);
      int partsAhead = ImportOptions.partsAheadWithin(mib * MIB, uploads);
      assertThat(96 + 48L * uploads + 20L * partsAhead).as("in %d MiB", mib).isLessThanOrEqualTo(mib);
      assertThat(partsAhead).isBetween(0, uploads);
    }
    assertThat(ImportOptions.partsAheadWithin(1024 * MIB, 8)).isEqualTo(8);
  }

  @Test
  void intoAVaultGoAsManyContentsAsThereAreProcessorsAndTheHeapHasRoomFor() {
    assertThat(ImportOptions.localWithin(494 * MIB, 6)).isEqualTo(12);
    assertThat(ImportOptions.localWithin(494 * MIB, 1)).as("they wait for the disk while another is sealed").isEqualTo(8);
    assertThat(ImportOptions.localWithin(4096 * MIB, 64)).isEqualTo(16);
    assertThat(ImportOptions.localWithin(64 * MIB, 64)).isEqualTo(8);
    assertThat(ImportOptions.localWithin(32 * MIB, 64)).isEqualTo(1);
  }
}
