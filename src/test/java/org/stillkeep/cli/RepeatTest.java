package org.stillkeep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.catalog.AssetState;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.faults.Covers;
import org.stillkeep.importer.TakeoutBuilder;
import org.stillkeep.media.MediaSamples;

/** Doing it twice is harmless: what is there is neither imported nor written nor read again. */
class RepeatTest {

  private static final int PHOTOS = 6;
  private static final int PHOTO_BYTES = 4_000_000;
  /** Directories and sidecars of this Takeout; to find a directory, the last 64 KiB of each archive are looked at. */
  private static final long FEW_BYTES = 160_000;

  @TempDir static Path ready;
  @TempDir Path home;
  @TempDir Path downloads;

  private static Installation imported;
  private static Map<Integer, Path> archives;
  private Installation installation;

  @BeforeAll
  static void importOnce(@TempDir Path takeouts) throws Exception {
    imported = Installation.withVault(ready);
    archives = takeout().writeTo(takeouts);
    imported.run("import", archives.get(1).toString(), archives.get(2).toString()).mustSucceed();
    imported.run("export").mustSucceed();
    assertThat(new Mirror(imported.export()).album("Sardinia")).hasSize(PHOTOS);
  }

  @BeforeEach
  void moveIn() throws Exception {
    installation = imported.copyTo(home);
    installation.run("export").mustSucceed();
  }

  private static TakeoutBuilder takeout() {
    TakeoutBuilder takeout = TakeoutBuilder.takeout();
    Random random = new Random(3);
    for (int i = 0; i < PHOTOS; i++) {
      byte[] photo = new byte[PHOTO_BYTES];
      random.nextBytes(photo);
      byte[] jpeg = MediaSamples.jpeg("photo " + i);
      System.arraycopy(jpeg, 0, photo, 0, jpeg.length);
      takeout.media("IMG_" + i + ".jpg", photo).album("Sardinia").sidecarIn(1 + i % 2);
    }
    return takeout;
  }

  @Test
  @Covers("F37")
  void theSameArchivesUnderOtherNamesAreNeitherImportedNorWrittenNorRead() throws Exception {
    Path one = Files.copy(archives.get(1), downloads.resolve("takeout-20250101T000000Z-001.zip"));
    Path two = Files.copy(archives.get(2), downloads.resolve("takeout-20250101T000000Z-002.zip"));
    Map<String, String> vault = snapshot(installation.vault());
    Map<String, String> export = snapshot(installation.export());
    String counts = counts();

    Installation.Ended again = installation.run("import", one.toString(), two.toString()).mustSucceed();
    installation.run("export").mustSucceed();

    assertThat(again.err()).contains("nothing new");
    assertThat(saidToBeRead(again)).isLessThan(FEW_BYTES);
    assertThat(snapshot(installation.vault())).isEqualTo(vault);
    assertThat(snapshot(installation.export())).isEqualTo(export);
    assertThat(counts()).isEqualTo(counts);
    Tidiness.sumsClose(installation, 2 * PHOTOS + 1);
  }

  @Test
  @Covers("F37")
  void theSamePhotosInAnotherTakeoutAreToldByTheirDirectoryAndSidecars() throws Exception {
    Map<String, String> vault = snapshot(installation.vault());
    Map<Integer, Path> later = takeoutOfTheNextYear();

    Installation.Ended again =
        installation.run("import", later.get(1).toString(), later.get(2).toString()).mustSucceed();
    installation.run("export").mustSucceed();

    assertThat(again.err()).contains("nothing new");
    assertThat(saidToBeRead(again)).isLessThan(FEW_BYTES);
    assertThat(snapshot(installation.vault())).isEqualTo(vault);
  }

  private Map<Integer, Path> takeoutOfTheNextYear() throws IOException {
    Map<Integer, Path> later = new TreeMap<>();
    for (Map.Entry<Integer, Path> part : takeout().entry("Takeout/archive_browser.html", new byte[] {60}).writeTo(downloads).entrySet()) {
      Path renamed = downloads.resolve("takeout-20250601T000000Z-00" + part.getKey() + ".zip");
      later.put(part.getKey(), Files.move(part.getValue(), renamed));
    }
    return later;
  }

