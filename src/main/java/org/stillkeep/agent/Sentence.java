package org.stillkeep.agent;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.stillkeep.agent.AgentStatus.ExportStatus;
import org.stillkeep.agent.AgentStatus.Job;
import org.stillkeep.agent.AgentStatus.PausedBy;
import org.stillkeep.agent.AgentStatus.Problem;
import org.stillkeep.agent.AgentStatus.ServerState;
import org.stillkeep.agent.AgentStatus.ServerStatus;
import org.stillkeep.agent.AgentStatus.SetStatus;
import org.stillkeep.agent.AgentStatus.State;
import org.stillkeep.agent.AgentStatus.Waiting;

/** Says the state of the agent in one sentence. */
final class Sentence {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("EEE HH:mm", Locale.ROOT);

  private static final DateTimeFormatter CLOCK_TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);

  private final LocalDate today;

  /** @param now when it is said */
  Sentence(Instant now) {
    this.today = LocalDate.ofInstant(now, ZoneId.systemDefault());
  }

  String of(
      State state,
      Optional<Job> job,
      Optional<PausedBy> pausedBy,
      Optional<Instant> pausedUntil,
      List<Problem> problems,
      List<SetStatus> sets,
      List<Waiting> waiting,
      long assets,
      List<ExportStatus> exports,
      Optional<Instant> lastImport,
      Optional<ServerStatus> server) {
    return switch (state) {
      case PAUSED -> paused(pausedBy, pausedUntil);
      case NEEDS_YOU -> problems.get(0).what();
      case WORKING -> job.map(Sentence::of).orElse("Working");
      case IDLE -> idle(problems, sets, waiting, assets, exports, lastImport, server);
    };
  }

  private static String paused(Optional<PausedBy> by, Optional<Instant> until) {
    return by.filter(PausedBy.BATTERY::equals).isPresent()
        ? "Paused while on battery; goes on by itself when plugged in"
        : "Paused" + until.map(end -> " until " + at(end)).orElse("");
  }

  private static String of(Job job) {
    String verb = job.what().substring(0, 1).toUpperCase(Locale.ROOT) + job.what().substring(1);
    String count =
        job.totalItems() > 0 ? String.format(Locale.ROOT, " %,d of %,d", job.doneItems(), job.totalItems()) : "";
    String remaining = job.remainingSeconds().map(seconds -> ", " + Pace.inWords(seconds) + " left").orElse("");
    return verb + " " + job.subject() + count + remaining;
  }

  private String idle(
      List<Problem> problems,
      List<SetStatus> sets,
      List<Waiting> waiting,
      long assets,
      List<ExportStatus> exports,
      Optional<Instant> lastImport,
      Optional<ServerStatus> server) {
    Optional<ServerStatus> lost = server.filter(each -> each.state() != ServerState.IN_STEP);
    List<ExportStatus> late = exports.stream().filter(export -> !export.state().equals(ExportWords.IN_STEP)).toList();
    boolean done = problems.isEmpty() && lost.isEmpty() && late.isEmpty() && sets.stream().allMatch(SetStatus::done);
    StringBuilder sentence = new StringBuilder(done ? "Up to date: " : "");
    sentence.append(String.format(Locale.ROOT, "%,d in the library", assets));
    lastImport.ifPresent(at -> sentence.append(", last import ").append(when(at)));
    lost.ifPresent(each -> sentence.append("; ").append(words(each)));
    late.stream()
        .min(Comparator.comparing(export -> !ExportWords.TROUBLE.contains(export.state())))
        .ifPresent(export -> sentence.append("; ").append(export.path()).append(" is ").append(words(export)));
    problems.stream().findFirst().ifPresent(problem -> sentence.append("; ").append(problem.what()));
    if (!waiting.isEmpty()) {
      sentence.append("; waiting for ").append(waiting.size() == 1 ? "an archive" : waiting.size() + " archives");
    }
    long incomplete = sets.stream().filter(set -> !set.missingParts().isEmpty()).count();
    if (incomplete > 0) {
      sentence.append("; parts are missing in ").append(incomplete == 1 ? "one set" : incomplete + " sets");
    }
    return sentence.toString();
  }

  /** A moment in the past, e.g. {@code today 14:02}. */
  private String when(Instant instant) {
    ZonedDateTime local = instant.atZone(ZoneId.systemDefault());
    if (local.toLocalDate().equals(today)) {
      return "today " + CLOCK_TIME.format(local);
    }
    return local.toLocalDate().equals(today.minusDays(1)) ? "yesterday " + CLOCK_TIME.format(local) : "on " + DAY.format(local);
  }

  private String words(ServerStatus server) {
    return server.state() == ServerState.AWAY
        ? server.name() + " is away since " + when(server.since())
        : server.name() + ": " + server.state().word();
  }

  private String words(ExportStatus export) {
    return export.state() + export.since().map(since -> " since " + when(since).replaceFirst("^today ", "")).orElse("");
  }

  private static String at(Instant instant) {
    return TIME.format(instant.atZone(ZoneId.systemDefault()));
  }
}
