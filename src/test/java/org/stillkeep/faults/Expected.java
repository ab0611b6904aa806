package org.stillkeep.faults;

import static org.assertj.core.api.Assertions.assertThat;

import org.stillkeep.faults.Judge.Finding;
import org.stillkeep.faults.Judge.Verdict;

/**
 * What has to become of a vault when one of its files is damaged.
 *
 * @param verdict how far the damage goes
 * @param name what the program has to call it
 */
record Expected(Verdict verdict, String name) {

  /** By what kind of file it is. */
  static Expected after(String damagedFile) {
    if (damagedFile.startsWith("objects/")) {
      return new Expected(Verdict.PHOTO_REFUSED, "IMG_");
    }
    return damagedFile.equals("lock") ? new Expected(Verdict.WHOLE, "") : new Expected(Verdict.RECOVERED, damagedFile);
  }

  void judge(String what, Finding finding) {
    assertThat(finding.verdict()).as("%s: %s", what, finding.words()).isEqualTo(verdict);
    assertThat(finding.words()).as(what).contains(name);
  }
}
