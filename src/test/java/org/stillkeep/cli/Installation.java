package org.stillkeep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.logging.LogManager;
import java.util.stream.Stream;

/**
 * Stillkeep as somebody has it on their computer: a home folder with inbox, vault, export and configuration. Commands run in
 * processes of their own, as they do for people.
 */
public final class Installation {

  static final String PASSPHRASE = "correct horse battery staple";
  private static final long COMMAND_SECONDS = 300;

  private final Path home;
  private final Map<String, String> moreEnvironment = new HashMap<>();
  private String jvmFlags = "";
  private String moreLibraryLines = "";

  /** Tests take their time from nobody, and go on where somebody runs them on a battery. */
  private String politeLines = "nice = 0\ndisk = \"normal\"\non_battery = \"run\"\n";

  private Path inbox;
  private Path vault;
  private Path export;

  private Installation(Path home) {
    this.home = home;
    this.inbox = home.resolve("Inbox");
    this.vault = home.resolve("Vault");
    this.export = home.resolve("Export");
  }

  /** A fresh home with a configuration whose waiting times are short, and without a vault. */
  static Installation in(Path home) throws IOException {
    Installation installation = new Installation(home);
    Files.createDirectories(installation.inbox());
    installation.configure("");
    Files.writeString(installation.passphraseFile(), PASSPHRASE + "\n");
    return installation;
  }

  /** The same with a vault. */
  public static Installation withVault(Path home) throws Exception {
    Installation installation = in(home);
    installation.run("vault", "create").mustSucceed();
    return installation;
  }

  /** A fresh home whose library is an account on a server, in which nobody has logged in yet. */
  static Installation withAccount(Path home, URI server, String email) throws IOException {
    Installation installation = in(home);
    installation.useAccount(server, email);
    return installation;
  }

  /** One that is there already. */
  public static Installation at(Path home) {
    return new Installation(home);
  }

  /** A further home whose vault is a copy of this one's, kept key included: deriving a key takes seconds, copying none. */
  public Installation copyTo(Path otherHome) throws IOException {
    Installation copy = in(otherHome);
    copyTree(vault(), copy.vault());
    copyTree(state(), copy.state());
    return copy;
  }

