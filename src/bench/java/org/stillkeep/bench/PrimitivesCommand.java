package org.stillkeep.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code primitives}. */
@Command(
    name = "primitives",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    header = "Measures ciphers, hashes and checksums over 4 MiB, by JMH.",
    description = {"", "Examples:", "  primitives", "  primitives --only Poly1305 --threads 2 --java /opt/jdk-25", ""})
final class PrimitivesCommand implements Callable<Integer> {

  @Option(names = "--only", defaultValue = "org.stillkeep.crypto", paramLabel = "REGEX", description = "Which benchmarks; all.")
  private String only;

  @Option(names = "--threads", defaultValue = "1", paramLabel = "N", description = "At once; ${DEFAULT-VALUE}.")
  private int threads;

  @Option(names = "--forks", defaultValue = "3", paramLabel = "N", description = "Virtual machines, one after the other; ${DEFAULT-VALUE}.")
  private int forks;

  @Option(names = "--seconds", defaultValue = "2", paramLabel = "N", description = "Of each iteration; ${DEFAULT-VALUE}.")
  private int seconds;

  @Option(names = "--iterations", defaultValue = "5", paramLabel = "N", description = "After as many to warm up; ${DEFAULT-VALUE}.")
  private int iterations;

  @Option(
      names = "--java",
      paramLabel = "FOLDER",
      defaultValue = "${sys:java.home}",
      description = "The Java runtime; the one that runs this.")
  private Path java;

  @Option(names = "--jvm-flag", paramLabel = "FLAG", description = "A further flag of the virtual machine; may stand several times.")
  private List<String> flags = List.of();

  @Option(names = "--out", paramLabel = "FOLDER", description = "Where results go; ${DEFAULT-VALUE}.", defaultValue = "target/bench")
  private Path results;

  @Override
  public Integer call() throws Exception {
    ChainedOptionsBuilder options = new OptionsBuilder().include(only).threads(threads).forks(forks);
    options.warmupIterations(iterations).measurementIterations(iterations);
    options.warmupTime(TimeValue.seconds(seconds)).measurementTime(TimeValue.seconds(seconds));
    options.jvm(java.resolve("bin/java").toString()).jvmArgsAppend(flags.toArray(String[]::new));
    Collection<RunResult> measured = new Runner(options.build()).run();
    String table = table(measured);
    Path file = Files.createDirectories(results).resolve("primitives.md");
    Files.writeString(file, "# primitives, " + java + ", threads: " + threads + "\n\n" + table);
    System.out.println(table);
    System.out.println("results are in " + file);
    return 0;
  }

  /** JMH tells pieces of 4 MiB a second; people think in MB/s. */
  private static String table(Collection<RunResult> measured) {
    StringBuilder table = new StringBuilder("| | MB/s | of 99.9 % |\n| --- | --- | --- |\n");
    for (RunResult each : measured) {
      Result<?> result = each.getPrimaryResult();
      String name = each.getParams().getBenchmark().replaceAll(".*\\.(\\w+)Benchmark\\.", "$1 ");
      double megabytes = Pieces.BYTES / 1e6;
      String row = String.format(Locale.ROOT, "| %s | %.0f | ± %.0f |%n", name, result.getScore() * megabytes, result.getScoreError() * megabytes);
      table.append(row);
    }
    return table.toString();
  }
}
