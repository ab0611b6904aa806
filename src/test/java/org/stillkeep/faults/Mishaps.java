package org.stillkeep.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.stillkeep.agent.AgentStatus.State;
import org.stillkeep.agent.Wish;

/** What happens to a home in a year: each as often as all others, in an order that the seed says. */
final class Mishaps {

  /** What happens. */
  enum Kind {
    RESTART,
    CRASH,
    CRASH_AGAIN,
    SLEEP,
    CLOCK_BACK,
    JOURNEY,
    PAUSE,
    FULL,
    SERVER_AWAY,
    PASSPHRASE,
    ARCHIVES_PUT_AWAY,
    ARCHIVE_AGAIN,
    EDITS,
    CATALOG_LOST,
    CATALOG_FROM_BACKUP,
    UPGRADE
  }

  private static final List<String> ZONES = List.of("America/St_Johns", "Asia/Kathmandu", "Pacific/Auckland", "Europe/Berlin");

  private final Year year;
  private final Home home;
  private final YearClock clock;
  private final boolean onServer;
  private final Deque<Kind> deck = new ArrayDeque<>();
  private Optional<Path> backup = Optional.empty();
  private int passphrases;

  Mishaps(Year year, YearClock clock, boolean onServer) {
    this.year = year;
    this.home = year.home;
    this.clock = clock;
    this.onServer = onServer;
  }

  void next() throws Exception {
    if (deck.isEmpty()) {
      List<Kind> kinds = new ArrayList<>(List.of(Kind.values()));
      kinds.remove(onServer ? Kind.PASSPHRASE : Kind.SERVER_AWAY);
      Collections.shuffle(kinds, year.random);
      deck.addAll(kinds);
    }
    Kind kind = deck.remove();
    year.diary.note(kind.toString());
    switch (kind) {
      case RESTART -> restart();
      case CRASH, CRASH_AGAIN -> crash();
      case SLEEP -> clock.jump(Duration.ofHours(9));
      case CLOCK_BACK -> clockBack();
      case JOURNEY -> journey();
      case PAUSE -> pause();
      case FULL -> full();
      case SERVER_AWAY -> serverAway();
      case PASSPHRASE -> passphrase();
      case ARCHIVES_PUT_AWAY -> archivesPutAway();
      case ARCHIVE_AGAIN -> archiveAgain();
      case EDITS -> edits();
      case CATALOG_LOST -> catalogLost();
      case CATALOG_FROM_BACKUP -> catalogFromBackup();
      case UPGRADE -> upgrade();
    }
  }

  private void restart() throws Exception {
    year.dropSomethingNew();
    home.close();
    home.start();
  }

  private void crash() throws Exception {
    year.dropSomethingNew();
    int crashes = 1 + year.random.nextInt(3);
    for (int i = 0; i < crashes; i++) {
      if (home.crash(year.random.nextInt(25), year.random.nextBoolean())) {
        year.diary.note("crashes at a call of the store");
      }
      home.start();
    }
  }

  private void clockBack() throws IOException {
    clock.jump(Duration.ofDays(-1));
    year.dropSomethingNew();
  }

  private void journey() throws Exception {
    clock.travel(ZoneId.of(ZONES.get(year.random.nextInt(ZONES.size()))));
    restart();
  }

  private void pause() throws IOException {
    home.untilInStep();
    home.wish(new Wish.Pause(Optional.of(clock.instant().plus(Duration.ofDays(14)))));
    home.await("the pause").until(() -> home.status().state() == State.PAUSED);
    long before = home.status().assets();
    year.dropSomethingNew();
    for (int i = 0; i < 13; i++) {
      clock.pass(Duration.ofDays(1));
      home.wish(new Wish.LookAgain());
    }
    assertThat(home.status().state()).isEqualTo(State.PAUSED);
    assertThat(home.status().assets()).isEqualTo(before);
    clock.pass(Duration.ofDays(1));
  }

  private void full() throws IOException {
    home.faults.setFull(true);
    year.dropSomethingNew();
    home.day();
    home.day();
    home.await("a word about it").until(() -> home.status().state() == State.NEEDS_YOU);
    home.faults.setFull(false);
  }

  private void serverAway() throws IOException {
    home.faults.setAway(true);
    year.dropSomethingNew();
    clock.pass(Duration.ofDays(2));
    home.wish(new Wish.LookAgain());
    home.await("it is missed").until(() -> home.status().server().orElseThrow().state().word().equals("away"));
    home.faults.setAway(false);
  }

  private void passphrase() throws Exception {
    home.changePassphrase(("correct horse " + ++passphrases).toCharArray());
    restart();
  }

  /** Old archives are not needed any more. */
  private void archivesPutAway() throws IOException {
    home.untilInStep();
    for (Path archive : year.archives()) {
      if (year.random.nextBoolean()) {
        Files.delete(archive);
      }
    }
  }

  /** The browser downloads what is there already. */
  private void archiveAgain() throws IOException {
    List<Parcel> known = year.family.received;
    Parcel one = known.get(year.random.nextInt(known.size()));
    String name = one.name().replace(".zip", " (" + year.archives().size() + ").zip");
    if (!Files.exists(home.inbox.resolve(name))) {
      year.family.drops(one, home.inbox, name);
    }
  }

  private void edits() throws IOException {
    home.untilInStep();
    year.owners.adds();
    year.owners.edits();
    year.owners.deletes();
    year.owners.collects();
  }

  private void catalogLost() throws Exception {
    findsAllAgainAfter(() -> Files.delete(home.catalogFile()));
  }

  /** The first program of all, which had seen nothing yet, gives way to this one. */
  private void upgrade() throws Exception {
    findsAllAgainAfter(() -> OlderProgram.leaves(home.catalogFile(), home.export, year.vault));
  }

  private interface Loss {
    void happens() throws Exception;
  }

  /** All is found again, and nothing is copied for it. */
  private void findsAllAgainAfter(Loss loss) throws Exception {
    home.untilInStep();
    Map<String, Object> before = filesInExport();
    home.close();
    loss.happens();
    forget();
    home.start();
    home.untilInStep();
    assertThat(filesInExport()).as("files that were written anew").isEqualTo(before);
  }

  /** What a file system knows photos and videos by. */
  private Map<String, Object> filesInExport() throws IOException {
    Map<String, Object> files = new TreeMap<>();
    for (String path : year.family.exported().keySet()) {
      Path file = home.export.resolve(path);
      files.put(path, Objects.requireNonNullElse(Files.readAttributes(file, BasicFileAttributes.class).fileKey(), path));
    }
    return files;
  }

  private void forget() throws IOException {
    year.family.forgetsAllBut(year.archives().stream().map(path -> path.getFileName().toString()).collect(Collectors.toSet()));
  }

  /** The state folder comes from a backup of long ago; the first time, there is none yet, and one is made. */
  private void catalogFromBackup() throws Exception {
    home.untilInStep();
    home.close();
    Path kept = home.state.resolveSibling("catalog from long ago");
    if (backup.isPresent()) {
      Files.copy(kept, home.catalogFile(), StandardCopyOption.REPLACE_EXISTING);
      forget();
      year.diary.note("catalogs put back");
    } else {
      Files.copy(home.catalogFile(), kept);
      backup = Optional.of(kept);
      year.owners.backedUp();
    }
    home.start();
  }
}
