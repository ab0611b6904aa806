package org.stillkeep.media;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.stillkeep.media.Inscriber.Copied;

/**
 * Phil Harvey's ExifTool, where it is installed: it writes metadata into HEIC, RAW and videos. One process for each file, its
 * arguments on standard input, never through a shell; the file comes back on standard output, and nothing else is written.
 */
public final class ExifTool {

  private static final List<String> NAMES = List.of("exiftool", "exiftool.exe");
  private static final int BUFFER_BYTES = 256 * 1024;

  /** Between two pieces of its output; a video of many gigabytes on a slow disk takes its time as a whole. */
  private static final long MAX_SILENT_SECONDS = 120;

  private static final long LOOK_EVERY_MILLIS = 100;

  private final Path program;

  private ExifTool(Path program) {
    this.program = program;
  }

  /**
   * Looks for it in the folders of a search path.
   *
   * @param searchPath as in the environment's {@code PATH}; relative folders in it are not searched
   */
  public static Optional<ExifTool> find(String searchPath) {
    for (String folder : searchPath.split(File.pathSeparator, -1)) {
      for (String name : NAMES) {
        Optional<Path> program = programIn(folder, name);
        if (program.isPresent()) {
          return program.map(ExifTool::new);
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Path> programIn(String folder, String name) {
    try {
      Path program = Path.of(folder, name);
      return program.isAbsolute() && Files.isRegularFile(program) && Files.isExecutable(program)
          ? Optional.of(program)
          : Optional.empty();
    } catch (InvalidPathException e) {
      // No folder of this computer.
      return Optional.empty();
    }
  }

  /** Where it is installed. */
  public Path program() {
    return program;
  }

  /** Its version, as it says; empty when it does not even run. */
  public Optional<String> version() throws IOException {
    Process process = start("-ver");
    process.getOutputStream().close();
    try (Watch watch = new Watch(process, () -> false)) {
      String said = new String(process.getInputStream().readNBytes(BUFFER_BYTES), StandardCharsets.UTF_8).strip();
      return watch.endedWell() && !said.isEmpty() ? Optional.of(said) : Optional.empty();
    }
  }

  /**
   * Writes a file, with what it lacks, to the target.
   *
   * @param source the file as it is; it is only read
   * @param copied what is known of it
   * @param stopRequested asked ten times a second; the process is ended if so
   * @return whether it was done; otherwise what was written to the target is of no use
   * @throws IOException when the target cannot be written, or the program not be started
   * @throws CancellationException when stopped
   */
  public boolean inscribe(Path source, Copied copied, OutputStream target, BooleanSupplier stopRequested)
      throws IOException {
    List<String> arguments = ExifToolArguments.of(source, copied.type(), copied.lacking());
    if (arguments.stream().anyMatch(argument -> argument.indexOf('\n') >= 0 || argument.indexOf('\r') >= 0)) {
      // Only the file's own path can: its arguments are lines, and this one would be two.
      return false;
    }
    Process process = start("-@", "-");
    try (Watch watch = new Watch(process, stopRequested)) {
      try (OutputStream lines = process.getOutputStream()) {
        lines.write((String.join("\n", arguments) + "\n").getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        // It ended, or was ended, without reading them.
        watch.endedWell();
        return false;
      }
      boolean any = pass(process.getInputStream(), target, watch);
      return watch.endedWell() && any;
    }
  }

  /** Without a configuration file: that would be a program of its own. */
  private Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(program.toString(), "-config", ""));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  private static boolean pass(InputStream output, OutputStream target, Watch watch) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    boolean any = false;
    while (true) {
      watch.silence();
      int n = output.read(buffer);
      watch.sound();
      if (n < 0) {
        return any;
      }
      any = true;
      target.write(buffer, 0, n);
    }
  }

  /** Ends the process when the caller has to stop, or when it is silent for too long. A thread of its own, until closed. */
  private static final class Watch implements AutoCloseable {

    private final Process process;
    private final BooleanSupplier stopRequested;
    private final Thread thread = new Thread(this::watch, "stillkeep-exiftool");

    /** Since when its output is waited for. */
    private volatile long silentSinceNanos = System.nanoTime();

    /** False while the target takes its time. */
    private volatile boolean waiting = true;
    private volatile boolean stopped;

    Watch(Process process, BooleanSupplier stopRequested) {
      this.process = process;
      this.stopRequested = stopRequested;
      thread.setDaemon(true);
      thread.start();
    }

    void silence() {
      silentSinceNanos = System.nanoTime();
      waiting = true;
    }

    void sound() {
      waiting = false;
    }

    /** Waits for the end. CancellationException if it was ended because the caller has to stop. */
    boolean endedWell() {
      silence();
      int code = process.onExit().join().exitValue();
      if (stopped) {
        throw new CancellationException("stopped");
      }
      return code == 0;
    }

    private void watch() {
      try {
        while (!process.waitFor(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
          stopped = stopped || stopRequested.getAsBoolean();
          boolean tooLong = System.nanoTime() - silentSinceNanos > TimeUnit.SECONDS.toNanos(MAX_SILENT_SECONDS);
          if (stopped || (waiting && tooLong)) {
            end();
          }
        }
      } catch (InterruptedException e) {
        // Closed: there is nobody left to watch for.
        end();
      }
    }

    /** Ends it, and first what it has started itself (a launcher's program), which would keep the output open. */
    private void end() {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }

    /** Whatever came between, no process stays behind. */
    @Override
    public void close() {
      end();
      thread.interrupt();
    }
  }
}
