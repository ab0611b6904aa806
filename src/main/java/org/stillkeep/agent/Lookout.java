package org.stillkeep.agent;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stillkeep.agent.AgentStatus.Problem;
import org.stillkeep.files.RollCall;

/**
 * Tells which inboxes lie on disks that do not answer, and whether the vault does, and since when; the lanes of exports hear of
 * theirs. On a thread of its own: the worker may be in the middle of an archive for hours, and may itself wait there for such a disk.
 */
final class Lookout {

  private static final Logger log = LoggerFactory.getLogger(Lookout.class);
  private static final String AREA = "silent";
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  private final Map<Path, String> roles = new LinkedHashMap<>();
  private final Set<Path> exports;
  private final RollCall rollCall;
  private final long everyMillis;
  private final StatusBoard board;
  private final Clock clock;
  private final BooleanSupplier resting;
  private final Consumer<Path> silentExport;
  private final Thread thread;

  /** Since when; the thread's own. */
  private final Map<Path, Instant> since = new HashMap<>();

  private volatile Set<Path> silent = Set.of();
  private volatile boolean stopped;

  /**
   * @param answerLimit how long a disk may take for an answer
   * @param resting whether to ask none of them for now
   * @param silentExport told of each export folder whose disk says nothing, at each look; one that fails fails its passes, too
   */
  Lookout(AgentParts parts, Duration answerLimit, StatusBoard board, BooleanSupplier resting, Consumer<Path> silentExport) {
    parts.inboxes().forEach(inbox -> roles.put(inbox, "inbox"));
    parts.vault().ifPresent(vault -> roles.put(vault, "vault"));
    this.exports = parts.exporters().stream().map(exporter -> exporter.options().folder()).collect(Collectors.toUnmodifiableSet());
    this.rollCall = new RollCall(Stream.concat(roles.keySet().stream(), exports.stream()).toList(), answerLimit);
    this.everyMillis = Math.max(SHORTEST.toMillis(), Math.min(parts.scanInterval().toMillis(), LONGEST.toMillis()));
    this.board = board;
    this.clock = parts.clock();
    this.resting = resting;
    this.silentExport = silentExport;
    this.thread = new Thread(this::watch, "stillkeep-lookout");
    this.thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Nothing is told any more, within a second or so. */
  void stop() {
    stopped = true;
    thread.interrupt();
  }

  /** Whether one of them answered when it was last asked. Any thread may ask. */
  boolean answers(Path folder) {
    return !silent.contains(folder);
  }

  private void watch() {
    try {
      while (!stopped) {
        if (!resting.getAsBoolean()) {
          look();
        }
        Thread.sleep(everyMillis);
      }
    } catch (InterruptedException e) {
      log.trace("asked to end", e);
    }
  }

  /** Whatever goes wrong in one look, the next may find it otherwise; and nobody else would tell. */
  private void look() {
    try {
      tell(rollCall.silent());
    } catch (RuntimeException | OutOfMemoryError e) {
      log.warn("whose disk answers cannot be told", e);
    }
  }

  private void tell(Map<Path, Optional<IOException>> found) {
    since.keySet().retainAll(found.keySet());
    List<Problem> problems = new ArrayList<>();
    roles.forEach(
        (folder, role) -> {
          if (found.containsKey(folder)) {
            Instant first = since.computeIfAbsent(folder, any -> clock.instant());
            problems.add(SilenceWords.problem(role, folder, first, found.get(folder)));
          }
        });
    silent = Set.copyOf(found.keySet());
    if (!stopped) {
      board.problems(AREA, problems);
      exports.stream().filter(export -> found.containsKey(export) && found.get(export).isEmpty()).forEach(silentExport);
    }
  }
}
