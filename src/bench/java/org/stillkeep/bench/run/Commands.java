package org.stillkeep.bench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Runs commands in a folder, one at a time, with an environment that knows nothing of whoever runs the benchmark. */
final class Commands {

  /**
   * The shell reaps the command, so that its own account of its children has exactly what the command took, descendants and the
   * writing back included.
   */
  private static final String MEASURING =
      "figures=$1 synced=$2; shift 2; \"$@\"; code=$?; "
          + "[ -z \"$synced\" ] || sync -f \"$synced\" || code=$?; "
          + "times > \"$figures\"; cat /proc/$$/io >> \"$figures\"; exit $code";

  private static final long TAIL_BYTES = 2_000;

  private final Path folder;
  private final Path log;
  private final Map<String, String> environment;

  /** @param folder the home folder and the working folder of all commands */
  Commands(Path folder, Map<String, String> environment) {
    this.folder = folder;
    this.log = folder.resolve("said.log");
    this.environment = Map.copyOf(environment);
  }

  /** Runs a command of which nothing is to be known but that it succeeded; returns what it said. */
  String run(List<String> command) throws IOException, InterruptedException, FailedCommandException {
    end(start(command), command);
    return Files.readString(log).strip();
  }

  /** Runs a command to its end; if it writes files, until they are on the disk. */
  Measured measure(List<String> command, boolean writes) throws IOException, InterruptedException, FailedCommandException {
    Path figures = Files.createTempFile(folder, "figures", ".txt");
    List<String> whole = new ArrayList<>(List.of("sh", "-c", MEASURING, "sh", figures.toString(), writes ? folder.toString() : ""));
    whole.addAll(command);
    long begin = System.nanoTime();
    Process process = start(whole);
    try (PeakMemory memory = new PeakMemory(process.pid())) {
      end(process, command);
      double wallSeconds = (System.nanoTime() - begin) / 1e9;
      return figures(Files.readAllLines(figures), wallSeconds, memory.peakBytes());
    } finally {
      Files.delete(figures);
    }
  }

  private Process start(List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.redirectInput(Path.of("/dev/null").toFile()).redirectOutput(log.toFile());
    Map<String, String> variables = builder.environment();
    variables.keySet().retainAll(List.of("PATH", "LD_LIBRARY_PATH", "TMPDIR"));
    variables.put("HOME", folder.toString());
    variables.put("LC_ALL", "C.UTF-8");
    variables.putAll(environment);
    return builder.start();
  }

  private void end(Process process, List<String> command) throws IOException, InterruptedException, FailedCommandException {
    try {
      if (process.waitFor() != 0) {
        throw new FailedCommandException(command, "exit code " + process.exitValue() + "\n" + tail());
      }
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private String tail() throws IOException {
    String said = Files.readString(log);
    return said.substring((int) Math.max(0, said.length() - TAIL_BYTES));
  }

  /** Two lines of {@code times}, the second of the children, then {@code /proc/PID/io}. */
  private static Measured figures(List<String> lines, double wallSeconds, long peakBytes) {
    String[] cpu = lines.get(1).split(" ", -1);
    Map<String, Long> io = new TreeMap<>();
    for (String line : lines.subList(2, lines.size())) {
      String[] words = line.split(": ", -1);
      io.put(words[0], Long.valueOf(words[1]));
    }
    return new Measured(
        wallSeconds,
        seconds(cpu[0]),
        seconds(cpu[1]),
        peakBytes,
        io.get("rchar"),
        io.get("wchar"),
        io.get("read_bytes"),
        io.get("write_bytes"));
  }

  /** Reads {@code 1m2.345s}. */
  private static double seconds(String text) {
    int minutes = text.indexOf('m');
    return 60 * Double.parseDouble(text.substring(0, minutes)) + Double.parseDouble(text.substring(minutes + 1, text.length() - 1));
  }
}
