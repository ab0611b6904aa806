package org.stillkeep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.faults.Covers;
import org.stillkeep.importer.TakeoutBuilder;
import org.stillkeep.media.MediaSamples;

/** The main job: archives dropped into the inbox of a running agent lie, clean, in the export folder. */
class MainJobTest {

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String PHOTOS = "Takeout/Google Photos/";

  @TempDir static Path ready;
  @TempDir Path home;
  @TempDir Path downloads;

  private static Installation template;
  private Installation installation;
  private Mirror mirror;

  @BeforeAll
  static void createOneVault() throws Exception {
    template = Installation.withVault(ready);
  }

  @BeforeEach
  void moveIn() throws Exception {
    installation = template.copyTo(home);
    mirror = new Mirror(installation.export());
  }

  @Test
  @Covers("F39")
  void realPhotosArriveUnchangedAndALatePartHealsThem() throws Exception {
    RealTakeout takeout = RealTakeout.ofCorpus();
    Map<String, byte[]> media = takeout.media();
    String waiting = "Album test 6-10-23/PXL_20231006_063029647.jpg";
    String healed = "Album test 6_10_23/PXL_20231006_063029647.jpg";
    String lateByName = "iPhone/Bei den Landungsbrücken.png";
    try (RunningAgent agent = RunningAgent.of(installation)) {
      drop(takeout.writeFirstPart(downloads));
      eventually(() -> assertThat(new HashSet<>(mirror.media().values())).isEqualTo(hashes(media)));
      eventually(() -> assertThat(mirror.json(waiting).path("url").isMissingNode()).isTrue());
      assertThat(mirror.time(lateByName)).isNotEqualTo(Instant.parse("2011-11-07T21:34:34Z"));

      drop(takeout.writeSecondPart(downloads));
      eventually(() -> assertThat(mirror.json(healed).path("url").asText()).startsWith("https://photos.google.com/"));
      eventually(() -> realPhotosSayWhatTheirSidecarsSay(takeout));
      agent.terminate(Duration.ofSeconds(10));
    }
    assertThat(new HashSet<>(mirror.media().values())).isEqualTo(hashes(media));
    assertThat(mirror.time(lateByName)).isEqualTo(Instant.parse("2011-11-07T21:34:34Z"));
    assertThat(mirror.albumJson("Album test 6_10_23").path("title").asText()).isEqualTo("Album test 6/10/23");
    assertThat(mirror.album("Album test 6-10-23")).as("the folder under its name before the title came").isEmpty();
    assertThat(mirror.album("Album test 6_10_23")).hasSize(8).allMatch(name -> name.startsWith("PXL_20231006_"));
    assertThat(mirror.album("iPhone")).hasSize(4);
    assertThat(mirror.album("Favorites")).containsExactly("PXL_20231006_063851485.jpg");
    assertThat(Tidiness.sumsClose(installation, takeout.entries().size()).has("sidecar-waiting")).isFalse();
    Tidiness.nothingIsLeftOver(
        installation, Path.of("takeout-20231021T071231Z-001.zip"), Path.of("takeout-20231021T071231Z-002.zip"));
  }

  /** Times, places, descriptions and people of all exported photos are those of their original sidecars. */
  private void realPhotosSayWhatTheirSidecarsSay(RealTakeout takeout) throws Exception {
    Map<String, JsonNode> sidecars = new TreeMap<>();
    for (Map.Entry<String, byte[]> entry : takeout.entries().entrySet()) {
      String path = entry.getKey().substring(PHOTOS.length());
      if (path.endsWith(".json") && !path.endsWith("métadonnées.json") && !path.endsWith("/metadata.json")) {
        String photo = path.replace(".JPG(1).json", "(1).JPG").replace(".json", "").replace("6-10-23", "6_10_23");
        sidecars.put(photo, new ObjectMapper().readTree(entry.getValue()));
      }
    }
    assertThat(sidecars).hasSize(15);
    for (Map.Entry<String, JsonNode> sidecar : sidecars.entrySet()) {
      JsonNode told = sidecar.getValue();
      JsonNode json = mirror.json(sidecar.getKey());
      assertThat(json.path("title").asText()).isEqualTo(title(sidecar.getKey(), told));
      assertThat(json.path("photoTakenTime").path("timestamp")).isEqualTo(told.path("photoTakenTime").path("timestamp"));
      assertThat(json.path("geoData").path("latitude").asDouble()).isEqualTo(told.path("geoData").path("latitude").asDouble());
      assertThat(json.path("geoData").path("altitude").asDouble()).isEqualTo(told.path("geoData").path("altitude").asDouble());
      assertThat(json.path("description").asText()).isEqualTo(told.path("description").asText());
      assertThat(json.path("caption").asText("")).isEqualTo(told.path("description").asText());
      assertThat(json.path("people")).isEqualTo(told.path("people"));
      assertThat(mirror.time(sidecar.getKey()).truncatedTo(ChronoUnit.SECONDS).getEpochSecond())
          .as(sidecar.getKey())
          .isEqualTo(told.path("photoTakenTime").path("timestamp").asLong());
    }
  }

