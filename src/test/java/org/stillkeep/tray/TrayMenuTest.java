package org.stillkeep.tray;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stillkeep.tray.Statuses.OPTIONS;
import static org.stillkeep.tray.Statuses.idle;
import static org.stillkeep.tray.Statuses.needsYou;
import static org.stillkeep.tray.Statuses.paused;
import static org.stillkeep.tray.Statuses.problem;
import static org.stillkeep.tray.Statuses.working;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.stillkeep.agent.AgentStatus;
import org.stillkeep.agent.AgentStatus.Job;
import org.stillkeep.agent.AgentStatus.Problem;
import org.stillkeep.agent.Wish;
import org.stillkeep.tray.TrayEntry.Line;
import org.stillkeep.tray.TrayEntry.Rule;
import org.stillkeep.tray.TrayEntry.Submenu;

class TrayMenuTest {

  private static final ZonedDateTime NOW = ZonedDateTime.parse("2026-11-22T14:02:00+01:00[Europe/Rome]");

  @Test
  void whenAllIsWellItSaysSoAndOffersWhatPeopleDoOften() {
    assertThat(labels(idle("/nas/photos")))
        .containsExactly(
            "(Up to date: 12,345 in the library)",
            "--",
            "Pause",
            "  Until I resume",
            "  For 1 hour",
            "  Until tomorrow at 6:00",
            "Scan inbox now",
            "--",
            "Open inbox",
            "Open export folder",
            "Open status page",
            "--",
            "Quit Stillkeep");
  }

  @Test
  void whileBusyTheSecondLineTellsHowFarAndHowLong() {
    assertThat(labels(working()))
        .startsWith("(Importing takeout-20260102 412 of 3,020, 12 min left)", "(40 % · 12.3 of 30.1 GB · 12 min left)", "--", "Pause");
  }

  @Test
  void workThatCannotBeMeasuredYetHasNoSecondLine() {
    Job job = new Job("importing", "takeout-20260102", "", 0, 0, 0, 0, Optional.empty());
    assertThat(labels(working("Importing takeout-20260102", job))).startsWith("(Importing takeout-20260102)", "--", "Pause");
  }

  @Test
  void workOfWhichOnlyItemsAreKnownIsToldByThem() {
    Job job = new Job("exporting", "/nas", "", 0, 0, 3, 4, Optional.empty());
    assertThat(labels(working("Exporting /nas 3 of 4", job))).contains("(75 %)");
  }

  @Test
  void workIsNeverToldToBeDoneBeforeItIs() {
    Job job = new Job("importing", "x", "", 1000, 1000, 4, 4, Optional.empty());
    assertThat(labels(working("Importing x 4 of 4", job))).contains("(99 % · 1.0 of 1.0 kB)");
  }

  @Test
  void aPausedAgentOffersToResumeAndNotToScan() {
    assertThat(labels(paused()))
        .startsWith("(Paused until Sun 14:00)", "--", "Resume", "(Scan inbox now)", "--")
        .doesNotContain("Pause");
    assertThat(action(paused(), "Resume")).isEqualTo(new TrayAction.Ask(new Wish.Resume()));
  }

  @Test
  void theRemedyOfAProblemIsTheFirstThatCanBeClicked() {
    AgentStatus status = needsYou(problem("the disk of /home/eva/Vault is full", "make room on it"));
    assertThat(labels(status)).startsWith("(the disk of /home/eva/Vault is full)", "→ make room on it", "--");
    assertThat(action(status, "→ make room on it")).isEqualTo(new TrayAction.OpenPage());
  }

  @Test
  void withoutAPageTheRemedyLeadsToTheFolderThatTheProblemNames() {
    TrayOptions noPage = new TrayOptions(Path.of("/cache"), List.of(Path.of("/home/eva/Inbox")), false);
    TrayMenu menu = TrayMenu.of(needsYou(problem("/nas/photos is full", "make room")), noPage);
    assertThat(((Line) menu.entries().get(1)).click())
        .contains(new Click.Plain(new TrayAction.OpenFolder(Path.of("/nas/photos"))));
    assertThat(labels(menu.entries(), "")).doesNotContain("Open status page");
    TrayMenu nowhere = TrayMenu.of(needsYou(problem("something went wrong", "restart")), noPage);
    assertThat(labels(nowhere.entries(), "")).startsWith("(something went wrong)", "(→ restart)");
  }

  @Test
  void allProblemsAreListedWithTheirRemedies() {
    AgentStatus status = needsYou(problem("one", "do this"), problem("two", "do that"));
    assertThat(labels(status))
        .containsSubsequence("Problems (2)", "  (one)", "  → do this", "  --", "  (two)", "  → do that", "--", "Quit Stillkeep");
  }

