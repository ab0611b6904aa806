package org.stillkeep.installer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program that was run to its end, and what it said on both streams. */
record Ran(List<String> command, int exitCode, String said) {

  private static final long MINUTES = 10;

  /** Runs a program in a folder, with further variables in its environment. */
  static Ran run(Path folder, Map<String, String> environment, List<String> command) throws IOException, InterruptedException {
    Path output = Files.createTempFile("stillkeep-ran", ".txt");
    try {
      ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
      builder.redirectErrorStream(true).redirectOutput(output.toFile()).redirectInput(Path.of("/dev/null").toFile());
      builder.environment().putAll(environment);
      Process process = builder.start();
      if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new AssertionError("did not end: " + command + "\n" + Files.readString(output));
      }
      // Not every word of every program is UTF-8.
      return new Ran(command, process.exitValue(), new String(Files.readAllBytes(output), StandardCharsets.ISO_8859_1));
    } finally {
      Files.delete(output);
    }
  }

  /** Runs a program. */
  static Ran run(String... command) throws IOException, InterruptedException {
    return run(Path.of("."), Map.of(), List.of(command));
  }

  /** Fails the test, with the program's words, when it failed. */
  Ran mustSucceed() {
    assertThat(exitCode).as("exit code of %s; it said:%n%s", command, said).isZero();
    return this;
  }

  /** Skips the test where this machine lacks a program. */
  static void assumeInstalled(String program) {
    boolean installed =
        Stream.of(System.getenv("PATH").split(":")).anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    assumeTrue(installed, () -> "skipped: " + program + " is not installed");
  }

  /** The files below a folder of the source tree with such an ending. */
  static List<String> filesBelow(String folder, String... endings) {
    try (Stream<Path> files = Files.walk(Path.of(folder))) {
      return files.map(Path::toString).filter(name -> Stream.of(endings).anyMatch(name::endsWith)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