  /** The sidecar's title; but a video that was renamed in Google Photos keeps the name of its file, which readers look for. */
  private static String title(String photo, JsonNode told) {
    String title = told.path("title").asText();
    return title.startsWith("TST_") ? photo.substring(photo.lastIndexOf('/') + 1) : title;
  }

  @Test
  void aTakeoutOfManySortsAndASecondSetArriveInTwoExports() throws Exception {
    Path dates = home.resolve("Dates");
    installation.write("", exportBlock(installation.export(), "albums") + exportBlock(dates, "dates"));
    TakeoutBuilder first = ManySorts.takeout();
    TakeoutBuilder second =
        TakeoutBuilder.takeout("20240701T101010Z").photo("later.jpg").takenAt(Instant.parse("2021-03-04T05:06:07Z"));
    try (RunningAgent agent = RunningAgent.of(installation)) {
      for (Path part : first.writeTo(downloads).values()) {
        drop(part);
      }
      drop(second.writeTo(downloads).get(1));
      eventually(this::albumsAreRight);
      eventually(() -> datesAreRight(new Mirror(dates)));
      agent.awaitStatus(PATIENCE, status -> status.path("state").asText().equals("idle"));
      agent.terminate(Duration.ofSeconds(10));
    }
    JsonNode totals = Tidiness.sumsClose(installation, 22);
    assertThat(totals.path("trashed-skipped").asLong()).isEqualTo(1);
    assertThat(totals.path("ignored").asLong()).isEqualTo(1);
    assertThat(totals.path("live-half").asLong()).isEqualTo(1);
    assertThat(new Mirror(dates).litter()).isEmpty();
    Tidiness.nothingIsLeftOver(
        installation,
        Path.of("takeout-20240601T101010Z-001.zip"),
        Path.of("takeout-20240601T101010Z-002.zip"),
        Path.of("takeout-20240701T101010Z-001.zip"));
  }

  private void albumsAreRight() throws Exception {
    ManySorts.assertExported(mirror);
    assertThat(mirror.album("Photos from 2021")).containsExactly("later.jpg");
    assertThat(mirror.time("Photos from 2021/later.jpg")).isEqualTo(Instant.parse("2021-03-04T05:06:07Z"));
  }

  private static void datesAreRight(Mirror dates) throws Exception {
    assertThat(dates.album("2019/2019-08"))
        .containsExactlyInAnyOrder(
            "IMG_1.JPG", "IMG_1.MP4", "beach.jpg", "house.jpg", "house-edited.jpg", "receipt.jpg", "star.jpg", "waves.mp4");
    assertThat(dates.album("2021/2021-03")).containsExactly("later.jpg");
  }

  @Test
  void aDamagedEntryIsNamedAndAllOthersArrive() throws Exception {
    Path archive =
        TakeoutBuilder.takeout().photo("good.jpg").media("bad.mp4", noise()).withoutSidecar().writeTo(downloads).get(1);
    damage(archive);
    try (RunningAgent agent = RunningAgent.of(installation)) {
      drop(archive);
      agent.awaitStatus(
          PATIENCE, status -> status.path("problems").toString().contains("bad.mp4") && isInStep(status));
      assertThat(installation.status().path("state").asText()).isEqualTo("needs-you");
      eventually(() -> assertThat(mirror.album("Photos from 2019")).containsExactly("good.jpg"));
      agent.terminate(Duration.ofSeconds(10));
    }
    assertThat(Tidiness.sumsClose(installation, 3).path("damaged").asLong()).isEqualTo(1);
    Tidiness.nothingIsLeftOver(installation, archive);

    Installation.Ended again = template.copyTo(downloads.resolve("another")).run("import", archive.toString());
    again.mustFailWith(ExitCode.SOME_FAILED);
    assertThat(again.err()).contains("bad.mp4");
  }

