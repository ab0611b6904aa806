package org.stillkeep.bench.run;

import java.util.List;
import java.util.Locale;

/** What is told of several figures of the same thing. */
record Spread(double least, double median, double most) {

  /** Of one figure at least. */
  static Spread of(List<Double> figures) {
    List<Double> sorted = figures.stream().sorted().toList();
    int half = sorted.size() / 2;
    double median = sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    return new Spread(sorted.get(0), median, sorted.get(sorted.size() - 1));
  }

  /** As {@code 1.23 (1.10..1.50)}. */
  String inWords() {
    return String.format(Locale.ROOT, "%s (%s..%s)", number(median), number(least), number(most));
  }

  /** Three digits, or all before the point. */
  static String number(double figure) {
    int decimals = figure >= 100 ? 0 : figure >= 10 ? 1 : 2;
    return String.format(Locale.ROOT, "%." + decimals + "f", figure);
  }
}
