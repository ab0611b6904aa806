package org.stillkeep.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The catalogue, the tests that carry its numbers, and the page that shows both go together. */
class NumbersTest {

  @Test
  void theCatalogueHoldsEveryNumberOnce() throws Exception {
    List<String> names = Numbers.all().stream().map(Numbers.Line::name).toList();
    assertThat(names).doesNotHaveDuplicates().allMatch(name -> name.matches("[FZOP]\\d+b?|J|M"));
    assertThat(names).contains("F1", "F29b", "F70", "Z1", "Z27", "J", "M", "O1", "O20", "P1", "P20").hasSize(71 + 27 + 2 + 20 + 20);
    assertThat(Numbers.all()).allMatch(number -> number.tier() >= 1 && number.tier() <= 3 && !number.title().isBlank());
  }

  @Test
  void noTestCarriesANumberThatTheCatalogueDoesNotHave() throws Exception {
    List<String> names = Numbers.all().stream().map(Numbers.Line::name).toList();
    Coverage.testsByNumber().forEach((number, tests) -> assertThat(names).as("carried by " + tests).contains(number));
  }

  /** {@code -Dstillkeep.regenerate=true} writes the page instead. */
  @Test
  void thePageShowsTheTestsOfEveryNumber() throws Exception {
    String page = new ReliabilityPage().withTestsOf(Numbers.all(), Coverage.testsByNumber());
    if (Boolean.getBoolean("stillkeep.regenerate")) {
      Files.writeString(ReliabilityPage.PAGE, page);
    }
    List<String> missing = new ArrayList<>(page.lines().toList());
    missing.removeAll(Files.readAllLines(ReliabilityPage.PAGE));
    assertThat(missing).as("run this test with -Dstillkeep.regenerate=true: not in " + ReliabilityPage.PAGE).isEmpty();
  }
}
