package org.stillkeep.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the table says of a number is what came out last. */
class VerdictsTest {

  @TempDir private Path folder;

  @Test
  void aTestThatPassedAndWasSkippedInAnotherCaseIsSkippedInPart() throws IOException {
    noted("1", "10 C#a PASSED", "10 C#b SKIPPED needs loop devices");
    assertThat(told("C#a")).isEqualTo("passed");
    assertThat(told("C#a", "C#b")).isEqualTo("passed, skipped 1: needs loop devices");
    assertThat(told("C")).isEqualTo("passed, skipped 1: needs loop devices");
  }

  @Test
  void whatPassedOnceAndFailsNowFails() throws IOException {
    noted("1", "10 C#a PASSED");
    noted("2", "20 C#a FAILED lost a photo");
    assertThat(told("C#a")).isEqualTo("failed: lost a photo");
  }

  @Test
  void aClassThatIsSkippedNowHidesWhatItsTestsDidInAnEarlierRun() throws IOException {
    noted("1", "10 C#a PASSED", "10 C#b PASSED");
    noted("2", "20 C SKIPPED needs Samba");
    assertThat(told("C#a")).isEqualTo("skipped: needs Samba");
    assertThat(told("C")).startsWith("skipped");
    noted("3", "30 C#a PASSED");
    assertThat(told("C#a")).isEqualTo("passed");
  }

  @Test
  void ofATestThatDidNotRunNothingIsClaimed() throws IOException {
    noted("1", "10 C#a PASSED");
    assertThat(told("C#b")).isEqualTo("did not run");
    assertThat(told("D")).isEqualTo("did not run");
  }

  @Test
  void aNumberIsNotCalledPassedForTheTestsThatDidNotRun() throws IOException {
    noted("1", "10 C#a PASSED");
    assertThat(told("C#a", "D#b")).isEqualTo("passed, 1 did not run");
  }

  /** @param rows when, which test, what became of it, and why, with blanks between */
  private void noted(String process, String... rows) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String row : rows) {
      String[] parts = row.split(" ", 4);
      lines.add(String.join("\t", parts[0], parts[1], parts[2], parts.length > 3 ? parts[3] : ""));
    }
    Files.write(folder.resolve(process + ".tsv"), lines);
  }

  private String told(String... tests) throws IOException {
    return Verdicts.ofAllProcesses(folder).inShort(List.of(tests));
  }
}
