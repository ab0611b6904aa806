package org.stillkeep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.ente.server.EnteServerProcess;

/**
 * How fast imports into an Ente account are, beside plain PUTs of the very objects that the import made, to the same server in
 * the same run. Not a test of the build, which its name keeps it out of: {@code src/bench/ente.sh} runs it. Server, program and
 * plain client are processes of their own, all on this computer, and share its processors.
 *
 * <p>{@code -Dstillkeep.bench.files}, {@code .mib} (of the large file), {@code .flags} (of the program's
 * virtual machine, after the launcher's own).
 */
class EnteThroughputBench {

  private static final int FILES = Integer.getInteger("stillkeep.bench.files", 1_000);
  private static final long LARGE_BYTES = Long.getLong("stillkeep.bench.mib", 300) << 20;

  /** As many as an import sends at once that was told nothing. */
  private static final int UPLOADS = 4;

  private static final String FLAGS = System.getProperty("stillkeep.bench.flags", "");
  private static final List<String> SERVER_FLAGS = List.of("-XX:+UseSerialGC", "-Xmx768m");
  private static final int WARM_UP_OBJECTS = 1_000;
  private static final int WARM_UP_BYTES = 40_000;
  private static final String EMAIL = "ada@example.org";

  @TempDir Path folder;

  /**
   * Where the server keeps the objects, {@code -Dstillkeep.bench.server}: another disk than the program's, or memory, as it would
   * be. On the same one, each commit of the program waits until everything that the server was just sent is on disk, too.
   */
  private Path serverFolder;

  @BeforeEach
  void chooseServerFolder() throws IOException {
    String chosen = System.getProperty("stillkeep.bench.server", folder.toString());
    serverFolder = Files.createTempDirectory(Path.of(chosen), "stillkeep-bench-server");
  }

  @AfterEach
  void deleteServerFolder() throws IOException {
    try (Stream<Path> all = Files.walk(serverFolder)) {
      deleteAll(all.sorted(Comparator.reverseOrder()).toList());
    }
  }

  private static void deleteAll(List<Path> paths) throws IOException {
    for (Path each : paths) {
      Files.delete(each);
    }
  }

  @Test
  void manySmallFiles() throws Exception {
    try (EnteServerProcess server = server();
        PlainClient plain = plain(server);
        BenchTakeout takeout = new BenchTakeout(archive())) {
      for (int i = 0; i < FILES; i++) {
        takeout.photo(i);
      }
      takeout.close();
      Figures ours = imported(server, 2 * FILES);
      compare("plain PUTs", plain.put(ours.objects()), ours);
      compare("plain PUTs and POST /files", plain.putAndRegister(ours.objects()), ours);
    }
  }

  @Test
  void oneLargeFile() throws Exception {
    try (EnteServerProcess server = server();
        PlainClient plain = plain(server);
        BenchTakeout takeout = new BenchTakeout(archive())) {
      takeout.video(LARGE_BYTES);
      takeout.close();
      Figures ours = imported(server, 2);
      Path content = ours.objects().get(1);
      compare("plain PUTs of parts, one at a time", plain.putParts(content, 1), ours);
      // It may be memory that they take.
      deleteAll(objects(plain.userId()));
      compare("plain PUTs of parts, " + UPLOADS + " at a time", plain.putParts(content, UPLOADS), ours);
    }
  }

  /** @param objects of the import, by length */
  private record Figures(double seconds, List<Path> objects) {

    double megabytes() {
      return objects.stream().mapToLong(each -> each.toFile().length()).sum() / 1e6;
    }

    String of(double otherSeconds) {
      return String.format(
          Locale.ROOT, "%.1f s, %.1f MB of ciphertext, %.2f MB/s, %.1f files/s", otherSeconds, megabytes(),
          megabytes() / otherSeconds, objects.size() / 2.0 / otherSeconds);
    }
  }

  private EnteServerProcess server() throws IOException {
    return EnteServerProcess.start(serverFolder, SERVER_FLAGS);
  }

  private Path archive() {
    return folder.resolve("takeout-20240601T101010Z-001.zip");
  }

  /** What the server's first thousand answers take says more about its compiler than about anything else. */
  private PlainClient plain(EnteServerProcess server) throws IOException {
    PlainClient plain = new PlainClient(server.uri(), server.account("plain@example.org"), UPLOADS);
    Path object = Files.write(folder.resolve("object"), new byte[WARM_UP_BYTES]);
    plain.putAndRegister(Stream.generate(() -> object).limit(WARM_UP_OBJECTS).toList());
    return plain;
  }

  private Figures imported(EnteServerProcess server, int objects) throws Exception {
    long userId = server.account(EMAIL).userId();
    Installation home = Installation.withAccount(folder.resolve("home"), server.uri(), EMAIL);
    home.run("ente", "login").mustSucceed();
    Path collections = folder.resolve("gc.log");
    home.jvmFlags(
        "@" + Path.of("installer", "jvm.options").toAbsolutePath()
            + " -XX:TieredStopAtLevel=4 -Djava.awt.headless=true -Xlog:gc:file=" + collections + " " + FLAGS);
    ProcessCost cost = ProcessCost.of(home.start("import", archive().toString()), collections);
    assertThat(cost.exitCode()).as("exit code; it said %s", Files.readString(home.agentLog())).isZero();
    Files.delete(archive());
    Figures ours = new Figures(cost.seconds(), objects(userId));
    assertThat(ours.objects()).hasSize(objects);
    System.out.println("import: " + ours.of(cost.seconds()));
    System.out.println("                 " + cost);
    return ours;
  }

  /** By length. */
  private List<Path> objects(long userId) throws IOException {
    try (Stream<Path> files = Files.list(serverFolder.resolve("objects/objects/" + userId))) {
      return files.sorted(Comparator.comparingLong(each -> each.toFile().length())).toList();
    }
  }

  private static void compare(String what, double seconds, Figures ours) {
    System.out.println(what + ": " + ours.of(seconds));
    System.out.printf(Locale.ROOT, "                 ratio of the import to it: %.2f%n", seconds / ours.seconds());
  }
}
