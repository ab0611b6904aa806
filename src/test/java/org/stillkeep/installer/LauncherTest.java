package org.stillkeep.installer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the launchers pass on to Java: here a script that says what it was given. */
class LauncherTest {

  private static final String SAYS_ITS_ARGUMENTS =
      """
      #!/bin/sh
      if [ "$1" = -version ]; then echo 'openjdk version "17.0.1"' >&2; else printf '%s\\n' "$@"; fi
      """;

  @TempDir private Path folder;

  private Path packaged;
  private Path unpacked;

  @BeforeEach
  void install() throws Exception {
    packaged = launcher("installer/linux/stillkeep", "opt/bin/stillkeep", "opt/lib/runtime/bin/java");
    unpacked = launcher("stillkeep", "release/stillkeep", "jdk/bin/java");
    Files.createDirectory(folder.resolve("release/lib"));
    Files.createFile(folder.resolve("release/lib/stillkeep.jar"));
  }

  private Path launcher(String script, String target, String java) throws Exception {
    Path file = folder.resolve(target);
    Files.createDirectories(file.getParent());
    Files.copy(Path.of(script), file);
    Path runtime = folder.resolve(java);
    Files.createDirectories(runtime.getParent());
    Files.writeString(runtime, SAYS_ITS_ARGUMENTS);
    for (Path program : List.of(file, runtime)) {
      Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    return file;
  }

  private Ran run(Path launcher, Map<String, String> environment) throws Exception {
    Map<String, String> all = new HashMap<>(environment);
    all.put("JAVA_HOME", folder.resolve("jdk").toString());
    return Ran.run(folder, all, List.of(launcher.toString(), "status"));
  }

  @Test
  void theMemoryThatIsSaidIsTheHeaps() throws Exception {
    for (Path launcher : List.of(packaged, unpacked)) {
      assertThat(run(launcher, Map.of("STILLKEEP_MEMORY", "96m")).mustSucceed().said().lines())
          .contains("-Xmx96m", "status")
          .filteredOn(argument -> argument.startsWith("-Xmx"))
          .hasSize(1);
      assertThat(run(launcher, Map.of()).mustSucceed().said()).as("jvm.options says what is usual").doesNotContain("-Xmx");
    }
  }

  @Test
  void flagsOfTheVirtualMachineComeLast() throws Exception {
    Map<String, String> both = Map.of("STILLKEEP_MEMORY", "96m", "STILLKEEP_JAVA_OPTS", "-Xmx1g -Done=1");
    for (Path launcher : List.of(packaged, unpacked)) {
      List<String> arguments = run(launcher, both).mustSucceed().said().lines().toList();
      assertThat(arguments).containsSubsequence("-Xmx96m", "-Xmx1g", "-Done=1", "-jar", "status");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"96", "m", "96 m", "96MB", "-1m", "a lot", "1.5g", "96m -Dx=1"})
  void whatIsNoAmountIsRefused(String amount) throws Exception {
    for (Path launcher : List.of(packaged, unpacked)) {
      Ran refused = run(launcher, Map.of("STILLKEEP_MEMORY", amount));
      assertThat(refused.exitCode()).isEqualTo(2);
      assertThat(refused.said()).isEqualTo("error: STILLKEEP_MEMORY=" + amount + " is no amount of memory\nhint: write it like 96m or 1g\n");
    }
  }
}
