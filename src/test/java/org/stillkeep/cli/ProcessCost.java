package org.stillkeep.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What a program took, from its start to its end.
 *
 * @param cpuSeconds of all its threads, but for its last moments
 * @param heapMib most that was in use when a collection began
 * @param liveMib most that was in use after a collection
 */
record ProcessCost(int exitCode, double seconds, double cpuSeconds, long residentMib, int heapMib, int liveMib) {

  private static final long TICK_MILLIS = 20;

  /** What the collector says: {@code 120M->80M(247M)}. */
  private static final Pattern COLLECTION = Pattern.compile("(\\d+)M->(\\d+)M\\(\\d+M\\)");

  /**
   * Waits for the end.
   *
   * @param collections what the collector says, by {@code -Xlog:gc}
   */
  static ProcessCost of(Process process, Path collections) throws IOException, InterruptedException {
    long began = System.nanoTime();
    long residentKib = 0;
    double cpuSeconds = 0;
    try {
      while (!process.waitFor(TICK_MILLIS, TimeUnit.MILLISECONDS)) {
        residentKib = Math.max(residentKib, RunningAgent.peakResidentKib(process));
        cpuSeconds =
            Math.max(cpuSeconds, process.info().totalCpuDuration().map(each -> each.toMillis() / 1e3).orElse(0.0));
      }
    } finally {
      process.destroyForcibly();
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    String log = Files.readString(collections);
    return new ProcessCost(process.exitValue(), seconds, cpuSeconds, residentKib >> 10, most(log, 1), most(log, 2));
  }

  private static int most(String log, int group) {
    return COLLECTION.matcher(log).results().mapToInt((MatchResult each) -> Integer.parseInt(each.group(group))).max().orElse(0);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "%.1f s of CPU, %d MiB resident at most, heap %d MiB at most, %d MiB after a collection", cpuSeconds,
        residentMib, heapMib, liveMib);
  }
}
