package org.stillkeep.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What became of the tests that carry numbers, in {@code target/faults}: a file for each process that ran some, since there are several,
 * with a line for each test. Of a test that ran more than once, the last run counts.
 */
final class Verdicts {

  private static final Path FOLDER = Path.of("target", "faults");

  private final Map<String, Verdict> byTest = new HashMap<>();

  private Verdicts() {}

  static void append(Map<String, Verdict> verdicts) throws IOException {
    List<String> lines = new ArrayList<>();
    long now = System.currentTimeMillis();
    verdicts.forEach((test, verdict) -> lines.add(String.join("\t", now + "", test, verdict.kind().name(), verdict.reason())));
    Files.createDirectories(FOLDER);
    Path file = FOLDER.resolve(ProcessHandle.current().pid() + ".tsv");
    Files.write(file, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  static Verdicts ofAllProcesses() throws IOException {
    List<String[]> rows = new ArrayList<>();
    if (Files.isDirectory(FOLDER)) {
      try (Stream<Path> files = Files.list(FOLDER)) {
        for (Path file : files.filter(each -> each.toString().endsWith(".tsv")).toList()) {
          Files.readAllLines(file).forEach(line -> rows.add(line.split("\t", 4)));
        }
      }
    }
    rows.sort((first, second) -> Long.compare(Long.parseLong(first[0]), Long.parseLong(second[0])));
    Verdicts verdicts = new Verdicts();
    rows.forEach(row -> verdicts.byTest.put(row[1], new Verdict(Verdict.Kind.valueOf(row[2]), row[3])));
    return verdicts;
  }

  /** In a few words: what became of the tests that show a number. */
  String inShort(Iterable<String> tests) {
    List<Verdict> all = new ArrayList<>();
    tests.forEach(test -> all.addAll(of(test)));
    List<Verdict> failed = all.stream().filter(each -> each.kind() == Verdict.Kind.FAILED).toList();
    List<Verdict> skipped = all.stream().filter(each -> each.kind() == Verdict.Kind.SKIPPED).toList();
    int passed = all.size() - failed.size() - skipped.size();
    if (!failed.isEmpty()) {
      return "failed: " + failed.get(0).reason();
    }
    if (skipped.isEmpty()) {
      return passed == 0 ? "did not run" : "passed";
    }
    return (passed == 0 ? "" : "passed, ") + "skipped" + (passed == 0 ? "" : " " + skipped.size()) + ": " + skipped.get(0).reason();
  }

  /** Of a class: its own, if it was skipped as a whole, and those of its methods. */
  private List<Verdict> of(String test) {
    int method = test.indexOf('#');
    if (method > 0) {
      Verdict own = byTest.get(test);
      Verdict ofClass = byTest.get(test.substring(0, method));
      return Stream.of(own == null ? ofClass == null ? List.<Verdict>of() : List.of(ofClass) : List.of(own)).flatMap(List::stream).toList();
    }
    return byTest.entrySet().stream().filter(each -> each.getKey().equals(test) || each.getKey().startsWith(test + "#")).map(Map.Entry::getValue).toList();
  }
}
