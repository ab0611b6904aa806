package org.stillkeep.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Lives through a year in seconds, and finds everything in order every three weeks: always the same year, so that a build says
 * something of the program and nothing of luck. {@code -Dstillkeep.slow=true} skips none of the 365 days, and is another year at each
 * run; {@code -Dstillkeep.seed} repeats it.
 */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class YearTest {

  private static final long SEED = Long.getLong("stillkeep.seed", Tier.slow() ? System.nanoTime() : 1);

  @TempDir private Path folder;

  @Test
  @Covers({"F26", "F33", "F37", "F38", "F39", "F60", "F61", "P4", "P7", "P13", "P15"})
  void aYearWithAVaultEndsAsItBegan() throws Exception {
    YearClock clock = new YearClock(Year.BEGIN, Year.AT_HOME);
    Path state = Files.createDirectories(folder.resolve("state"));
    live(new VaultCellar(folder.resolve("vault"), state), clock, Optional.empty());
  }

  @Test
  @Covers({"F26", "F33", "F37", "F38", "F39", "F60", "F61", "F67", "P4", "P7", "P13", "P15"})
  void aYearOnAServerWithPhonesEndsAsItBegan() throws Exception {
    ServerCellar cellar = new ServerCellar();
    live(cellar, new YearClock(Year.BEGIN, Year.AT_HOME), Optional.of(cellar.phone()));
    cellar.phone().close();
  }

  private void live(Cellar cellar, YearClock clock, Optional<Phone> phone) throws Exception {
    Home home = new Home(folder, cellar, clock);
    Year year = new Year(folder, SEED, home, clock, phone, Tier.slow());
    try (YearFigures figures = year.figures) {
      year.live();
      figures.assertFlat();
    } catch (Exception | AssertionError e) {
      home.abandonIfRunning();
      throw new AssertionError("in the year of -Dstillkeep.seed=" + SEED + ", on " + clock.instant() + ", after " + year.diary, e);
    }
    System.out.println("a year with " + cellar.home().inWords() + ", -Dstillkeep.seed=" + SEED + ": " + year.diary);
    System.out.println(year.figures.months());
    assertThat(year.diary.count("crashes at a call of the store")).isPositive();
  }
}
