package org.stillkeep.tray;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.stillkeep.agent.AgentStatus;
import org.stillkeep.agent.AgentStatus.ExportStatus;
import org.stillkeep.agent.AgentStatus.Problem;
import org.stillkeep.agent.AgentStatus.State;
import org.stillkeep.agent.Wish;
import org.stillkeep.tray.TrayAction.Ask;
import org.stillkeep.tray.TrayAction.OpenFolder;
import org.stillkeep.tray.TrayAction.OpenPage;
import org.stillkeep.tray.TrayAction.Quit;
import org.stillkeep.tray.TrayEntry.Line;
import org.stillkeep.tray.TrayEntry.Rule;
import org.stillkeep.tray.TrayEntry.Submenu;

/**
 * The menu of the icon: what is going on, what to do about it, and the few things that people do often. Each line says in words what
 * the icon says by its shape. A function of the status, so that nothing in it can be out of date.
 *
 * @param entries from top to bottom
 */
record TrayMenu(List<TrayEntry> entries) {

  /** Wider menus hide half of a small screen. */
  static final int LONGEST_LABEL = 72;

  /** The rest is on the status page. */
  static final int MOST_PROBLEMS = 6;

  TrayMenu {
    entries = List.copyOf(entries);
  }

  /** The menu while the agent runs. */
  static TrayMenu of(AgentStatus status, TrayOptions options) {
    return menuOf(List.of(now(status, options), wishes(status), places(status, options), problems(status, options), end()));
  }

  /** The menu before the agent runs: nothing can be asked of it yet. */
  static TrayMenu ofNotRunning(AgentStatus status, TrayOptions options) {
    return menuOf(List.of(now(status, options), List.of(new Rule()), page(options), end()));
  }

  private static TrayMenu menuOf(List<List<TrayEntry>> groups) {
    return new TrayMenu(groups.stream().flatMap(List::stream).toList());
  }

  private static List<TrayEntry> now(AgentStatus status, TrayOptions options) {
    List<TrayEntry> entries = new ArrayList<>();
    entries.add(Line.toRead(sentence(status.sentence())));
    status.job().map(Progress::of).filter(text -> !text.isEmpty()).map(Line::toRead).ifPresent(entries::add);
    status.problems().stream().findFirst().map(problem -> remedy(problem, status, options)).ifPresent(entries::add);
    return entries;
  }

  private static List<TrayEntry> wishes(AgentStatus status) {
    boolean paused = status.state() == State.PAUSED;
    Ask scan = new Ask(new Wish.LookAgain());
    return List.of(
        new Rule(),
        paused ? Line.toClick("Resume", new Ask(new Wish.Resume())) : pause(),
        paused ? Line.toRead("Scan inbox now") : Line.toClick("Scan inbox now", scan));
  }

  private static Submenu pause() {
    return new Submenu(
        "Pause",
        List.of(
            Line.toClick("Until I resume", new Ask(new Wish.Pause(Optional.empty()))),
            Line.toClick("For 1 hour", new Click.PauseFor(Duration.ofHours(1))),
            Line.toClick("Until tomorrow at 6:00", new Click.PauseUntilTomorrow())));
  }

  private static List<TrayEntry> places(AgentStatus status, TrayOptions options) {
    List<TrayEntry> entries = new ArrayList<>();
    entries.add(new Rule());
    folders("Open inbox", options.inboxes()).ifPresent(entries::add);
    folders("Open export folder", exportFolders(status)).ifPresent(entries::add);
    entries.addAll(page(options));
    return entries;
  }

  private static List<Path> exportFolders(AgentStatus status) {
    return status.exports().stream().map(ExportStatus::path).map(Path::of).toList();
  }

  private static List<TrayEntry> page(TrayOptions options) {
    return options.page() ? List.of(Line.toClick("Open status page", new OpenPage())) : List.of();
  }

  private static Optional<TrayEntry> folders(String label, List<Path> folders) {
    if (folders.size() < 2) {
      return folders.stream().findFirst().map(folder -> Line.toClick(label, new OpenFolder(folder)));
    }
    return Optional.of(new Submenu(label, folders.stream().map(TrayMenu::folder).toList()));
  }

  private static TrayEntry folder(Path folder) {
    return Line.toClick(Shortened.path(folder.toString(), LONGEST_LABEL), new OpenFolder(folder));
  }

  private static List<TrayEntry> problems(AgentStatus status, TrayOptions options) {
    List<Problem> all = status.problems();
    if (all.isEmpty()) {
      return List.of();
    }
    List<TrayEntry> entries = new ArrayList<>();
    for (Problem problem : all.subList(0, Math.min(all.size(), MOST_PROBLEMS))) {
      entries.add(Line.toRead(sentence(problem.what())));
      entries.add(remedy(problem, status, options));
      entries.add(new Rule());
    }
    entries.remove(entries.size() - 1);
    if (all.size() > MOST_PROBLEMS) {
      entries.add(new Rule());
      entries.add(Line.toRead("and " + (all.size() - MOST_PROBLEMS) + " more"));
    }
    return List.of(new Submenu("Problems (" + all.size() + ")", entries));
  }

  /** What to do about it; a click leads to where it can be done. */
  private static Line remedy(Problem problem, AgentStatus status, TrayOptions options) {
    String label = "\u2192 " + sentence(problem.remedy());
    if (options.page()) {
      return Line.toClick(label, new OpenPage());
    }
    // Without a page: the folder that the problem names, if it names one of ours.
    return Stream.concat(exportFolders(status).stream(), options.inboxes().stream())
        .filter(folder -> problem.what().contains(folder.toString()))
        .findFirst()
        .map(folder -> Line.toClick(label, new OpenFolder(folder)))
        .orElse(Line.toRead(label));
  }

  private static List<TrayEntry> end() {
    return List.of(new Rule(), Line.toClick("Quit Stillkeep", new Quit()));
  }

  private static String sentence(String text) {
    return Shortened.sentence(text, LONGEST_LABEL);
  }
}
