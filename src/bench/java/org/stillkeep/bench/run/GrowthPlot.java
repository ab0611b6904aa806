package org.stillkeep.bench.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.stillkeep.bench.takeout.Amount;

/** How a figure grows with the library, as an SVG: a line for each row through its medians, both axes logarithmic. */
final class GrowthPlot {

  private static final int WIDTH = 720;
  private static final int HEIGHT = 440;
  private static final int LEFT = 70;
  private static final int RIGHT = 520;
  private static final int TOP = 40;
  private static final int BOTTOM = 390;
  private static final int LEGEND_LINE = 18;

  /** Told apart by people who do not see all colours, too (Okabe and Ito 2008). */
  private static final List<String> COLOURS =
      List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000", "#999999");

  private final List<Amount> amounts;
  private final Results results;
  private final ToDoubleFunction<Measured> figure;
  private final Axis across;
  private final Axis up;
  private final StringBuilder svg = new StringBuilder();

  /** Whole decades from the one below the least figure to the one above the greatest. */
  private record Axis(int first, int last, int from, int to) {

    static Axis over(List<Double> figures, int from, int to) {
      Spread spread = Spread.of(figures);
      int first = (int) Math.floor(Math.log10(Math.max(spread.least(), 1e-6)));
      return new Axis(first, Math.max(first + 1, (int) Math.ceil(Math.log10(spread.most()))), from, to);
    }

    double place(double value) {
      return from + (to - from) * (Math.log10(Math.max(value, 1e-6)) - first) / (last - first);
    }
  }

  private record Point(double across, Spread up) {}

  private GrowthPlot(List<Amount> amounts, Results results, ToDoubleFunction<Measured> figure) {
    this.amounts = amounts;
    this.results = results;
    this.figure = figure;
    List<Double> ups = new ArrayList<>();
    results.rows().forEach(row -> points(row).forEach(point -> ups.addAll(List.of(point.up().least(), point.up().most()))));
    this.across = Axis.over(amounts.stream().map(GrowthPlot::size).toList(), LEFT, RIGHT);
    this.up = Axis.over(ups, BOTTOM, TOP);
  }

  /** @param title what is plotted, with its unit */
  static String of(String title, List<Amount> amounts, Results results, ToDoubleFunction<Measured> figure) {
    GrowthPlot plot = new GrowthPlot(amounts, results, figure);
    plot.frame(title);
    int index = 0;
    for (Row row : results.rows()) {
      plot.line(row, index++);
    }
    return plot.svg.append("</svg>\n").toString();
  }

  private void frame(String title) {
    add("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">", WIDTH, HEIGHT);
    add("<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>", WIDTH, HEIGHT);
    add("<text x=\"%d\" y=\"24\" font-size=\"15\">%s</text>", LEFT, title);
    for (int decade = across.first(); decade <= across.last(); decade++) {
      double x = across.place(Math.pow(10, decade));
      add("<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"#dddddd\"/>", x, TOP, x, BOTTOM);
      add("<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>", x, BOTTOM + 18, power(decade));
    }
    for (int decade = up.first(); decade <= up.last(); decade++) {
      double y = up.place(Math.pow(10, decade));
      add("<line x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\" stroke=\"#dddddd\"/>", LEFT, y, RIGHT, y);
      add("<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>", LEFT - 8, y + 4, power(decade));
    }
    String unit = amounts.get(0).isBytes() ? "GB of photos and films" : "photos and films";
    add("<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>", (LEFT + RIGHT) / 2, BOTTOM + 38, unit);
  }

  private void line(Row row, int index) {
    String colour = COLOURS.get(index % COLOURS.size());
    String dash = index < COLOURS.size() ? "none" : "5 3";
    StringBuilder path = new StringBuilder();
    for (Point point : points(row)) {
      double x = across.place(point.across());
      double y = up.place(point.up().median());
      path.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y));
      add("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>", x, y, colour);
      double top = up.place(point.up().most());
      add("<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>", x, top, x, up.place(point.up().least()), colour);
    }
    String stroke = String.format("stroke=\"%s\" stroke-width=\"1.5\" stroke-dasharray=\"%s\"", colour, dash);
    add("<polyline points=\"%s\" fill=\"none\" %s/>", path.toString().trim(), stroke);
    int y = TOP + 6 + index * LEGEND_LINE;
    add("<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" %s/>", RIGHT + 16, y, RIGHT + 40, y, stroke);
    add("<text x=\"%d\" y=\"%d\">%s</text>", RIGHT + 46, y + 4, row);
  }

  private List<Point> points(Row row) {
    List<Point> points = new ArrayList<>();
    for (Amount amount : amounts) {
      Optional<Spread> spread = results.spread(amount, row, figure);
      spread.ifPresent(found -> points.add(new Point(size(amount), found)));
    }
    return points;
  }

  private static double size(Amount amount) {
    return amount.isBytes() ? amount.number() / 1e9 : amount.number();
  }

  private static String power(int decade) {
    return String.format(Locale.ROOT, "%,." + Math.max(0, -decade) + "f", Math.pow(10, decade));
  }

  private void add(String format, Object... arguments) {
    svg.append(String.format(Locale.ROOT, format, arguments)).append('\n');
  }
}
