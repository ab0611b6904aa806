package org.stillkeep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.faults.Covers;
import org.stillkeep.importer.ManyEntries;

/**
 * Sets of very many entries are inspected and planned within 256 MB of heap, and twice the entries take twice the time.
 * 10,000 and 100,000 by default; {@code -Dstillkeep.slow=true} adds a million, in ten parts and in one.
 */
class ScaleTest {

  private static final boolean SLOW = Boolean.getBoolean("stillkeep.slow");
  private static final String HEAP = "-Xmx256m";
  private static final Duration AT_MOST = Duration.ofMinutes(30);

  /** Ten times the entries may take so many times as long: start-up counts for little, a loaded machine for much. */
  private static final double MOST_GROWTH = 25;

  /** Below this, start-up is most of it. */
  private static final double LEAST_SECONDS = 3;

  /** What the collector says: {@code 120M->80M(247M)}. */
  private static final Pattern COLLECTION = Pattern.compile("\\d+M->(\\d+)M\\(\\d+M\\)");

  @TempDir private Path home;

  @Test
  void inspectionsGrowWithTheNumberOfEntriesAndFit() throws Exception {
    List<Double> seconds = new ArrayList<>();
    for (int entries : SLOW ? new int[] {10_000, 100_000, 1_000_000} : new int[] {10_000, 100_000}) {
      Installation installation = Installation.in(Files.createDirectory(home.resolve("home " + entries)));
      seconds.add(inspect(installation, entries, Math.max(10_000, entries / 10)));
    }
    assertGrowth(seconds);
  }

  @Test
  @Covers("Z20")
  void aMillionEntriesInOneArchiveFitAsWell() throws Exception {
    assumeTrue(SLOW, "needs -Dstillkeep.slow=true");
    inspect(Installation.in(home), 1_000_000, 1_000_000);
  }

  /** The first plan lists the archives, the second one knows them from the catalog. */
  @Test
  void plansGrowWithTheNumberOfEntriesAndFit() throws Exception {
    // Deriving a key needs more, by design; it is kept.
    Installation vault = Installation.withVault(Files.createDirectory(home.resolve("vault")));
    List<Double> first = new ArrayList<>();
    List<Double> second = new ArrayList<>();
    for (int entries : SLOW ? new int[] {10_000, 100_000, 1_000_000} : new int[] {10_000, 100_000}) {
      Installation installation = vault.copyTo(Files.createDirectory(home.resolve("home " + entries)));
      List<String> arguments = new ArrayList<>(List.of("import", "--dry-run"));
      archives(installation, entries, Math.max(10_000, entries / 10)).forEach(path -> arguments.add(path.toString()));
      first.add(measure(installation, entries, arguments));
      second.add(measure(installation, entries, arguments));
    }
    assertGrowth(first);
    assertGrowth(second);
  }

  private static double inspect(Installation installation, int entries, int entriesOfPart) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("inspect", "--json"));
    archives(installation, entries, entriesOfPart).forEach(path -> arguments.add(path.toString()));
    double seconds = measure(installation, entries, arguments);
    assertThat(entriesSaidBy(installation.agentLog())).isEqualTo(entries);
    return seconds;
  }

  private static List<Path> archives(Installation installation, int entries, int entriesOfPart) throws IOException {
    Path folder = Files.createDirectories(installation.inbox().resolveSibling("archives"));
    return ManyEntries.write(folder, entries, entriesOfPart);
  }

  /** Runs a command to its good end, says what it took, and returns the seconds. */
  private static double measure(Installation installation, int entries, List<String> arguments) throws Exception {
    Path collections = installation.inbox().resolveSibling("gc.log");
    installation.jvmFlags(HEAP + " -XX:TieredStopAtLevel=4 -Xlog:gc:file=" + collections.getFileName());
    Files.deleteIfExists(installation.agentLog());
    long began = System.nanoTime();
    Process process = installation.start(arguments.toArray(String[]::new));
    try {
      await().atMost(AT_MOST).until(() -> !process.isAlive());
    } finally {
      process.destroyForcibly();
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    System.out.println(
        String.format(
            Locale.ROOT,
            "%s of %,d entries: %.1f s, %d MB of heap in use after a collection at most",
            arguments.get(0),
            entries,
            seconds,
            peakMib(collections)));
    assertThat(process.exitValue()).as("exit code; it said %s", installation.agentLog()).isZero();
    return seconds;
  }

  private static int peakMib(Path collections) throws IOException {
    return COLLECTION
        .matcher(Files.readString(collections))
        .results()
        .map((MatchResult each) -> Integer.valueOf(each.group(1)))
        .max(Integer::compare)
        .orElse(0);
  }

  private static void assertGrowth(List<Double> seconds) {
    for (int i = 1; i < seconds.size(); i++) {
      assertThat(seconds.get(i)).isLessThan(MOST_GROWTH * Math.max(LEAST_SECONDS, seconds.get(i - 1)));
    }
  }

  /** Without holding the whole report in memory. */
  private static long entriesSaidBy(Path report) throws IOException {
    try (JsonParser json = new ObjectMapper().createParser(report.toFile())) {
      while (json.nextToken() != null) {
        if (json.currentToken() == JsonToken.FIELD_NAME && json.currentName().equals("totals")) {
          json.nextToken();
          return json.<JsonNode>readValueAsTree().path("entries").asLong();
        }
      }
    }
    throw new AssertionError("no totals in " + report);
  }
}
