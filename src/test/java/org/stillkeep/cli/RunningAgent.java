package org.stillkeep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.stillkeep.agent.ControlClient;

/** An agent in a process of its own. */
final class RunningAgent implements AutoCloseable {

  private static final Path PROC = Path.of("/proc");

  private final Installation installation;
  private final Process process;

  private RunningAgent(Installation installation, Process process) {
    this.installation = installation;
    this.process = process;
  }

  /** Starts it, and waits until it answers. */
  static RunningAgent of(Installation installation) throws Exception {
    return of(installation, "run", "--headless");
  }

  /** The same with a tray icon, if its environment has a place for one. */
  static RunningAgent withTray(Installation installation) throws Exception {
    return of(installation, "run");
  }

  /** The same under another program, such as one that takes something away from it. */
  static RunningAgent under(List<String> program, Installation installation) throws Exception {
    return answering(new RunningAgent(installation, installation.startUnder(program, "run", "--headless")));
  }

  private static RunningAgent of(Installation installation, String... command) throws Exception {
    return answering(new RunningAgent(installation, installation.start(command)));
  }

  private static RunningAgent answering(RunningAgent agent) throws Exception {
    boolean answers = false;
    try {
      agent.awaitStatus(Duration.ofSeconds(60), status -> status.has("state"));
      answers = true;
      return agent;
    } finally {
      if (!answers) {
        agent.kill();
      }
    }
  }

  /** Its status; a node without anything when it does not answer yet. */
  JsonNode status() throws IOException {
    return new ControlClient(installation.state())
        .send(ControlClient.command("status"))
        .map(answer -> answer.path("status"))
        .orElse(MissingNode.getInstance());
  }

  /** The process. */
  ProcessHandle handle() {
    return process.toHandle();
  }

  /** Waits until its status is so. */
  void awaitStatus(Duration atMost, Predicate<JsonNode> condition) throws Exception {
    await()
        .atMost(atMost)
        .until(
            () -> {
              assertThat(process.isAlive()).as("the agent runs; it said %s", installation.agentLog()).isTrue();
              return condition.test(status());
            });
  }

  /** Sends the signal that a service manager sends, and waits for the end. */
  void terminate(Duration atMost) throws InterruptedException {
    process.destroy();
    assertThat(process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)).as("ended within " + atMost).isTrue();
  }

  /** Sends another signal that ends it, and waits for the end. */
  void end(String signal, Duration atMost) throws IOException, InterruptedException {
    signal(signal);
    assertThat(process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)).as("ended within " + atMost).isTrue();
  }

  /** Lets it stand still, as a computer that sleeps does. */
  void freeze() throws IOException, InterruptedException {
    signal("STOP");
  }

  /** Lets it go on. */
  void thaw() throws IOException, InterruptedException {
    signal("CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor()).isZero();
  }

  /** Ends it as a failing computer does. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Whatever the test came to, no process outlives it. That is no crash. */
  @Override
  public void close() throws InterruptedException, IOException {
    kill();
    Files.deleteIfExists(installation.state().resolve(RecentStarts.FILE_NAME));
  }

  /** How many bytes it has written to disks in all; always the same where the system does not tell. */
  long bytesWritten() throws IOException {
    return proc(process, "io", "write_bytes:");
  }

  /** How many bytes it has read in all, from disks and caches alike; always the same where the system does not tell. */
  long bytesRead() throws IOException {
    return proc(process, "io", "rchar:");
  }

  /** The most memory a process ever had resident, in KiB; 0 when it has ended, and where the system does not tell. */
  static long peakResidentKib(Process process) throws IOException {
    return proc(process, "status", "VmHWM:");
  }

  private static long proc(Process process, String file, String key) throws IOException {
    Path path = PROC.resolve(Long.toString(process.pid())).resolve(file);
    if (!Files.isReadable(path)) {
      return 0;
    }
    try (Stream<String> lines = Files.lines(path)) {
      return lines
          .filter(line -> line.startsWith(key))
          .mapToLong(line -> Long.parseLong(line.substring(key.length()).replaceAll("\\D", "")))
          .findFirst()
          .orElse(0);
    }
  }

  /** Sizes and times of all that lies in vault, export and state folder, and how much it has written in all. */
  Map<String, String> activity() throws IOException {
    Map<String, String> facts = new TreeMap<>();
    facts.put("bytes written", Long.toString(bytesWritten()));
    for (Path folder : List.of(installation.vault(), installation.export(), installation.state())) {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              // The catalog's journal is cut once more when the agent rests, and is empty before and after.
              boolean isEmpty = attributes.size() == 0;
              facts.put(file.toString(), isEmpty ? "empty" : attributes.size() + " " + attributes.lastModifiedTime());
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
              facts.put(file.toString(), "went away");
              return FileVisitResult.CONTINUE;
            }
          });
    }
    return facts;
  }
}
