package org.stillkeep.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/**
 * A year in the life of a home, planned by a seed: pictures are taken, Takeouts come every two months, something goes wrong all the
 * time, and every three weeks everything must be as it should.
 */
final class Year {

  static final Instant BEGIN = Instant.parse("2026-01-02T09:17:31Z");
  static final ZoneId AT_HOME = ZoneId.of("Europe/Berlin");

  private static final int FIRST_SNAPS = 24;
  private static final Duration THREE_WEEKS = Duration.ofDays(21);

  final Home home;
  final Household family;
  final OwnersFiles owners;
  final Random random;
  final YearFigures figures = new YearFigures();
  final Diary diary = new Diary();

  private final YearClock clock;
  private final YearChecks checks;
  final Path vault;
  private final Mishaps mishaps;
  private final Optional<Phone> phone;
  private final boolean everyDay;
  private final List<Parcel> late = new ArrayList<>();
  private int step;

  /** @param everyDay whether each of the 365 days is looked at, and not only some of each three weeks */
  Year(Path folder, long seed, Home home, YearClock clock, Optional<Phone> phone, boolean everyDay) {
    this.home = home;
    this.clock = clock;
    this.phone = phone;
    this.everyDay = everyDay;
    this.vault = folder.resolve("vault");
    this.random = new Random(seed);
    this.family = new Household(random, folder.resolve("drawer"));
    this.owners = new OwnersFiles(home.export, family, random);
    this.checks = new YearChecks(family, home, owners);
    this.mishaps = new Mishaps(this, clock, phone.isPresent());
  }

  /** Lives through all of it. Fails with the first thing that is not as it should be. */
  void live() throws Exception {
    for (int i = 0; i < FIRST_SNAPS; i++) {
      family.takes(BEGIN.minus(Duration.ofDays(30 + random.nextInt(3_000))));
    }
    home.start();
    YearMonth month = monthOf(BEGIN);
    takeout();
    home.untilInStep();
    Instant end = BEGIN.plus(Duration.ofDays(365));
    while (clock.instant().isBefore(end)) {
      Instant began = clock.instant();
      step();
      if (!everyDay) {
        clock.pass(rest(began));
      }
      if (!monthOf(clock.instant()).equals(month)) {
        endOf(month);
        month = monthOf(clock.instant());
      }
    }
    checks.assertVerified();
    home.close();
    checks.assertNoProbes();
  }

  private Duration rest(Instant began) {
    Duration left = THREE_WEEKS.minus(Duration.between(began, clock.instant()));
    return left.isNegative() ? Duration.ZERO : left;
  }

  private void endOf(YearMonth month) throws IOException {
    checks.assertAll();
    checks.assertVerified();
    figures.measure(month, home, family, vault);
    if (month.getMonthValue() % 2 == 0) {
      family.tidiesUp();
      takeout();
    }
  }

  private void step() throws Exception {
    step++;
    arrivals();
    if (phone.isPresent()) {
      phoneAtWork(phone.get());
    }
    if (step % 2 == 0) {
      home.nightWithoutNas();
      diary.note("nights without the NAS");
    }
    mishaps.next();
    home.untilInStep();
    checks.assertAll();
    diary.note("checks of everything");
  }

  private void phoneAtWork(Phone device) throws IOException {
    Snap fresh = Snap.photo(90_000 + step, clock.instant().minusSeconds(60).truncatedTo(ChronoUnit.SECONDS), 800);
    device.uploads(fresh);
    family.snaps.add(fresh);
    diary.note("photos from the phone");
    if (step % 4 == 0) {
      List<Snap> unwanted = family.there().stream().filter(snap -> !owners.hasEdited(snap) && isExported(snap)).toList();
      device.throwsAway(unwanted.get(random.nextInt(unwanted.size())));
      diary.note("photos thrown away");
    }
  }

  /** What goes before it was ever exported comes into no trash. */
  private boolean isExported(Snap snap) {
    return snap.folders().stream().allMatch(folder -> Files.exists(home.export.resolve(folder).resolve(snap.name)));
  }

  /** Everything so far, but for a picture that Google forgets; some parts come later, one in ten never. */
  private void takeout() throws IOException {
    List<Snap> wanted = new ArrayList<>(family.snaps);
    wanted.remove(random.nextInt(wanted.size()));
    diary.note("Takeouts of everything");
    for (Parcel part : family.asksForTakeout(clock.instant(), wanted, 2 + random.nextInt(3))) {
      switch (random.nextInt(10)) {
        case 0 -> diary.note("parts that never come");
        case 1, 2, 3 -> late.add(part);
        case 4, 5 -> {
          part.beginIn(home.inbox);
          late.add(part);
        }
        default -> drop(part);
      }
    }
  }

  private void arrivals() throws IOException {
    for (Parcel part : List.copyOf(late)) {
      if (random.nextBoolean()) {
        late.remove(part);
        drop(part);
        diary.note("parts that come later");
      }
    }
  }

  void drop(Parcel part) throws IOException {
    family.drops(part, home.inbox, part.name());
    diary.note("archives");
  }

  /** A small Takeout of what was taken today. */
  void dropSomethingNew() throws IOException {
    for (Parcel part : family.asksForTakeout(clock.instant(), family.takesSome(3, clock.instant()), 1)) {
      drop(part);
    }
  }

  /** What lies in the inbox. */
  List<Path> archives() throws IOException {
    try (Stream<Path> paths = Files.list(home.inbox)) {
      return paths.filter(path -> !Parcel.isUnfinished(path.getFileName().toString())).sorted().toList();
    }
  }

  private static YearMonth monthOf(Instant instant) {
    return YearMonth.from(instant.atOffset(ZoneOffset.UTC));
  }
}