  @Test
  void aRunningAgentReadsNoPhotoOfAnArchiveThatItKnows() throws Exception {
    assumeTrue(Files.isReadable(Path.of("/proc/self/io")), "needs /proc, which counts what a process reads");
    try (RunningAgent agent = RunningAgent.of(installation)) {
      agent.awaitStatus(Duration.ofSeconds(60), RepeatTest::isInStep);
      Map<String, String> vault = snapshot(installation.vault());
      Map<String, String> export = snapshot(installation.export());
      long before = agent.bytesRead();
      Path dropped = installation.inbox().resolve("takeout-20250101T000000Z-001.zip");
      Files.copy(archives.get(1), dropped);
      agent.awaitStatus(
          Duration.ofSeconds(60), status -> status.path("sets").path(0).path("done").asBoolean() && isInStep(status));
      assertThat(agent.bytesRead() - before).isLessThan(PHOTO_BYTES);
      agent.terminate(Duration.ofSeconds(10));
      assertThat(snapshot(installation.vault())).isEqualTo(vault);
      assertThat(snapshot(installation.export())).isEqualTo(export);
    }
  }

  @Test
  @Covers("P14")
  void anExportPassWithNothingToDoWritesNothing() throws Exception {
    Map<String, String> export = snapshot(installation.export());
    Map<String, String> vault = snapshot(installation.vault());
    installation.run("export").mustSucceed();
    installation.run("export", "--full").mustSucceed();
    assertThat(snapshot(installation.export())).isEqualTo(export);
    assertThat(snapshot(installation.vault())).isEqualTo(vault);
  }

  @Test
  @Covers({"F27", "P13"})
  void aDeletedCatalogIsRebuiltFromTheVaultAndTheExportIsAdopted() throws Exception {
    Map<String, String> photos = photos();
    String counts = counts();
    try (DirectoryStream<Path> catalog = Files.newDirectoryStream(installation.state(), "catalog.sqlite*")) {
      for (Path file : catalog) {
        Files.delete(file);
      }
    }
    try (RunningAgent agent = RunningAgent.of(installation)) {
      await().atMost(Duration.ofSeconds(60)).until(() -> installation.status().path("assets").asInt() == PHOTOS);
      agent.awaitStatus(Duration.ofSeconds(60), RepeatTest::isInStep);
      agent.terminate(Duration.ofSeconds(10));
    }
    assertThat(counts()).isEqualTo(counts);
    assertThat(photos()).as("the photos in the export").isEqualTo(photos);
    assertThat(new Mirror(installation.export()).litter()).isEmpty();
    assertThat(Files.exists(installation.export().resolve("Trash"))).isFalse();

    installation.run("import", archives.get(1).toString(), archives.get(2).toString()).mustSucceed();
    assertThat(counts()).isEqualTo(counts);
    Tidiness.sumsClose(installation, 2 * PHOTOS + 1);
  }

  /** The export's media with contents, times and identities: a file that was written again has another one. */
  private Map<String, String> photos() throws IOException {
    Map<String, String> photos = new TreeMap<>(new Mirror(installation.export()).media());
    for (Map.Entry<String, String> photo : photos.entrySet()) {
      Path file = installation.export().resolve(photo.getKey());
      photo.setValue(photo.getValue() + " " + Files.getLastModifiedTime(file) + " " + Files.getAttribute(file, "fileKey"));
    }
    return photos;
  }

  /** The folder's own time is left out: at each start a file comes and goes in it, to prove that no two folders are one. */
  private static Map<String, String> snapshot(Path folder) throws IOException {
    Map<String, String> snapshot = Installation.snapshot(folder);
    snapshot.remove("");
    return snapshot;
  }

  private String counts() throws IOException {
    try (Catalog catalog = Catalog.open(installation.state().resolve("catalog.sqlite"))) {
      return catalog.assets().count(AssetState.ACTIVE) + " assets, " + catalog.albums().all().size() + " albums";
    }
  }

  private static boolean isInStep(JsonNode status) {
    return status.path("exports").path(0).path("state").asText().equals("in step");
  }

  /** What the command says that it has read, e.g. {@code 8.1 kB read}. */
  private static long saidToBeRead(Installation.Ended ended) {
    Matcher said = Pattern.compile("([0-9.]+) (bytes|kB) read").matcher(ended.err());
    assertThat(said.find()).as(ended.err()).isTrue();
    return (long) (Double.parseDouble(said.group(1)) * (said.group(2).equals("kB") ? 1000 : 1));
  }
}
