package org.stillkeep.cli;

import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.stillkeep.agent.AgentEvent;
import org.stillkeep.agent.AgentStatus;
import org.stillkeep.agent.AgentStatus.Problem;
import org.stillkeep.agent.AgentStatus.State;

/**
 * Says what the running agent does: a changing line on a terminal, and one lasting line for each change of state and each new
 * problem.
 */
final class StatusLines implements Consumer<AgentStatus> {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

  private static final Set<String> PASSING = Set.of("behind", "writing");

  private final Terminal terminal;
  private final Set<String> saidProblems = new HashSet<>();
  private State saidState;
  private String saidSentence = "";

  StatusLines(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public synchronized void accept(AgentStatus status) {
    sayNewProblems(status);
    boolean steady = status.state() != State.WORKING;
    boolean changed = status.state() != saidState || (steady && !status.sentence().equals(saidSentence));
    if (isPassing(status)) {
      return;
    }
    if (changed && status.state() != State.NEEDS_YOU) {
      say(status.sentence());
    }
    if (!steady) {
      terminal.progress(status.sentence() + status.job().map(job -> "  " + job.current()).orElse(""));
    }
    saidState = status.state();
    saidSentence = status.sentence();
  }

  /** A moment between two steps that is over in a second: an export that has yet to begin, and the very first. */
  private static boolean isPassing(AgentStatus status) {
    boolean exportToCome =
        status.problems().isEmpty() && status.exports().stream().anyMatch(export -> PASSING.contains(export.state()));
    return status.state() == State.IDLE && (exportToCome || status.sentence().equals("Starting"));
  }

  /** Says what an event did. */
  synchronized void tell(AgentEvent event) {
    if (event instanceof AgentEvent.SetImported imported) {
      ImportText.of(imported.summary()).forEach(this::say);
    } else if (event instanceof AgentEvent.ExportPassed passed) {
      say(ExportText.of(passed.folder(), passed.summary()));
    }
  }

  private void sayNewProblems(AgentStatus status) {
    Set<String> now = new HashSet<>();
    for (Problem problem : status.problems()) {
      now.add(problem.id());
      if (saidProblems.add(problem.id())) {
        terminal.error(problem.what(), problem.remedy());
      }
    }
    saidProblems.retainAll(now);
  }

  private void say(String sentence) {
    terminal.say(TIME.format(LocalTime.now(ZoneId.systemDefault())) + " " + sentence);
  }
}
