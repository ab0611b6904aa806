package org.stillkeep.installer;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Packages built for tests: all of one tree, and packed quickly rather than small. */
final class Packages {

  private static final Map<String, String> QUICKLY =
      Map.of("DPKG_DEB_COMPRESSOR_TYPE", "zstd", "DPKG_DEB_COMPRESSOR_LEVEL", "1");

  /** Whether the tree is that of this jar; who writes a test may say so for the tree of the run before. */
  private static boolean treeIsNew = Boolean.getBoolean("stillkeep.reuse-tree");

  private Packages() {}

  /** Where the results lie. */
  static Path folder() {
    return Path.of("target", "installer-test").toAbsolutePath();
  }

  /** The tree of files that every package is made of. */
  static Path tree() throws IOException, InterruptedException {
    build("--type", "tree");
    return folder().resolve("stillkeep");
  }

  /** Builds a .deb that bears this version. */
  static Path deb(String version) throws IOException, InterruptedException {
    build("--type", "deb", "--package-version", version);
    return find("stillkeep_" + version);
  }

  /** Builds a .rpm that bears this version. */
  static Path rpm(String version) throws IOException, InterruptedException {
    build("--type", "rpm", "--package-version", version);
    return find("stillkeep-" + version);
  }

  private static synchronized void build(String... arguments) throws IOException, InterruptedException {
    try (Stream<Path> built = Files.list(Files.createDirectories(Path.of("target")))) {
      boolean jar = built.anyMatch(file -> file.getFileName().toString().matches("stillkeep-[0-9.]+\\.jar"));
      assumeTrue(jar, "skipped: there is no jar yet; the phase package makes it");
    }
    List<String> command = new ArrayList<>(List.of("sh", "installer/linux/build.sh", "--out", folder().toString()));
    command.addAll(List.of(arguments));
    if (treeIsNew) {
      command.add("--reuse");
    }
    Ran.run(Path.of("."), QUICKLY, command).mustSucceed();
    treeIsNew = true;
  }

  private static Path find(String prefix) throws IOException {
    try (Stream<Path> files = Files.list(folder())) {
      return files.filter(file -> file.getFileName().toString().startsWith(prefix)).findFirst().orElseThrow();
    }
  }
}
