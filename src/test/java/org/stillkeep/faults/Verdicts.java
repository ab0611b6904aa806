package org.stillkeep.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What became of the tests that carry numbers, in {@code target/faults}: a file for each process that ran some, since there are several,
 * with a line for each test. Of a test that ran more than once, the last run counts, and a class that was skipped or failed as a whole
 * has run all of its tests.
 */
final class Verdicts {

  static final Path FOLDER = Path.of("target", "faults");

  /** What became of a test, or of a class as a whole, and when that was written down. */
  private record Row(long millis, Verdict verdict) {}

  private final Map<String, Row> byTest = new HashMap<>();

  private Verdicts() {}

  static void append(Path folder, Map<String, Verdict> verdicts) throws IOException {
    List<String> lines = new ArrayList<>();
    long now = System.currentTimeMillis();
    verdicts.forEach((test, verdict) -> lines.add(String.join("\t", now + "", test, verdict.kind().name(), verdict.reason())));
    Files.createDirectories(folder);
    Path file = folder.resolve(ProcessHandle.current().pid() + ".tsv");
    Files.write(file, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  static Verdicts ofAllProcesses(Path folder) throws IOException {
    List<String[]> rows = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.filter(each -> each.toString().endsWith(".tsv")).toList()) {
          Files.readAllLines(file).forEach(line -> rows.add(line.split("\t", 4)));
        }
      }
    }
    Verdicts verdicts = new Verdicts();
    rows.forEach(row -> verdicts.take(row[1], new Row(Long.parseLong(row[0]), new Verdict(Verdict.Kind.valueOf(row[2]), row[3]))));
    return verdicts;
  }

  private void take(String test, Row row) {
    byTest.merge(test, row, Verdicts::later);
  }

  /** Of two of one run, the worse one. */
  private static Row later(Row first, Row second) {
    if (first.millis == second.millis) {
      return new Row(first.millis, first.verdict.and(second.verdict));
    }
    return first.millis > second.millis ? first : second;
  }

  /** In a few words: what became of the tests that show a number. */
  String inShort(Collection<String> tests) {
    List<Verdict> all = tests.stream().flatMap(test -> of(test).stream()).toList();
    long passed = count(all, Verdict.Kind.PASSED);
    long skipped = count(all, Verdict.Kind.SKIPPED);
    long absent = tests.stream().filter(test -> of(test).isEmpty()).count();
    if (count(all, Verdict.Kind.FAILED) > 0) {
      return "failed: " + reason(all, Verdict.Kind.FAILED);
    }
    if (passed == 0) {
      return skipped == 0 ? "did not run" : "skipped: " + reason(all, Verdict.Kind.SKIPPED);
    }
    return "passed"
        + (skipped == 0 ? "" : ", skipped " + skipped + ": " + reason(all, Verdict.Kind.SKIPPED))
        + (absent == 0 ? "" : ", " + absent + " did not run");
  }

  private static long count(List<Verdict> all, Verdict.Kind kind) {
    return all.stream().filter(each -> each.kind() == kind).count();
  }

  private static String reason(List<Verdict> all, Verdict.Kind kind) {
    return all.stream().filter(each -> each.kind() == kind).findFirst().orElseThrow().reason();
  }

  /** Of a class: those of all its methods, or its own. */
  private List<Verdict> of(String test) {
    if (test.contains("#")) {
      Row own = byTest.get(test);
      return own == null ? whole(test) : List.of(withClass(test, own));
    }
    List<Verdict> methods =
        byTest.entrySet().stream()
            .filter(each -> each.getKey().startsWith(test + "#"))
            .map(each -> withClass(each.getKey(), each.getValue()))
            .toList();
    return methods.isEmpty() ? whole(test) : methods;
  }

  private Verdict withClass(String method, Row own) {
    Row ofClass = byTest.get(className(method));
    return (ofClass == null ? own : later(own, ofClass)).verdict;
  }

  private List<Verdict> whole(String test) {
    Row ofClass = byTest.get(className(test));
    return ofClass == null ? List.of() : List.of(ofClass.verdict);
  }

  private static String className(String test) {
    return test.replaceAll("#.*", "");
  }
}
