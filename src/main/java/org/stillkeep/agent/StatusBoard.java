package org.stillkeep.agent;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.stillkeep.agent.AgentStatus.ExportStatus;
import org.stillkeep.agent.AgentStatus.Job;
import org.stillkeep.agent.AgentStatus.PausedBy;
import org.stillkeep.agent.AgentStatus.Problem;
import org.stillkeep.agent.AgentStatus.RereadStatus;
import org.stillkeep.agent.AgentStatus.ServerStatus;
import org.stillkeep.agent.AgentStatus.SetStatus;
import org.stillkeep.agent.AgentStatus.State;
import org.stillkeep.agent.AgentStatus.Waiting;

/**
 * Where worker and lanes write what they are doing, and from which the status is drawn. Safe for all threads; nothing that
 * waits is called while its lock is held.
 */
final class StatusBoard {

  private static final String STARTING = "Starting";

  private final Clock clock;
  private final Problems problems;
  private final Map<String, Job> exportJobs = new LinkedHashMap<>();
  private final Map<String, ExportStatus> exports = new LinkedHashMap<>();
  private final List<Consumer<AgentStatus>> observers = new CopyOnWriteArrayList<>();
  private final List<Consumer<AgentEvent>> listeners = new CopyOnWriteArrayList<>();
  private Optional<Job> importJob = Optional.empty();
  private List<SetStatus> sets = List.of();
  private List<Waiting> waiting = List.of();
  private boolean paused;
  private Optional<Instant> pausedUntil = Optional.empty();
  private boolean onBattery;
  private long assets;
  private long albums;
  private Optional<Instant> lastImport = Optional.empty();
  private Optional<ServerStatus> server = Optional.empty();
  private Optional<RereadStatus> reread = Optional.empty();
  /** Before that, nothing true can be said about the library. */
  private boolean counted;

  private AgentStatus current;

  StatusBoard(Clock clock) {
    this.clock = clock;
    this.problems = new Problems(clock);
    this.current =
        new AgentStatus(
            State.IDLE,
            STARTING,
            clock.instant(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            0,
            0,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
  }

  /** The newest status. */
  synchronized AgentStatus current() {
    return current;
  }

  /** Calls the observer on the writing thread with each status that shows something new; it must return quickly. */
  void observe(Consumer<AgentStatus> observer) {
    observers.add(observer);
  }

  /** Calls the listener on the writing thread with each event; it must return quickly. */
  void listen(Consumer<AgentEvent> listener) {
    listeners.add(listener);
  }

  void announce(AgentEvent event) {
    listeners.forEach(listener -> listener.accept(event));
  }

  void importing(Optional<Job> job) {
    change(() -> importJob = job);
  }

  void exporting(String path, Optional<Job> job) {
    change(
        () -> {
          exportJobs.remove(path);
          job.ifPresent(some -> exportJobs.put(path, some));
        });
  }

  void export(ExportStatus status) {
    change(() -> exports.put(status.path(), status));
  }

  void inbox(List<SetStatus> newSets, List<Waiting> newWaiting) {
    change(
        () -> {
          sets = newSets;
          waiting = newWaiting;
        });
  }

  void library(long newAssets, long newAlbums, Optional<Instant> newLastImport) {
    change(
        () -> {
          assets = newAssets;
          albums = newAlbums;
          lastImport = newLastImport;
          counted = true;
        });
  }

  void server(Optional<ServerStatus> newServer) {
    change(() -> server = newServer);
  }

  void reread(RereadStatus now) {
    change(() -> reread = Optional.of(now));
  }

  void paused(boolean isPaused, Optional<Instant> until) {
    change(
        () -> {
          paused = isPaused;
          pausedUntil = until;
        });
  }

  /** Whether work waits for mains. */
  void onBattery(boolean waits) {
    change(() -> onBattery = waits);
  }

  void problems(String area, List<Problem> now) {
    change(() -> problems.replace(area, now));
  }

  /** A problem that is seen now, to be handed to {@link #problems}. */
  Problem seenNow(String id, String what, String remedy, boolean needsYou) {
    return problems.seenNow(id, what, remedy, needsYou);
  }

  private void change(Runnable write) {
    AgentStatus drawn;
    synchronized (this) {
      write.run();
      drawn = draw();
      boolean isNews = !drawn.asShown().equals(current.asShown());
      current = drawn;
      if (!isNews) {
        return;
      }
    }
    observers.forEach(observer -> observer.accept(drawn));
  }

  private AgentStatus draw() {
    Optional<Job> job = importJob.or(() -> exportJobs.values().stream().findFirst());
    List<Problem> wrong = problems.all();
    State state = state(job, wrong);
    List<ExportStatus> folders = new ArrayList<>();
    exports.forEach((path, export) -> folders.add(drawn(export)));
    String sentence =
        state == State.IDLE && !counted
            ? STARTING
            : new Sentence(clock.instant()).of(state, job, pausedBy(), pausedUntil, wrong, sets, waiting, assets, folders, lastImport, server);
    Instant since = state == current.state() ? current.since() : clock.instant();
    return new AgentStatus(
        state, sentence, since, pausedBy(), pausedUntil, job, assets, albums, sets, waiting, folders, wrong, lastImport, server, reread);
  }

  private ExportStatus drawn(ExportStatus export) {
    ExportStatus whole = export.withJob(Optional.ofNullable(exportJobs.get(export.path())));
    return pausedBy().isPresent() ? whole.untried() : whole;
  }

  /** What somebody wants counts for more than what the computer does. */
  private Optional<PausedBy> pausedBy() {
    if (paused) {
      return Optional.of(PausedBy.SOMEBODY);
    }
    return onBattery ? Optional.of(PausedBy.BATTERY) : Optional.empty();
  }

  private State state(Optional<Job> job, List<Problem> wrong) {
    if (pausedBy().isPresent()) {
      return State.PAUSED;
    }
    if (wrong.stream().anyMatch(Problem::needsYou)) {
      return State.NEEDS_YOU;
    }
    return job.isPresent() ? State.WORKING : State.IDLE;
  }
}
