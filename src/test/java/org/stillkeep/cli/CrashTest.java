package org.stillkeep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.faults.Covers;

/**
 * {@code kill -9} at random moments of imports, exports and a running agent, all on one installation.
 *
 * <p>{@code -Dstillkeep.kills} says how many (40), {@code -Dstillkeep.seed} repeats a run's choices.
 */
class CrashTest {

  private static final int KILLS = Integer.getInteger("stillkeep.kills", 40);
  private static final long SEED = Long.getLong("stillkeep.seed", System.nanoTime());

  /** At most so many kills hit two Takeouts before both are finished and everything is looked at. */
  private static final int MOST_KILLS_EACH = 10;

  private static final int PHOTOS_EACH = 35;

  @TempDir private Path home;

  private final Random random = new Random(SEED);
  private final List<CrashTakeout> takeouts = new ArrayList<>();
  private Installation installation;
  private Wholeness wholeness;
  private int kills;
  private int busyKills;

  /** How long each takes when nobody kills it. */
  private long importMillis = Long.MAX_VALUE;

  private long exportMillis = Long.MAX_VALUE;

  @Test
  @Covers({"F50", "P1", "P20"})
  void everythingIsWholeAfterManyKills() throws Exception {
    System.out.println("CrashTest: -Dstillkeep.kills=" + KILLS + " -Dstillkeep.seed=" + SEED);
    installation = Installation.withVault(home);
    wholeness = new Wholeness(installation, takeouts);
    measure();
    wholeness.finishAndAssert();
    while (kills < KILLS) {
      // One that only wants to be exported and one that wants all, so that every kind of process has work.
      wholeness.imported(dropTakeout());
      dropTakeout();
      int enough = Math.min(KILLS, kills + MOST_KILLS_EACH);
      while (kills < enough && !wholeness.isAllExported()) {
        killSomething();
        wholeness.assertNothingTorn();
      }
      wholeness.finishAndAssert();
    }
    System.out.println("CrashTest: " + kills + " kills, " + busyKills + " of them while files were being written; undisturbed, an import takes " + importMillis + " ms, an export " + exportMillis);
    assertThat(busyKills).as("kills that hit work").isGreaterThan(KILLS / 4);
    theVaultAloneTellsTheSame();
  }

  /** Twice, for a machine that was busy with something else just then makes the moments too late. */
  private void measure() throws Exception {
    for (int i = 0; i < 2; i++) {
      String[] importArguments = dropTakeout().importArguments();
      importMillis = Math.min(importMillis, millis(importArguments));
      exportMillis = Math.min(exportMillis, millis("export"));
    }
  }

  private long millis(String... arguments) throws Exception {
    long start = System.nanoTime();
    installation.run(arguments).mustSucceed();
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
  }

  private CrashTakeout dropTakeout() throws IOException {
    CrashTakeout takeout = CrashTakeout.dropInto(installation.inbox(), takeouts.size(), PHOTOS_EACH);
    takeouts.add(takeout);
    return takeout;
  }

  private void killSomething() throws Exception {
    switch (random.nextInt(4)) {
      case 0 -> kill(importMillis, takeouts.get(takeouts.size() - 1).importArguments());
      case 1 -> kill(exportMillis, "export");
      default -> kill(importMillis + exportMillis, "run", "--headless");
    }
  }

  /** Counts only processes that were still at it: one that was quicker has to have succeeded. */
  private void kill(long latestMillis, String... arguments) throws Exception {
    Set<Path> before = written();
    long moment = moment(latestMillis);
    Process process = installation.start(arguments);
    process.getOutputStream().close();
    if (process.waitFor(moment, TimeUnit.MILLISECONDS)) {
      assertThat(process.exitValue()).as("%s; %s", arguments[0], installation.agentLog()).isZero();
      return;
    }
    process.destroyForcibly().waitFor();
    // After a few it would pause, and nothing would be left to kill.
    Files.deleteIfExists(installation.state().resolve(RecentStarts.FILE_NAME));
    kills++;
    Set<Path> after = written();
    after.removeAll(before);
    if (!after.isEmpty()) {
      busyKills++;
    }
  }

  /** Any, but mostly one in the later half: the virtual machine takes the earlier one to start. */
  private long moment(long latestMillis) {
    boolean any = random.nextInt(4) == 0;
    return any ? random.nextLong(latestMillis) : latestMillis / 2 + random.nextLong(latestMillis / 2);
  }

  /** The files in vault and export, half written ones too. */
  private Set<Path> written() throws IOException {
    Set<Path> written = new HashSet<>();
    for (Path folder : List.of(installation.vault(), installation.export())) {
      if (Files.exists(folder)) {
        try (Stream<Path> paths = Files.walk(folder)) {
          paths.filter(Files::isRegularFile).filter(CrashTest::isNoProbe).forEach(written::add);
        }
      }
    }
    return written;
  }

  /** A probe is written by every start, before there is any work. */
  private static boolean isNoProbe(Path file) {
    return !file.getFileName().toString().startsWith(".stillkeep-probe-");
  }

  /** The catalog is only a memory: without it, the vault has every photo once. */
  private void theVaultAloneTellsTheSame() throws IOException {
    for (String end : List.of("", "-wal", "-shm")) {
      Files.deleteIfExists(installation.state().resolve("catalog.sqlite" + end));
    }
    wholeness.assertVaultVerified();
  }
}
