package org.stillkeep.cli;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.stillkeep.importer.TakeoutBuilder.takeout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tomlj.Toml;
import picocli.CommandLine;

/** What the pages for users show is true: commands run, settings are settings, links lead somewhere. */
class DocsTest {

  /** Also within a list, where it is indented. */
  private static final Pattern FENCE = Pattern.compile("(?m)^( *)```(\\w*)\\n(.*?)^\\1```$", Pattern.DOTALL);

  /** The older way to write a block, which says no language. */
  private static final Pattern INDENTED_BLOCK = Pattern.compile("(?m)^\\n {4,}\\S.*");
  private static final Pattern CODE = Pattern.compile("`(stillkeep [a-z][^`]*)`");
  private static final Pattern SETTING = Pattern.compile("(?m)^(\\w+) = ");
  private static final Pattern TEST = Pattern.compile("`(\\w+Test)`");
  private static final Pattern LINK = Pattern.compile("]\\(((?!https?:)[^)#]+)(#[^)]*)?\\)");

  private static final String BY_HAND = "by hand, with systemd 252";
  private static final String KEY_FILE = "~ann/.local/state/stillkeep/vault.key";
  private static final String CREDENTIAL = "/etc/stillkeep/ann-key.cred";

  /** Shown commands that are not ours to run here, and who does: another test, in its own way, or somebody. */
  private static final Map<String, String> RUN_ELSEWHERE =
      Map.ofEntries(
          entry("./stillkeep run", "FirstStartTest"),
          entry("./mvnw verify", "by whoever runs this test"),
          entry("stillkeep run", "FirstStartTest"),
          entry("sudo apt install ./stillkeep_*.deb", "DebPackageTest"),
          entry("systemctl --user enable --now stillkeep", "DebPackageTest"),
          entry("loginctl enable-linger", "DebPackageTest"),
          entry("sudo systemctl enable --now stillkeep@ann", "DebPackageTest"),
          entry("sudo systemctl restart stillkeep@ann", "DebPackageTest"),
          entry("sudo apt remove stillkeep", "DebPackageTest"),
          entry("sudo mkdir -p /etc/stillkeep", BY_HAND),
          entry("sudo systemd-creds encrypt --name=stillkeep-key " + KEY_FILE + " " + CREDENTIAL, BY_HAND),
          entry("sudo systemd-creds decrypt --name=stillkeep-key " + CREDENTIAL + " - | sudo cmp - " + KEY_FILE, BY_HAND),
          entry("sudo rm " + KEY_FILE, BY_HAND),
          entry("docker build -f installer/container/Containerfile -t stillkeep .", "ContainerPackageTest"),
          entry("docker compose -f installer/container/compose.yaml up -d", "by nobody yet"),
          entry("cp /Applications/Stillkeep.app/Contents/app/org.stillkeep.agent.plist ~/Library/LaunchAgents/", "by nobody yet"),
          entry("launchctl bootstrap gui/$(id -u) ~/Library/LaunchAgents/org.stillkeep.agent.plist", "by nobody yet"));

  /** These are for a running agent; all others have the library to themselves. */
  private static final Set<String> TO_THE_AGENT = Set.of("status", "pause", "resume", "scan", "page");

  @TempDir Path folder;

  @Test
  void everyCommandShownRuns() throws Exception {
    Installation home = Installation.withVault(folder.resolve("home"));
    takeout().photo("IMG_1.jpg").album("Sardinia").photo("IMG_2.jpg").writeTo(home.inbox());
    home.run("import", home.inbox().toString()).mustSucceed();
    Set<String> commands = shown("sh");
    commands.removeAll(RUN_ELSEWHERE.keySet());
    assertThat(commands).contains("stillkeep status", "stillkeep check-config").hasSizeGreaterThan(8).allMatch(each -> each.startsWith("stillkeep "));
    for (String command : commands) {
      if (!isForAgent(command)) {
        runs(home, command);
      }
    }
    try (RunningAgent agent = RunningAgent.of(home)) {
      for (String command : commands) {
        if (isForAgent(command)) {
          runs(home, command);
        }
      }
      agent.terminate(Duration.ofSeconds(10));
    }
  }

  @Test
  void whatRunsElsewhereIsShownAndRunByATestThatIsThere() throws IOException {
    assertThat(shown("sh")).containsAll(RUN_ELSEWHERE.keySet());
    Set<String> tests = testClasses();
    assertThat(RUN_ELSEWHERE.values()).allMatch(who -> who.startsWith("by ") || tests.contains(who));
  }

