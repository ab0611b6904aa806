package org.stillkeep.bench.run;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.stillkeep.bench.takeout.Amount;

/** Medians and their spread, for people. */
final class MarkdownTables {

  private static final Row CP = new Row("cp", "");

  /** Beside what each step is to be held. Steps of our own are those of the same label. */
  private static final Map<String, List<String>> BESIDE =
      Map.of(
          "import", List.of("unzip", "bsdtar", "b2sum", "age", "rclone", "restic", "borg"),
          "import-again", List.of("import", "rclone-again", "restic-again", "borg-again"),
          "import-later", List.of("import"),
          "export", List.of("cp-tree", "rsync", "rsync-fsync"),
          "export-again", List.of("export", "rsync-again"),
          "export-one", List.of("export", "export-again"),
          "export-later", List.of("export"),
          "verify-export", List.of("find-export"),
          "inspect", List.of("import"));

  private final Results results;

  private MarkdownTables(Results results) {
    this.results = results;
  }

  static String of(Results results, List<Amount> amounts) {
    MarkdownTables tables = new MarkdownTables(results);
    StringBuilder text = new StringBuilder();
    for (Amount amount : amounts) {
      text.append("\n## ").append(amount).append("\n\n").append(tables.figures(amount)).append('\n').append(tables.ratios(amount));
    }
    return text.toString();
  }

  private String figures(Amount amount) {
    StringBuilder table =
        new StringBuilder("| | n | wall s | user s | system s | peak MB | read MB | written MB | wall / cp | CPU / cp |\n");
    table.append("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n");
    for (Row row : results.rows()) {
      int count = results.count(amount, row);
      if (count > 0) {
        table.append(
            String.format(
                Locale.ROOT,
                "| %s | %d | %s | %s | %s | %s | %s | %s | %s | %s |%n",
                row,
                count,
                whole(amount, row, Measured::wallSeconds),
                whole(amount, row, Measured::userSeconds),
                whole(amount, row, Measured::systemSeconds),
                whole(amount, row, measured -> measured.peakBytes() / 1e6),
                median(amount, row, measured -> measured.readBytes() / 1e6),
                median(amount, row, measured -> measured.writtenBytes() / 1e6),
                ratio(amount, row, CP, Measured::wallSeconds),
                ratio(amount, row, CP, Measured::cpuSeconds)));
      }
    }
    return table.toString();
  }

  private String ratios(Amount amount) {
    StringBuilder table = new StringBuilder();
    for (Row row : results.rows()) {
      for (String other : BESIDE.getOrDefault(row.step(), List.of())) {
        Row base = new Row(other, BESIDE.containsKey(other) || other.equals("find-export") ? row.label() : "");
        Optional<Spread> wall = results.ratio(amount, row, base, Measured::wallSeconds);
        wall.ifPresent(
            spread ->
                table.append(
                    String.format(
                        "| %s | %s | %s | %s |%n", row, base.step(), spread.inWords(), ratio(amount, row, base, Measured::cpuSeconds))));
      }
    }
    return table.isEmpty() ? "" : "| | beside | wall | CPU |\n| --- | --- | --- | --- |\n" + table;
  }

  private String whole(Amount amount, Row row, ToDoubleFunction<Measured> figure) {
    return results.spread(amount, row, figure).map(Spread::inWords).orElse("");
  }

  private String median(Amount amount, Row row, ToDoubleFunction<Measured> figure) {
    return results.spread(amount, row, figure).map(spread -> Spread.number(spread.median())).orElse("");
  }

  private String ratio(Amount amount, Row row, Row base, ToDoubleFunction<Measured> figure) {
    return results.ratio(amount, row, base, figure).map(Spread::inWords).orElse("");
  }
}
