package org.stillkeep.bench.run;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.stillkeep.bench.takeout.Amount;

/** All figures, in the order in which they came. For one thread. */
final class Results {

  private final List<Result> results = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();

  /**
   * One figure.
   *
   * @param run from 1; what has the same was measured close together
   * @param time how often the step was run before in the same place
   */
  record Result(Amount amount, int run, Row row, int time, Measured measured) {}

  void add(Result result) {
    results.add(result);
  }

  void addFailure(String what) {
    failures.add(what);
  }

  List<Result> all() {
    return List.copyOf(results);
  }

  List<String> failures() {
    return List.copyOf(failures);
  }

  /** Rows that have figures. */
  Set<Row> rows() {
    Set<Row> rows = new LinkedHashSet<>();
    results.forEach(result -> rows.add(result.row()));
    return rows;
  }

  /** How many figures there are. */
  int count(Amount amount, Row row) {
    return figures(amount, row, Measured::wallSeconds).size();
  }

  /** The figures of a row, if it has any. */
  Optional<Spread> spread(Amount amount, Row row, ToDoubleFunction<Measured> figure) {
    List<Double> figures = figures(amount, row, figure);
    return figures.isEmpty() ? Optional.empty() : Optional.of(Spread.of(figures));
  }

  /** How much more a row takes than another one, run by run, if both have figures of the same run. */
  Optional<Spread> ratio(Amount amount, Row row, Row base, ToDoubleFunction<Measured> figure) {
    List<Double> ratios = new ArrayList<>();
    for (Result result : results) {
      if (result.row().equals(row) && result.amount().equals(amount)) {
        List<Double> bases = figures(of(amount, base).filter(other -> other.run() == result.run()).toList(), figure);
        if (!bases.isEmpty() && Spread.of(bases).median() > 0) {
          ratios.add(figure.applyAsDouble(result.measured()) / Spread.of(bases).median());
        }
      }
    }
    return ratios.isEmpty() ? Optional.empty() : Optional.of(Spread.of(ratios));
  }

  private List<Double> figures(Amount amount, Row row, ToDoubleFunction<Measured> figure) {
    return figures(of(amount, row).toList(), figure);
  }

  private Stream<Result> of(Amount amount, Row row) {
    return results.stream().filter(result -> result.row().equals(row) && result.amount().equals(amount));
  }

  private static List<Double> figures(List<Result> results, ToDoubleFunction<Measured> figure) {
    return results.stream().map(result -> figure.applyAsDouble(result.measured())).toList();
  }
}
