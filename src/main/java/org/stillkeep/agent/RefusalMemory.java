package org.stillkeep.agent;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.stillkeep.catalog.SettingsTable;

/**
 * What a server refused, also over restarts: what it refuses today it most likely refuses tomorrow, and each try sends all of it
 * again. The waits grow to a day. For the worker alone.
 *
 * <p>Kept of each set as lines of text: how often in a row, when it is tried next, why, and of which archives.
 */
final class RefusalMemory {

  private static final String NAME = "agent.refused.";
  private static final Duration FIRST_WAIT = Duration.ofMinutes(15);
  private static final Duration MOST_WAIT = Duration.ofDays(1);
  private static final int MOST_DOUBLINGS = 7;
  private static final int LINES_BEFORE_ARCHIVES = 3;

  private final SettingsTable settings;
  private final Clock clock;

  /** What was noted of the set that is being tried again. */
  private Optional<String> before = Optional.empty();

  /**
   * A set of which something is refused.
   *
   * @param inARow how often by now
   * @param pause from now until the next try; zero when it is due
   * @param why in the store's words
   */
  record Refusal(int inARow, Duration pause, String why) {}

  RefusalMemory(SettingsTable settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /** What was noted of a set, if it has no other archives than it had then. */
  Optional<Refusal> recall(String setId, Set<String> archives) {
    Optional<List<String>> noted =
        settings.get(NAME + setId).map(text -> text.lines().toList()).filter(lines -> lines.size() > LINES_BEFORE_ARCHIVES);
    return noted
        .filter(lines -> new HashSet<>(lines.subList(LINES_BEFORE_ARCHIVES, lines.size())).containsAll(lines(archives)))
        .flatMap(this::read);
  }

  /** A set is tried. One that was refused before counts as refused again until its end is known: a crash must not send it at each start. */
  void begin(String setId, Set<String> archives) {
    before = Optional.empty();
    Optional<Refusal> known = recall(setId, archives);
    if (known.isPresent()) {
      before = settings.get(NAME + setId);
      put(setId, archives, known.get().inARow() + 1, known.get().why());
    }
  }

  /** It was refused (once more); durable on return. */
  Refusal refused(String setId, Set<String> archives, String why) {
    int sofar = recall(setId, archives).map(Refusal::inARow).orElse(0);
    int inARow = before.isPresent() ? sofar : sofar + 1;
    before = Optional.empty();
    return put(setId, archives, inARow, why);
  }

  /** Nothing of it is refused. */
  void taken(String setId) {
    before = Optional.empty();
    settings.remove(NAME + setId);
  }

  /** The try is over. If it ended in another way, all is as before. */
  void end(String setId) {
    before.ifPresent(text -> settings.put(NAME + setId, text));
    before = Optional.empty();
  }

  private Refusal put(String setId, Set<String> archives, int inARow, String why) {
    Duration grown = FIRST_WAIT.multipliedBy(1L << Math.min(inARow - 1, MOST_DOUBLINGS));
    Duration wait = grown.compareTo(MOST_WAIT) > 0 ? MOST_WAIT : grown;
    String oneLine = why.lines().findFirst().orElse("");
    String head = String.join("\n", Integer.toString(inARow), clock.instant().plus(wait).toString(), oneLine);
    settings.put(NAME + setId, head + "\n" + String.join("\n", lines(archives)));
    return new Refusal(inARow, wait, oneLine);
  }

  /** A note that makes no sense costs one try. */
  private Optional<Refusal> read(List<String> lines) {
    try {
      Duration left = Duration.between(clock.instant(), Instant.parse(lines.get(1)));
      // A clock that was set back must not keep it waiting for years.
      Duration atMost = left.compareTo(MOST_WAIT) > 0 ? MOST_WAIT : left;
      return Optional.of(new Refusal(Integer.parseInt(lines.get(0)), atMost.isNegative() ? Duration.ZERO : atMost, lines.get(2)));
    } catch (NumberFormatException | DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static List<String> lines(Set<String> archives) {
    return new TreeSet<>(archives).stream().map(each -> each.replace('\n', ' ').replace('\r', ' ')).toList();
  }
}
