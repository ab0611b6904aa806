package org.stillkeep.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * What became of every number in this run. The build runs it after all others, prints the table and leaves it in {@code target/faults}; a
 * run of all three tiers with {@code -Dstillkeep.regenerate=true} puts it into {@code docs/reliability.md}.
 */
class FaultTableTest {

  @Test
  void everyNumberOfThisRunIsAccountedFor() throws Exception {
    Map<String, SortedSet<String>> tests = Coverage.testsByNumber();
    List<Numbers.Line> numbers = Numbers.all();
    Verdicts verdicts = Verdicts.ofAllProcesses(Verdicts.FOLDER);
    Map<String, String> results = new LinkedHashMap<>();
    for (Numbers.Line number : numbers) {
      SortedSet<String> own = tests.getOrDefault(number.name(), new TreeSet<>());
      results.put(number.name(), own.isEmpty() ? "no test" : verdicts.inShort(own));
    }
    String table = table(numbers, results);
    System.out.println(table);
    Files.createDirectories(Path.of("target", "faults"));
    Files.writeString(Path.of("target", "faults", "table.txt"), table);
    if (Boolean.getBoolean("stillkeep.regenerate") && Tier.asked() == 3) {
      ReliabilityPage page = new ReliabilityPage();
      page.take(results, isRoot());
      Files.writeString(ReliabilityPage.PAGE, page.withTestsOf(numbers, tests));
    }
    // What failed has failed the build already; by hand, it may have been run again since without leaving its verdict here.
    assertThat(results).hasSameSizeAs(numbers);
    assertThat(table.lines()).hasSize(numbers.size() + 2);
  }

  private static String table(List<Numbers.Line> numbers, Map<String, String> results) {
    StringBuilder table = new StringBuilder("faults, tier ").append(Tier.asked()).append(isRoot() ? ", as root" : ", as a plain user").append('\n');
    for (Numbers.Line number : numbers) {
      table.append(number.name()).append(" ".repeat(5 - number.name().length())).append(results.get(number.name())).append('\n');
    }
    long passed = results.values().stream().filter(result -> result.startsWith("passed")).count();
    return table.append("passed in all: ").append(passed).append(" of ").append(numbers.size()).append('\n').toString();
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }
}