  @Test
  void everyBlockStandsWithinAFence() throws IOException {
    for (Map.Entry<Path, String> page : pages().entrySet()) {
      String outside = FENCE.matcher(page.getValue()).replaceAll("");
      assertThat(INDENTED_BLOCK.matcher(outside).results().map(MatchResult::group)).as(page.getKey() + ", not within a fence").isEmpty();
    }
  }

  @Test
  void everyCommandNamedInTheTextIsOne() throws IOException {
    for (Map.Entry<Path, String> page : pages().entrySet()) {
      Matcher code = CODE.matcher(page.getValue());
      while (code.find()) {
        // Placeholders stand for themselves: they are arguments as good as any.
        String[] words = code.group(1).split(" ", -1);
        CommandLine commandLine = new CommandLine(new StillkeepCommand(), new CommandFactory(face()));
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        if (!code.group(1).contains("COMMAND")) {
          commandLine.parseArgs(Arrays.copyOfRange(words, 1, words.length));
        }
      }
    }
  }

  @Test
  void everySettingShownIsOne() throws IOException {
    for (String block : blocks("toml")) {
      assertThat(Toml.parse(block).errors()).as(block).isEmpty();
      assertThat(keys(block)).as(block).isNotEmpty().isSubsetOf(keys(Files.readString(Path.of("config.example.toml"))));
    }
  }

  @Test
  void everyTestNamedIsThere() throws IOException {
    Set<String> tests = testClasses();
    for (Map.Entry<Path, String> page : pages().entrySet()) {
      assertThat(TEST.matcher(page.getValue()).results().map(name -> name.group(1))).as("named by " + page.getKey()).isSubsetOf(tests);
    }
  }

  @Test
  void everyLinkToAFileLeadsToOne() throws IOException {
    for (Map.Entry<Path, String> page : pages().entrySet()) {
      Matcher link = LINK.matcher(page.getValue());
      while (link.find()) {
        Path target = page.getKey().toAbsolutePath().resolveSibling(link.group(1));
        assertThat(target).as("linked by " + page.getKey()).exists();
      }
    }
  }

  private static void runs(Installation home, String command) throws Exception {
    String[] words = command.split(" ", -1);
    String[] arguments = Arrays.copyOfRange(words, 1, words.length);
    if (List.of(arguments).contains("--watch")) {
      Process watching = home.start(arguments);
      assertThat(watching.waitFor(2, TimeUnit.SECONDS)).as(command + " goes on").isFalse();
      watching.destroy();
      watching.waitFor();
    } else if (List.of(arguments).contains("--set-password")) {
      home.runTyping("a password of the page\n", arguments).mustSucceed();
    } else {
      home.run(arguments).mustSucceed();
    }
  }

  private static boolean isForAgent(String command) {
    return TO_THE_AGENT.contains(command.split(" ", -1)[1]);
  }

  /** The lines of all blocks of one language. */
  private static Set<String> shown(String language) throws IOException {
    Set<String> lines = new LinkedHashSet<>();
    for (String block : blocks(language)) {
      block.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(lines::add);
    }
    return lines;
  }

  private static List<String> blocks(String language) throws IOException {
    return pages().values().stream()
        .flatMap(text -> FENCE.matcher(text).results())
        .filter(block -> block.group(2).equals(language))
        .map(block -> block.group(3).stripTrailing().stripIndent())
        .toList();
  }

  private static Set<String> testClasses() throws IOException {
    try (Stream<Path> sources = Files.walk(Path.of("src/test/java"))) {
      return sources.map(source -> source.getFileName().toString().replace(".java", "")).collect(Collectors.toSet());
    }
  }

  private static Set<String> keys(String block) {
    return SETTING.matcher(block).results().map(setting -> setting.group(1)).collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static Face face() {
    return new Face(Terminal.ofThisProcess(), Map.of(), Places.ofThisUser());
  }

  private static Map<Path, String> pages() throws IOException {
    Map<Path, String> pages = new TreeMap<>();
    pages.put(Path.of("README.md"), Files.readString(Path.of("README.md")));
    try (Stream<Path> docs = Files.list(Path.of("docs"))) {
      for (Path page : docs.filter(path -> path.toString().endsWith(".md")).toList()) {
        pages.put(page, Files.readString(page));
      }
    }
    return pages;
  }
}
