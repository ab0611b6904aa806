package org.stillkeep.bench.run;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.stillkeep.bench.takeout.Amount;
import org.stillkeep.bench.takeout.LibraryShape;

/** Runs all contestants on the same bytes, in another order in each run, so that a noise of the machine hits now one, now another. */
final class Comparison {

  private final Plan plan;
  private final List<Contestant> contestants;
  private final PrintStream out;
  private final Runnable afterRun;
  private final Results results;

  /** @param afterRun called when the figures of a run are in the results */
  Comparison(Plan plan, List<Contestant> contestants, Results results, PrintStream out, Runnable afterRun) {
    this.plan = plan;
    this.contestants = contestants;
    this.results = results;
    this.out = out;
    this.afterRun = afterRun;
  }

  void run() throws Exception {
    Random random = new Random(plan.seed());
    for (Amount amount : plan.amounts()) {
      LibraryShape shape = new LibraryShape(plan.seed(), amount, plan.photoBytes(), plan.albumPercent(), 0);
      Inputs inputs = new Inputs(plan.folder().resolve("inputs"), shape, plan.packing(), plan.moreShare());
      say("%s: %,d photos and films, %,d bytes without copies", amount, inputs.mediaCount(), inputs.distinctBytes());
      for (int run = 1; run <= plan.runs(); run++) {
        List<Contestant> order = new ArrayList<>(contestants);
        Collections.shuffle(order, random);
        for (Contestant contestant : order) {
          enter(contestant, inputs, amount, run);
        }
        afterRun.run();
      }
      inputs.delete();
    }
  }

  private void enter(Contestant contestant, Inputs inputs, Amount amount, int run) throws Exception {
    Path sandbox = Files.createDirectory(plan.folder().resolve("sandbox"));
    try {
      Commands commands = new Commands(sandbox, contestant.environment(sandbox));
      List<Step> steps = contestant.enter(sandbox, inputs, commands);
      Set<String> needed = needed(steps);
      for (Step step : steps) {
        if (needed.contains(step.name())) {
          take(step, new Row(step.name(), contestant.label()), inputs, amount, run, commands);
        }
      }
    } catch (FailedCommandException e) {
      results.addFailure(amount + ", run " + run + ": " + e.getMessage());
      say("failed: %s", e.getMessage());
    } finally {
      Trees.delete(sandbox);
    }
  }

  /** What is wanted, and what that needs. A step only needs such as come before it. */
  private Set<String> needed(List<Step> steps) {
    Set<String> needed = new TreeSet<>();
    for (int i = steps.size() - 1; i >= 0; i--) {
      if (plan.wants(steps.get(i).name()) || needed.contains(steps.get(i).name())) {
        needed.add(steps.get(i).name());
        needed.addAll(steps.get(i).needs());
      }
    }
    return needed;
  }

  private void take(Step step, Row row, Inputs inputs, Amount amount, int run, Commands commands) throws Exception {
    int times = step.repeatable() && plan.wants(step.name()) ? plan.repeat() : 1;
    for (int time = 0; time < times; time++) {
      List<String> command = step.command().ready(time);
      commands.run(List.of("sync", "-f", plan.folder().toString()));
      Measured measured = commands.measure(command, step.writes());
      checkResult(step, inputs, command);
      if (plan.wants(step.name())) {
        results.add(new Results.Result(amount, run, row, time, measured));
        say("%d/%d %s: %.2f s, CPU %.2f s", run, plan.runs(), row, measured.wallSeconds(), measured.cpuSeconds());
      }
    }
  }

  /** A program that only seems to copy would win. */
  private static void checkResult(Step step, Inputs inputs, List<String> command) throws IOException, FailedCommandException {
    if (step.result().isPresent() && Trees.bytes(step.result().get()) < inputs.distinctBytes() * 0.98) {
      throw new FailedCommandException(command, "less is there than was to be copied");
    }
  }

  private void say(String format, Object... arguments) {
    out.printf(Locale.ROOT, format + "%n", arguments);
  }
}
