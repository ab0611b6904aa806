package org.stillkeep.tray;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A {@link TrayApp} on a {@link Desktop}. */
final class RunningApp implements Closeable {

  private final Process process;
  private final Path said;

  private RunningApp(Process process, Path said) {
    this.process = process;
    this.said = said;
  }

  /** Starts it, under another program such as {@code strace} if one is given. */
  static RunningApp on(Desktop desktop, Path home, String... under) throws IOException {
    Path said = home.resolve("app.log");
    List<String> command = new ArrayList<>(List.of(under));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-cp", classPath()));
    command.addAll(List.of(TrayApp.class.getName(), home.resolve("icons").toString(), home.resolve("inbox").toString()));
    ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
    builder.environment().clear();
    builder.environment().putAll(desktop.environment());
    builder.redirectErrorStream(true).redirectOutput(said.toFile());
    return new RunningApp(builder.start(), said);
  }

  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  /** Shows a situation, or asks for something. */
  void tell(String line) throws IOException {
    Writer in = process.outputWriter(StandardCharsets.UTF_8);
    in.write(line + "\n");
    in.flush();
  }

  /** Waits for a line that starts so, and returns it. */
  String awaitLine(String start) {
    await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(() -> assertThat(said().lines()).anyMatch(line -> line.startsWith(start)));
    return said().lines().filter(line -> line.startsWith(start)).findFirst().orElseThrow();
  }

  /** All that it has said. */
  String said() {
    try {
      return Files.readString(said);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for its end, five seconds at most, and returns the exit code. */
  int awaitEnd() {
    await().atMost(Duration.ofSeconds(5)).until(() -> !process.isAlive());
    return process.exitValue();
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().onExit().join();
  }
}