  /** Copies a folder with all times and permissions. Sockets stay behind. */
  static void copyTree(Path from, Path to) throws IOException {
    try (Stream<Path> paths = Files.walk(from)) {
      for (Path path : paths.filter(path -> Files.isDirectory(path) || Files.isRegularFile(path)).toList()) {
        Files.copy(path, to.resolve(from.relativize(path).toString()), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  /** Its library is an account on a server from now on; a vault that is there stays there. */
  void useAccount(URI server, String email) throws IOException {
    moreLibraryLines = "kind = \"ente\"\n" + account(server, email);
    configure("");
  }

  /** Names an account besides the vault. */
  void nameAccount(URI server, String email) throws IOException {
    moreLibraryLines = account(server, email);
    configure("");
  }

  private static String account(URI server, String email) {
    return "server = \"" + server + "\"\nemail = \"" + email + "\"\nrefresh_seconds = 30\n";
  }

  /** Another folder for archives from now on. */
  public void dropAt(Path folder) throws IOException {
    inbox = Files.createDirectories(folder);
    configure("");
  }

  /** Another folder for the export from now on. */
  public void exportTo(Path folder) throws IOException {
    export = folder;
    configure("");
  }

  /** Its vault lies there from now on, as a copy of what it was. */
  public void moveVaultTo(Path folder) throws IOException {
    copyTree(vault, folder);
    vault = folder;
    configure("");
  }

  /** Writes the configuration again, with further lines at its top level. */
  void configure(String moreTopLevelLines) throws IOException {
    write(moreTopLevelLines, "[[export]]\npath = \"" + export() + "\"\n");
  }

  /** Writes the configuration again. */
  void write(String topLevelLines, String exportBlocks) throws IOException {
    Files.writeString(
        config(),
        "inbox = [\""
            + inbox()
            + "\"]\nstate = \""
            + state()
            + "\"\nscan_seconds = 1\nquiet_seconds = 0\ntime_zone = \"UTC\"\n"
            + topLevelLines
            + "[polite]\n"
            + politeLines
            + "[library]\npath = \""
            + vault()
            + "\"\n"
            + moreLibraryLines
            + exportBlocks);
  }

  /** Gives way to others as these lines say from now on, or as it does by default. */
  void bePolite(String lines) throws IOException {
    politeLines = lines;
    configure("");
  }

  /** Further flags for the virtual machine of the commands. */
  void jvmFlags(String flags) {
    jvmFlags = flags;
  }

  /** Further variables for the commands, such as those of a desktop. */
  void environment(Map<String, String> variables) {
    moreEnvironment.putAll(variables);
  }

  public Path inbox() {
    return inbox;
  }

  public Path vault() {
    return vault;
  }

  public Path export() {
    return export;
  }

  public Path state() {
    return home.resolve("state");
  }

  Path config() {
    return home.resolve("config.toml");
  }

  private Path passphraseFile() {
    return home.resolve("passphrase");
  }

  /** Runs a command to its end. */
  public Ended run(String... arguments) throws IOException, InterruptedException {
    return run(List.of(), arguments);
  }

  /** Runs a command to its end, under another program such as {@code strace}. */
  Ended run(List<String> under, String... arguments) throws IOException, InterruptedException {
    return end(builder(under, arguments), "");
  }

  /** Runs a command to its end within this process, which need not be started first. */
  public Ended runHere(String... arguments) {
    String[] all = Stream.concat(Stream.of(arguments), Stream.of("--config", config().toString())).toArray(String[]::new);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8), false);
    int exitCode = Main.run(all, terminal, Map.of());
    // As a process does at its end: the log lies on a disk that may have to go.
    LogManager.getLogManager().reset();
    return new Ended(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** Runs a command that is told the passphrase, if at all, on standard input. */
  Ended runTyping(String input, String... arguments) throws IOException, InterruptedException {
    ProcessBuilder builder = builder(List.of(), arguments);
    builder.environment().remove(Passphrases.FILE_VARIABLE);
    return end(builder, input);
  }

  private Ended end(ProcessBuilder builder, String input) throws IOException, InterruptedException {
    Path in = Files.writeString(Files.createTempFile(home, "in", ".txt"), input);
    Path out = Files.createTempFile(home, "out", ".txt");
    Path err = Files.createTempFile(home, "err", ".txt");
    Process process =
        builder.redirectInput(in.toFile()).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    if (!process.waitFor(COMMAND_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("did not end: " + builder.command() + "\n" + Files.readString(err));
    }
    Ended ended = new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
    for (Path each : List.of(in, out, err)) {
      Files.delete(each);
    }
    return ended;
  }

  /** Starts a command and lets it run. Its words go to {@link #agentLog}. */
  public Process start(String... arguments) throws IOException {
    return startUnder(List.of(), arguments);
  }

  /** As {@link #start}, under another program. */
  Process startUnder(List<String> program, String... arguments) throws IOException {
    return builder(program, arguments)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(agentLog().toFile()))
        .redirectError(ProcessBuilder.Redirect.appendTo(agentLog().toFile()))
        .start();
  }

  /** Starts a command as a desktop does, without a terminal, where no file names the passphrase. Its words go to {@link #agentLog}. */
  Process startUnattended(Map<String, String> environment, String... arguments) throws IOException {
    ProcessBuilder builder = builder(List.of(), arguments);
    List.of(Passphrases.FILE_VARIABLE, "DISPLAY", "WAYLAND_DISPLAY", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_RUNTIME_DIR")
        .forEach(builder.environment()::remove);
    builder.environment().putAll(environment);
    return builder
        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
        .redirectOutput(ProcessBuilder.Redirect.appendTo(agentLog().toFile()))
        .redirectError(ProcessBuilder.Redirect.appendTo(agentLog().toFile()))
        .start();
  }

  /** As {@link #run}, by somebody who names no configuration: it is at the usual place, if anywhere. */
  Ended runAtHome(String... arguments) throws IOException, InterruptedException {
    return end(atHome(arguments), "");
  }

  /** As {@link #start}, by somebody who names no configuration. */
  Process startAtHome(String... arguments) throws IOException {
    return atHome(arguments)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(agentLog().toFile()))
        .redirectError(ProcessBuilder.Redirect.appendTo(agentLog().toFile()))
        .start();
  }

  private ProcessBuilder atHome(String... arguments) throws IOException {
    ProcessBuilder builder = builder(List.of(), arguments);
    builder.command().subList(builder.command().size() - 2, builder.command().size()).clear();
    List.of("XDG_STATE_HOME", "XDG_CONFIG_HOME").forEach(builder.environment()::remove);
    return builder;
  }

  /** What started commands said. */
  public Path agentLog() {
    return home.resolve("agent.log");
  }

  /** The running agent's status, or a node without {@code state} when none answers. */
  JsonNode status() throws IOException, InterruptedException {
    return new ObjectMapper().readTree(run("status", "--json").out());
  }

  private ProcessBuilder builder(List<String> under, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(under);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:-UsePerfData", "-Xshare:auto"));
    if (!arguments[0].equals("vault")) {
      // Starts sooner; but deriving a key takes seconds, and half of them with the better compiler.
      command.add("-XX:TieredStopAtLevel=1");
    }
    Stream.of(jvmFlags.split(" ")).filter(flag -> !flag.isEmpty()).forEach(command::add);
    command.addAll(List.of("-cp", classPath(), "org.stillkeep.cli.Main"));
    command.addAll(List.of(arguments));
    command.addAll(List.of("--config", config().toString()));
    ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
    builder.environment().put(Passphrases.FILE_VARIABLE, passphraseFile().toString());
    builder.environment().put("LC_ALL", "C.UTF-8");
    // Whoever runs the tests keeps their own keychain and notices.
    List.of("DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR", "DISPLAY", "WAYLAND_DISPLAY").forEach(builder.environment()::remove);
    builder.environment().putAll(moreEnvironment);
    builder.environment().put("HOME", home.toString());
    return builder;
  }

  static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  /** Every file below a folder by its relative path, with its bytes' hash and its time: equal maps mean nothing was written. */
  static Map<String, String> snapshot(Path folder) throws IOException {
    Map<String, String> snapshot = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.toList()) {
        String content = Files.isRegularFile(path) ? Integer.toHexString(Arrays.hashCode(Files.readAllBytes(path))) : "";
        snapshot.put(folder.relativize(path).toString(), content + " " + Files.getLastModifiedTime(path));
      }
    }
    return snapshot;
  }

  /** All regular files below a folder, relative, without our own bookkeeping. */
  static List<String> files(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths
          .filter(Files::isRegularFile)
          .map(path -> folder.relativize(path).toString())
          .filter(name -> !name.startsWith(".stillkeep"))
          .sorted()
          .toList();
    }
  }

  /** Appends to a file, as a slow copy does. */
  static void append(Path file, byte[] bytes) throws IOException {
    Files.write(file, bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** How a command ended, and what it said. */
  public record Ended(int exitCode, String out, String err) {

    /** All of its words. */
    public String words() {
      return out + err;
    }

    public Ended mustSucceed() {
      assertThat(exitCode).as("exit code; it said:%n%s%s", out, err).isZero();
      return this;
    }

    Ended mustFailWith(ExitCode expected) {
      assertThat(exitCode).as("exit code; it said:%n%s%s", out, err).isEqualTo(expected.number());
      assertThat(err).contains("error: ").contains("hint: ").doesNotContain("Exception").doesNotContain("\tat ");
      return this;
    }

  }
}
