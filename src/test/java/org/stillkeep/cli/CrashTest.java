package org.stillkeep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.faults.Covers;

/**
 * {@code kill -9} at random moments of imports, exports and a running agent, up to a hundred on one installation.
 *
 * <p>{@code -Dstillkeep.kills} says how many (40) at least, {@code -Dstillkeep.seed} repeats a run's choices. It goes on until a good part
 * of them has hit work, whatever the speed of the machine.
 */
class CrashTest {

  private static final int KILLS = Integer.getInteger("stillkeep.kills", 40);
  private static final long SEED = Long.getLong("stillkeep.seed", System.nanoTime());

  private static final int ENOUGH_BUSY_KILLS = KILLS / 4;

  /** At most so many kills hit two Takeouts before both are finished and everything is looked at. */
  private static final int MOST_KILLS_EACH = 10;

  private static final int PHOTOS_EACH = 35;

  /** All of it is looked at after each kill, and so a library must not grow for ever. */
  private static final int MOST_KILLS_OF_A_LIBRARY = 100;

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
    for (int library = 1; !isEnough(); library++) {
      moveInto(home.resolve("home" + library));
      killAndLook(kills + MOST_KILLS_OF_A_LIBRARY);
      theVaultAloneTellsTheSame();
    }
    System.out.println("CrashTest: undisturbed, an import takes " + importMillis + " ms, an export " + exportMillis);
  }

  private void moveInto(Path newHome) throws Exception {
    takeouts.clear();
    installation = Installation.withVault(Files.createDirectory(newHome));
    wholeness = new Wholeness(installation, takeouts);
    measure();
    wholeness.finishAndAssert();
  }

  private void killAndLook(int mostKills) throws Exception {
    while (!isEnough() && kills < mostKills) {
      // One that only wants to be exported and one that wants all, so that every kind of process has work.
      wholeness.imported(dropTakeout());
      dropTakeout();
      int most = kills + MOST_KILLS_EACH;
      while (kills < most && !isEnough() && !wholeness.isAllExported()) {
        killSomething();
        wholeness.assertNothingTorn();
      }
      wholeness.finishAndAssert();
      System.out.println("CrashTest: " + kills + " kills, " + busyKills + " of them while files were being written");
    }
  }

  private boolean isEnough() {
    return kills >= KILLS && busyKills >= ENOUGH_BUSY_KILLS;
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
    Process process = installation.start(arguments);
    process.getOutputStream().close();
    boolean atAnyMoment = random.nextInt(4) == 0;
    if (!atAnyMoment) {
      awaitWork(process, before);
    }
    // Of its time, a virtual machine takes most to start; and whoever is killed late leaves little for the next one.
    long moment = random.nextLong(atAnyMoment ? latestMillis : Math.max(1, latestMillis / 8));
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

  /** Most moments that are simply random fall before the first photo, on a busy machine nearly all. */
  private void awaitWork(Process process, Set<Path> before) {
    await()
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(10))
        .until(() -> !process.isAlive() || !before.containsAll(written()));
  }

  /** The files in vault and export, half written ones too. */
  private Set<Path> written() throws IOException {
    Set<Path> written = new HashSet<>();
    for (Path folder : List.of(installation.vault(), installation.export())) {
      PassingFiles.in(folder).stream().filter(CrashTest::isNoProbe).forEach(written::add);
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
