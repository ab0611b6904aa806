package org.stillkeep.faults;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The catalogue of what goes wrong in the world and what was promised, {@code faults/numbers.tsv}: F are faults, Z archives, J sidecars,
 * M media that are broken or hostile, O ways for one folder to have two names, P promises.
 */
final class Numbers {

  /**
   * A line of it.
   *
   * @param tier the lowest {@link Tier} whose tests can show all of it
   * @param open what no test shows yet, or empty
   */
  record Line(String name, int tier, String title, String open) {}

  private Numbers() {}

  static List<Line> all() throws IOException {
    try (InputStream lines = Numbers.class.getResourceAsStream("/faults/numbers.tsv")) {
      return new String(lines.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.startsWith("#")).map(Numbers::number).toList();
    }
  }

  private static Line number(String line) {
    String[] columns = line.split("\t", -1);
    if (columns.length != 4) {
      throw new IllegalStateException("not four columns: " + line);
    }
    return new Line(columns[0], Integer.parseInt(columns[1]), columns[2], columns[3]);
  }
}
