package org.stillkeep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What every start of the program pays for. */
class StartTest {

  /** The race between libsodium and our own code takes half a second. */
  @Test
  void noCommandChoosesACipherBeforeThereIsMuchToSeal() throws Exception {
    assertThat(saidBy("inspect", "--help"))
        .anyMatch(line -> line.contains(InspectCommand.class.getName()))
        .noneMatch(line -> line.contains("com.sun.jna.") || line.contains("org.stillkeep.crypto.Race"));
  }

  @Test
  void aCommandBelowAnotherSaysTheVersion() throws Exception {
    assertThat(saidBy("vault", "create", "--version"))
        .anyMatch(line -> line.startsWith("stillkeep "))
        .anyMatch(line -> line.startsWith("crypto: "));
  }

  /** The lines that a command writes, and one for each class that it loads. */
  private static List<String> saidBy(String... arguments) throws IOException, InterruptedException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    List<String> command = new ArrayList<>(List.of(java.toString(), "-Xlog:class+load"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    List<String> lines = process.inputReader().lines().toList();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return lines;
  }
}
