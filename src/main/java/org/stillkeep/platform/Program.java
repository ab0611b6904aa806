package org.stillkeep.platform;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Runs another program once: never through a shell, with nothing secret in its environment, for a bounded time, and keeping
 * no more than a little of what it prints.
 */
public final class Program {

  private static final int MAX_OUTPUT_BYTES = 8 << 10;
  private static final Duration LAST_WORDS = Duration.ofSeconds(1);

  private final List<String> command;
  private final Map<String, String> variables;

  /**
   * @param command the program, and its arguments as they are
   * @param variables environment variables that it gets on top of ours
   */
  public Program(List<String> command, Map<String, String> variables) {
    this.command = List.copyOf(command);
    this.variables = Map.copyOf(variables);
  }

  /**
   * How a run ended.
   *
   * @param exitCode the program's; -1 when it was killed for taking too long
   * @param output the beginning of what it printed, errors included
   */
  public record Ending(int exitCode, String output) {

    public boolean isLate() {
      return exitCode < 0;
    }
  }

  /**
   * Runs it to its end, and kills it with its children when that takes too long.
   *
   * @param input what it may read on standard input
   * @throws IOException if it cannot be started
   * @throws InterruptedException if this thread is to end; the program is killed then
   */
  public Ending run(byte[] input, Duration patience) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(Program::isOurs);
    builder.environment().putAll(variables);
    Process process = builder.start();
    AtomicReference<String> output = new AtomicReference<>("");
    Thread reader = helper(() -> output.set(beginning(process.getInputStream())));
    helper(() -> feed(process.getOutputStream(), input));
    try {
      boolean ended = process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
      if (!ended) {
        kill(process);
      }
      // Whatever it left running may hold its output open.
      reader.join(LAST_WORDS.toMillis());
      return new Ending(ended ? process.exitValue() : -1, output.get());
    } finally {
      kill(process);
    }
  }

  /** What says where our secrets are, or speaks for us to the service manager. */
  private static boolean isOurs(String variable) {
    return variable.startsWith("STILLKEEP_")
        || variable.startsWith("WATCHDOG_")
        || variable.equals("CREDENTIALS_DIRECTORY")
        || variable.equals("NOTIFY_SOCKET");
  }

  private static void kill(Process process) {
    // By its handle, since Process closes the output that is still to be read.
    kill(process.toHandle());
  }

  /** From the top down: a parent that outlived its child would go on with whatever came next. */
  private static void kill(ProcessHandle process) {
    List<ProcessHandle> children = process.children().toList();
    process.destroyForcibly();
    children.forEach(Program::kill);
  }

  private static Thread helper(Runnable work) {
    Thread thread = new Thread(work, "program");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static void feed(OutputStream out, byte[] input) {
    try (out) {
      out.write(input);
    } catch (IOException e) {
      // It need not read what it is offered.
      return;
    }
  }

  /** Reads to the end, so that the program never waits for us, and keeps the beginning. */
  private static String beginning(InputStream in) {
    try (in) {
      byte[] first = in.readNBytes(MAX_OUTPUT_BYTES);
      in.transferTo(OutputStream.nullOutputStream());
      return new String(first, StandardCharsets.UTF_8);
    } catch (IOException e) {
      // It was killed; that is what is told of it.
      return "";
    }
  }
}