  @Test
  @Covers({"F30", "P18"})
  void anArchiveThatIsStillBeingCopiedWaitsUntilItIsWhole() throws Exception {
    byte[] archive = Files.readAllBytes(TakeoutBuilder.takeout().photo("slow.jpg").writeTo(downloads).get(1));
    Path dropped = installation.inbox().resolve("takeout-20240601T101010Z-001.zip");
    int half = archive.length / 2;
    try (RunningAgent agent = RunningAgent.of(installation)) {
      Installation.append(dropped, Arrays.copyOf(archive, half));
      agent.awaitStatus(PATIENCE, status -> status.path("waiting").toString().contains("still being copied"));
      assertThat(mirror.media()).isEmpty();
      Installation.append(dropped, Arrays.copyOfRange(archive, half, archive.length));
      eventually(() -> assertThat(mirror.album("Photos from 2019")).containsExactly("slow.jpg"));
      agent.terminate(Duration.ofSeconds(10));
    }
    Tidiness.sumsClose(installation, 2);
    Tidiness.nothingIsLeftOver(installation, dropped);
  }

  @Test
  void archivesAreMovedAsideOnceEverythingIsSafeAndALatePartStillFindsWhatCameBefore() throws Exception {
    installation.configure("after_import = \"move\"\n");
    Map<Integer, Path> parts =
        TakeoutBuilder.takeout().photo("one.jpg").sidecarIn(2).part(2).photo("two.jpg").writeTo(downloads);
    Path aside = installation.inbox().resolve(".stillkeep-imported");
    try (RunningAgent agent = RunningAgent.of(installation)) {
      byte[] original = Files.readAllBytes(parts.get(1));
      drop(parts.get(1));
      eventually(() -> assertThat(aside.resolve(parts.get(1).getFileName())).hasBinaryContent(original));
      eventually(() -> assertThat(mirror.media().keySet()).containsExactly("Photos from 2019/one.jpg"));
      drop(parts.get(2));
      eventually(() -> assertThat(aside.resolve(parts.get(2).getFileName())).exists());
      eventually(() -> assertThat(mirror.album("Photos from 2019")).containsExactly("one.jpg", "two.jpg"));
      eventually(() -> assertThat(mirror.time("Photos from 2019/one.jpg")).isEqualTo(TakeoutBuilder.TAKEN));
      agent.awaitStatus(PATIENCE, status -> status.path("state").asText().equals("idle"));
      assertThat(installation.status().path("sentence").asText()).doesNotContain("missing");
      agent.terminate(Duration.ofSeconds(10));
    }
    Tidiness.sumsClose(installation, 4);
    assertThat(Installation.files(installation.inbox())).isEmpty();
  }

  private void drop(Path archive) throws Exception {
    // As a browser does it: under another name until it is whole.
    Path growing = installation.inbox().resolve(archive.getFileName() + ".part");
    Files.copy(archive, growing);
    Files.move(growing, installation.inbox().resolve(archive.getFileName()), StandardCopyOption.ATOMIC_MOVE);
  }

  private static void eventually(ThrowingRunnable assertion) {
    await().atMost(PATIENCE).pollInterval(Duration.ofMillis(250)).ignoreExceptionsMatching(e -> e instanceof IOException || e instanceof UncheckedIOException).untilAsserted(assertion);
  }

  private static boolean isInStep(JsonNode status) {
    return status.path("exports").findValuesAsText("state").stream().allMatch("in step"::equals);
  }

  private static String exportBlock(Path path, String layout) {
    return "[[export]]\npath = \"" + path + "\"\nlayout = \"" + layout + "\"\n";
  }

  private static Set<String> hashes(Map<String, byte[]> media) {
    Set<String> hashes = new HashSet<>();
    media.values().forEach(bytes -> hashes.add(Mirror.sha256(bytes)));
    return hashes;
  }

  /** A video that does not compress, so that its bytes stand in the archive as they are. */
  private static byte[] noise() {
    byte[] noise = MediaSamples.mp4("noise", 2_000);
    byte[] all = Arrays.copyOf(noise, 200_000);
    new java.util.Random(1).nextBytes(all);
    System.arraycopy(noise, 0, all, 0, noise.length);
    return all;
  }

  /** Turns one byte in the middle of an archive's content. */
  private static void damage(Path archive) throws Exception {
    byte[] bytes = Files.readAllBytes(archive);
    bytes[bytes.length / 2] ^= 1;
    Files.write(archive, bytes);
  }
}
