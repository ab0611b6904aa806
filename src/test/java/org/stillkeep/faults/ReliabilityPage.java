package org.stillkeep.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The table of {@code docs/reliability.md}, between its heading and the next. The tests make its first columns anew in every build; the
 * last two are what came out of the last full run as root and as a plain user, and are kept from run to run.
 */
final class ReliabilityPage {

  static final Path PAGE = Path.of("docs", "reliability.md");
  private static final String HEAD = "| number | | tier | shown by | not shown | as root | as a plain user |\n|---|---|---|---|---|---|---|\n";

  private final String before;
  private final String after;
  private final Map<String, String[]> results = new HashMap<>();

  ReliabilityPage() throws IOException {
    String text = Files.readString(PAGE);
    int start = text.indexOf(HEAD);
    if (start < 0) {
      throw new IllegalStateException(PAGE + " has no table under " + HEAD);
    }
    before = text.substring(0, start);
    String rest = text.substring(start + HEAD.length());
    int end = 0;
    while (rest.startsWith("|", end)) {
      int next = rest.indexOf('\n', end) + 1;
      String[] cells = rest.substring(end, next).split("\\|", -1);
      results.put(cells[1].strip(), new String[] {cells[6].strip(), cells[7].strip()});
      end = next;
    }
    after = rest.substring(end);
  }

  /** The page as it should be, with the results that it holds already. */
  String withTestsOf(List<Numbers.Line> numbers, Map<String, SortedSet<String>> tests) {
    StringBuilder page = new StringBuilder(before).append(HEAD);
    for (Numbers.Line number : numbers) {
      String[] result = results.getOrDefault(number.name(), new String[] {"", ""});
      String tier = Integer.toString(number.tier());
      String open = tests.containsKey(number.name()) || !number.open().isEmpty() ? number.open() : "all of it";
      for (String cell : List.of(number.name(), number.title(), tier, classes(tests.get(number.name())), open, result[0], result[1])) {
        page.append(cell.isEmpty() ? "| " : "| " + cell + " ");
      }
      page.append("|\n");
    }
    return page.append(after).toString();
  }

  /** Takes over what became of the numbers in this run. */
  void take(Map<String, String> resultByNumber, boolean asRoot) {
    resultByNumber.forEach((number, result) -> results.computeIfAbsent(number, key -> new String[] {"", ""})[asRoot ? 0 : 1] = result.replace("|", "/"));
  }

  private static String classes(SortedSet<String> tests) {
    return tests == null
        ? ""
        : tests.stream()
            .map(test -> test.replaceAll("#.*", "").replaceAll(".*\\.", ""))
            .collect(Collectors.toCollection(TreeSet::new))
            .stream()
            .map(name -> "`" + name + "`")
            .collect(Collectors.joining(" "));
  }
}
