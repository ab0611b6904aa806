package org.stillkeep.bench.run;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.stillkeep.bench.TakeoutOptions;
import org.stillkeep.bench.takeout.Amount;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code compare}. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    header = "Measures whole commands beside other programs on the same bytes.",
    description = {
      "",
      "In each run every program does its steps in a new folder, in an order that changes from run to run; what it wrote is on the disk "
          + "when its time ends. Programs that are not installed are left out. Written are a table of medians (compare.md), "
          + "all figures (compare.csv) and, for several sizes, a plot of each figure (wall.svg, cpu.svg, memory.svg).",
      "",
      "Examples:",
      "  compare --size 200m --runs 3",
      "  compare --size 4g --deflated --only cp,bsdtar,import,restic,borg",
      "  compare --size 10000,100000,1000000 --photo-bytes 1k --runs 1 --repeat 5 --only export-again,export-one",
      ""
    })
public final class CompareCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private TakeoutOptions takeout;

  @Option(
      names = "--size",
      split = ",",
      defaultValue = "1g",
      paramLabel = "SIZE",
      description = "Bytes (200m, 4g) or photos (100000), one or several; ${DEFAULT-VALUE}.")
  private List<String> sizes;

  @Option(
      names = "--later",
      defaultValue = "0.01",
      paramLabel = "SHARE",
      description = "How much is new in the later Takeout; ${DEFAULT-VALUE}.")
  private double moreShare;

  @Option(names = "--runs", defaultValue = "5", paramLabel = "N", description = "How often all is measured; ${DEFAULT-VALUE}.")
  private int runs;

  @Option(
      names = "--repeat",
      defaultValue = "1",
      paramLabel = "N",
      description = "How often in each run, where a step can be repeated; ${DEFAULT-VALUE}.")
  private int repeat;

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "STEP",
      description = "Measure these steps alone; those that they need are done unmeasured.")
  private List<String> only = List.of();

  @Option(names = "--list", description = "Name all steps, and end.")
  private boolean list;

  @Option(
      names = "--stillkeep",
      paramLabel = "LABEL=PATH",
      description = {
        "A Java runtime, or an installed launcher, with flags for the virtual machine after it: '25=/opt/jdk-25 -Xmx96m'. May stand",
        "several times. Default: the Java that runs this."
      })
  private List<String> programs = List.of();

  @Option(
      names = "--jar",
      paramLabel = "FILE",
      defaultValue = "${sys:stillkeep.jar}",
      description = "What such a runtime runs; ${DEFAULT-VALUE}.")
  private Path jar;

  @Option(
      names = "--jvm-options",
      paramLabel = "FILE",
      defaultValue = "installer/jvm.options",
      description = "The launcher's flags; ${DEFAULT-VALUE}.")
  private Path options;

  @Option(
      names = "--folder",
      paramLabel = "FOLDER",
      defaultValue = "target",
      description = "Where to work; needs six times the size; ${DEFAULT-VALUE}.")
  private Path folder;

  @Option(names = "--out", paramLabel = "FOLDER", description = "Where results go; ${DEFAULT-VALUE}.", defaultValue = "target/bench")
  private Path results;

  @Override
  public Integer call() throws Exception {
    PrintStream out = System.out;
    Path work = Files.createTempDirectory(Files.createDirectories(folder).toAbsolutePath().normalize(), "stillkeep-bench");
    Thread cleaning = new Thread(() -> delete(work), "cleaning");
    Runtime.getRuntime().addShutdownHook(cleaning);
    List<Contestant> contestants = contestants(work);
    Set<String> names = contestants.stream().flatMap(each -> each.stepNames().stream()).collect(Collectors.toCollection(LinkedHashSet::new));
    if (list) {
      names.forEach(out::println);
      return 0;
    }
    refuseUnknown(names);
    Plan plan = plan(work);
    contestants.removeIf(each -> each.stepNames().stream().noneMatch(plan::wants));
    contestants.removeIf(each -> isMissing(each, out));
    return compare(plan, contestants, out);
  }

  private int compare(Plan plan, List<Contestant> contestants, PrintStream out) throws Exception {
    Files.createDirectories(results);
    String begun = "Begun " + Instant.now() + ", load " + Machine.load() + ". " + Machine.inWords(plan.folder()) + ".\n";
    Results figures = new Results();
    Runnable writing = () -> write(plan, figures, begun);
    new Comparison(plan, contestants, figures, out, writing).run();
    out.println(MarkdownTables.of(figures, plan.amounts()));
    out.println("results are in " + results);
    return figures.failures().isEmpty() ? 0 : 1;
  }

  private List<Contestant> contestants(Path work) {
    List<Contestant> contestants = new ArrayList<>();
    for (String text : programs.isEmpty() ? List.of(Runtime.version().feature() + "=" + System.getProperty("java.home")) : programs) {
      StillkeepProgram program = StillkeepProgram.parse(text, jar.toAbsolutePath(), options.toAbsolutePath());
      contestants.add(new Stillkeep(program, work.resolve("model-" + contestants.size())));
    }
    contestants.addAll(Peers.all());
    return contestants;
  }

  private void refuseUnknown(Set<String> names) {
    for (String step : only) {
      if (!names.contains(step)) {
        throw new ParameterException(spec.commandLine(), "no step " + step + "; there are " + String.join(", ", names));
      }
    }
  }

  private static boolean isMissing(Contestant contestant, PrintStream out) {
    contestant.missing().ifPresent(what -> out.println("left out: " + String.join(", ", contestant.stepNames()) + " (" + what + ")"));
    return contestant.missing().isPresent();
  }

  private Plan plan(Path work) {
    List<Amount> amounts = sizes.stream().map(Amount::parse).toList();
    return new Plan(
        amounts, takeout.seed(), takeout.photoBytes(), takeout.albumPercent(), moreShare, takeout.packing(), runs, repeat, Set.copyOf(only), work);
  }

  /** After each run, so that what was measured is not lost when a later one breaks off. */
  private void write(Plan plan, Results figures, String begun) {
    try {
      String words = String.join(" ", spec.commandLine().getParseResult().originalArgs());
      String head = "# compare " + words + "\n\n" + begun + "Ended " + Instant.now() + ", load " + Machine.load() + ".\n";
      String failures = figures.failures().stream().map(failure -> "\nFailed: " + failure + "\n").collect(Collectors.joining());
      Files.writeString(results.resolve("compare.md"), head + MarkdownTables.of(figures, plan.amounts()) + failures);
      Files.writeString(results.resolve("compare.csv"), CsvTable.of(figures));
      if (plan.amounts().size() > 1 && !figures.all().isEmpty()) {
        plot("wall.svg", "Wall time, seconds", plan, figures, Measured::wallSeconds);
        plot("cpu.svg", "CPU time, seconds", plan, figures, Measured::cpuSeconds);
        plot("memory.svg", "Peak memory, MB", plan, figures, measured -> measured.peakBytes() / 1e6);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void plot(String file, String title, Plan plan, Results figures, ToDoubleFunction<Measured> figure)
      throws IOException {
    Files.writeString(results.resolve(file), GrowthPlot.of(title, plan.amounts(), figures, figure));
  }

  private static void delete(Path folder) {
    try {
      Trees.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("left behind: " + folder, e);
    }
  }
}