  @Test
  void tooManyProblemsForAMenuAreCounted() {
    Problem[] many = IntStream.range(0, 40).mapToObj(n -> problem("what " + n, "remedy " + n)).toArray(Problem[]::new);
    assertThat(labels(needsYou(many))).contains("Problems (40)", "  (what 5)", "  (and 34 more)").doesNotContain("  (what 6)");
  }

  @Test
  void severalFoldersOpenFromAMenuOfTheirOwn() {
    TrayOptions two = new TrayOptions(Path.of("/cache"), List.of(Path.of("/a"), Path.of("/b")), true);
    assertThat(labels(TrayMenu.of(idle("/nas/photos", "/usb/photos"), two).entries(), ""))
        .containsSubsequence("Open inbox", "  /a", "  /b", "Open export folder", "  /nas/photos", "  /usb/photos");
  }

  @Test
  void withoutExportFoldersNoneIsOffered() {
    assertThat(labels(idle())).doesNotContain("Open export folder");
  }

  @Test
  void aPauseIsReckonedFromTheClick() {
    assertThat(action(idle(), "Until I resume")).isEqualTo(pauseUntil(Optional.empty()));
    assertThat(action(idle(), "For 1 hour")).isEqualTo(pauseUntil(Optional.of(Instant.parse("2026-11-22T14:02:00Z"))));
    assertThat(action(idle(), "Until tomorrow at 6:00")).isEqualTo(pauseUntil(Optional.of(Instant.parse("2026-11-23T05:00:00Z"))));
  }

  @Test
  void everythingElseAsksForWhatItSays() {
    AgentStatus status = idle("/nas/photos");
    assertThat(action(status, "Scan inbox now")).isEqualTo(new TrayAction.Ask(new Wish.LookAgain()));
    assertThat(action(status, "Open inbox")).isEqualTo(new TrayAction.OpenFolder(Path.of("/home/eva/Inbox")));
    assertThat(action(status, "Open export folder")).isEqualTo(new TrayAction.OpenFolder(Path.of("/nas/photos")));
    assertThat(action(status, "Open status page")).isEqualTo(new TrayAction.OpenPage());
    assertThat(action(status, "Quit Stillkeep")).isEqualTo(new TrayAction.Quit());
  }

  @Test
  void beforeTheAgentRunsNothingIsAskedOfIt() {
    TrayMenu menu = TrayMenu.ofNotRunning(needsYou(problem("the vault is locked", "unlock it in the status page")), OPTIONS);
    assertThat(labels(menu.entries(), ""))
        .containsExactly(
            "(the vault is locked)", "→ unlock it in the status page", "--", "Open status page", "--", "Quit Stillkeep");
  }

  @Test
  void longTextsAreShortenedToWhatAMenuCanShow() {
    AgentStatus status =
        needsYou(problem("word ".repeat(100), "remedy ".repeat(100)), problem("x".repeat(1000), "line\nbreak\u202Eturned"));
    List<String> labels = labels(status);
    assertThat(labels).allSatisfy(label -> assertThat(label.strip()).hasSizeLessThanOrEqualTo(TrayMenu.LONGEST_LABEL + 4));
    assertThat(labels.get(0)).endsWith("word…)");
    assertThat(labels).contains("  → line break turned");
  }

  private static TrayAction pauseUntil(Optional<Instant> until) {
    return new TrayAction.Ask(new Wish.Pause(until));
  }

  private static TrayAction action(AgentStatus status, String label) {
    return lines(TrayMenu.of(status, OPTIONS).entries())
        .filter(line -> line.label().equals(label))
        .findFirst()
        .flatMap(Line::click)
        .orElseThrow()
        .at(NOW);
  }

  private static Stream<Line> lines(List<TrayEntry> entries) {
    return entries.stream()
        .flatMap(
            entry ->
                entry instanceof Submenu submenu
                    ? lines(submenu.entries())
                    : entry instanceof Line line ? Stream.of(line) : Stream.empty());
  }

  private static List<String> labels(AgentStatus status) {
    return labels(TrayMenu.of(status, OPTIONS).entries(), "");
  }

  /** What is only to be read in brackets, what is in a submenu indented. */
  private static List<String> labels(List<TrayEntry> entries, String indent) {
    return entries.stream()
        .flatMap(
            entry -> {
              if (entry instanceof Rule) {
                return Stream.of(indent + "--");
              }
              if (entry instanceof Submenu submenu) {
                return Stream.concat(
                    Stream.of(indent + submenu.label()), labels(submenu.entries(), indent + "  ").stream());
              }
              Line line = (Line) entry;
              return Stream.of(indent + (line.click().isPresent() ? line.label() : "(" + line.label() + ")"));
            })
        .toList();
  }
}
