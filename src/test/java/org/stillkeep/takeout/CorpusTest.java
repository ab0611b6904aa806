package org.stillkeep.takeout;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.stillkeep.faults.Covers;

/** The corpus: layouts of real exports and of the reports about them, each with the truth. */
@Covers("J")
class CorpusTest {

  /** Raised whenever more become right, never lowered. */
  private static final int RIGHT_AT_LEAST = 587;

  private static final int RIGHT_WITHOUT_LISTINGS_AT_LEAST = 548;

  @Test
  void everyPhotoFindsItsSidecarAndNoneAWrongOne() {
    CorpusScore score = new CorpusScore();

    CorpusCase.all().forEach(score::add);

    System.out.print(score.table());
    assertThat(score.faults()).isEmpty();
    assertThat(score.total().wrong()).as("photos with the sidecar of another").isZero();
    assertThat(score.total().right()).isGreaterThanOrEqualTo(RIGHT_AT_LEAST);
    assertThat(score.withoutListings().right()).isGreaterThanOrEqualTo(RIGHT_WITHOUT_LISTINGS_AT_LEAST);
    assertThat(score.kinds().values()).allMatch(kind -> kind.missed() == 0 && kind.wrong() == 0);
  }
}
