package org.stillkeep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.asset.Asset;
import org.stillkeep.catalog.AssetState;
import org.stillkeep.ente.EnteLibrary;
import org.stillkeep.ente.server.EnteServerForTests;
import org.stillkeep.ente.server.EnteServerProcess;
import org.stillkeep.ente.server.Faults;
import org.stillkeep.ente.server.Owner;
import org.stillkeep.ente.server.SeenRequest;
import org.stillkeep.faults.Covers;
import org.stillkeep.files.DurableFiles;

/**
 * {@code kill -9} at random moments, of commands and a running agent whose library is an Ente account, and of the server.
 *
 * <p>{@code -Dstillkeep.slow=true} makes it 50 kills, {@code -Dstillkeep.seed} repeats a run's choices.
 */
@Covers("F67")
class EnteCrashTest {

  private static final int KILLS = Boolean.getBoolean("stillkeep.slow") ? 50 : 10;
  private static final int KILLS_EACH = 5;
  private static final long SEED = Long.getLong("stillkeep.seed", System.nanoTime());
  private static final int PHOTOS_EACH = 25;
  private static final String EMAIL = "ada@example.org";

  @TempDir private Path folder;

  private final Random random = new Random(SEED);
  private final List<CrashTakeout> takeouts = new ArrayList<>();
  private Installation home;
  private long jobMillis;

  @Test
  void everythingIsThereOnceAfterManyKills() throws Exception {
    System.out.println("EnteCrashTest: -Dstillkeep.seed=" + SEED);
    try (EnteServerProcess server = EnteServerProcess.start(folder.resolve("server"))) {
      Owner owner = server.account(EMAIL);
      home = Installation.withAccount(folder.resolve("home"), server.uri(), EMAIL);
      home.run("ente", "login").mustSucceed();
      drop();
      long start = System.nanoTime();
      home.run(takeouts.get(0).importArguments()).mustSucceed();
      jobMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
      for (int kills = 0; kills < KILLS; kills += KILLS_EACH) {
        drop();
        for (int i = 0; i < KILLS_EACH; i++) {
          killSomething(server);
          assertNothingTorn();
        }
        assertWhole(server, owner);
      }
    }
  }

  private void drop() throws IOException {
    takeouts.add(CrashTakeout.dropInto(home.inbox(), takeouts.size(), PHOTOS_EACH));
  }

  private void killSomething(EnteServerProcess server) throws Exception {
    String[] importing = takeouts.get(takeouts.size() - 1).importArguments();
    switch (random.nextInt(5)) {
      case 0, 1 -> killClient(importing);
      case 2 -> killClient("export");
      case 3 -> killClient("run", "--headless");
      default -> killServer(server, importing);
    }
  }

  private void killClient(String... command) throws Exception {
    Process process = home.start(command);
    process.getOutputStream().close();
    if (process.waitFor(random.nextLong(jobMillis), TimeUnit.MILLISECONDS)) {
      assertThat(process.exitValue()).as("%s; %s", command[0], home.agentLog()).isZero();
    }
    process.destroyForcibly().waitFor();
    // After a few it would pause, and nothing would be left to kill.
    Files.deleteIfExists(home.state().resolve(RecentStarts.FILE_NAME));
  }

  /** It is back soon: the client either goes on, or says that it could not. */
  private void killServer(EnteServerProcess server, String... command) throws Exception {
    Process process = home.start(command);
    process.getOutputStream().close();
    process.waitFor(random.nextLong(jobMillis), TimeUnit.MILLISECONDS);
    server.kill();
    server.restart();
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("ends by itself").isTrue();
    assertThat(process.exitValue())
        .as("%s; %s", command[0], home.agentLog())
        .isIn(ExitCode.DONE.number(), ExitCode.SOME_FAILED.number(), ExitCode.STORE_REFUSED.number());
  }

  /** What holds even at the moment of a crash: whatever has its name in the export is whole. */
  private void assertNothingTorn() throws IOException {
    Map<String, String> found = new TreeMap<>(new Mirror(home.export()).media());
    found.keySet().removeIf(path -> DurableFiles.isTemporaryName(Path.of(path).getFileName().toString()));
    found.entrySet().removeAll(expected().entrySet());
    assertThat(found).as("files that should not be there, or not so").isEmpty();
  }

  private void assertWhole(EnteServerProcess server, Owner owner) throws Exception {
    takeouts.forEach(each -> command(each.importArguments()));
    command("export");
    assertThat(new Mirror(home.export()).media()).isEqualTo(expected());
    assertThat(new Mirror(home.export()).litter()).isEmpty();
    assertThat(command("verify", "--read-data", "--export")).contains("all is well");
    try (EnteLibrary fresh = EnteLibrary.open(server.uri(), owner)) {
      fresh.refresh();
      int assets = takeouts.stream().mapToInt(CrashTakeout::assets).sum();
      assertThat(fresh.assets()).hasSize(assets);
      assertThat(fresh.assets().stream().map(Asset::hash)).doesNotHaveDuplicates();
      assertThat(fresh.catalog().assets().count(AssetState.TRASHED)).isZero();
    }
  }

  private Map<String, String> expected() {
    Map<String, String> expected = new TreeMap<>();
    takeouts.forEach(each -> each.exported().forEach((path, bytes) -> expected.put(path, Mirror.sha256(bytes))));
    return expected;
  }

  /** Runs a command within this process, which need not be started first, and returns what it said. */
  private String command(String... arguments) {
    String[] all =
        Stream.concat(Stream.of(arguments), Stream.of("--config", home.config().toString())).toArray(String[]::new);
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
    int exitCode = Main.run(all, new Terminal(out, out, false), Map.of());
    assertThat(exitCode).as("%s said:%n%s", arguments[0], said.toString(StandardCharsets.UTF_8)).isZero();
    return said.toString(StandardCharsets.UTF_8);
  }

  @Test
  void anUploadInPartsThatIsKilledGoesOnWithThePartsThatAreMissing() throws Exception {
    try (EnteServerForTests server = EnteServerForTests.start()) {
      home = Installation.withAccount(folder.resolve("home"), server.uri(), server.account(EMAIL).email());
      home.run("ente", "login").mustSucceed();
      Path archive = folder.resolve("takeout-20240601T101010Z-001.zip");
      try (LargeTakeout takeout = new LargeTakeout(archive)) {
        takeout.video("big.mp4", 45L << 20);
      }
      server.objectFaults().delay("PUT ", 2, Duration.ZERO);
      server.objectFaults().delay("PUT ", Faults.ALWAYS, Duration.ofMinutes(5));
      Process importing = home.start("import", archive.toString());
      await().atMost(Duration.ofMinutes(2)).until(() -> parts(server).size() == 3);
      importing.destroyForcibly().waitFor();
      server.objectFaults().clear();

      home.run("import", archive.toString()).mustSucceed();
      assertThat(parts(server)).as("the third had not been answered").containsExactly(1, 2, 3, 3);
      home.run("export").mustSucceed();
      assertThat(Files.size(home.export().resolve("Photos from 2019/big.mp4"))).isEqualTo(45L << 20);
    }
  }

  private static List<Integer> parts(EnteServerForTests server) {
    return server.objectRequests().all().stream()
        .filter(each -> each.method().equals("PUT"))
        .map(SeenRequest::query)
        .flatMap(query -> Stream.of(query.split("&")))
        .filter(parameter -> parameter.startsWith("partNumber="))
        .map(parameter -> Integer.parseInt(parameter.substring("partNumber=".length())))
        .toList();
  }
}
