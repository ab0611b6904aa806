package org.stillkeep.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stillkeep.importer.TakeoutBuilder.takeout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.media.MediaSamples;

class InspectionTest {

  @TempDir Path folder;

  @Test
  void theReportHasTheShapeThatTheCommandLinePromises() throws IOException {
    var parts =
        takeout()
            .photo("IMG_1.JPG").album("Sardinia").description("the bay").sidecarIn(3)
            .video("IMG_1.MP4").album("Sardinia").withoutSidecar()
            .entry("Takeout/archive_browser.html", "x".getBytes(StandardCharsets.UTF_8))
            .writeTo(folder);

    JsonNode report = inspect(parts.values());

    assertThat(names(report)).containsExactly("archives", "sets", "items", "sidecars", "ignored", "totals");
    assertThat(names(report.get("archives").get(0)))
        .containsExactly("path", "set", "part", "kind", "entries", "state", "problems");
    assertThat(names(report.get("items").get(0)))
        .containsExactly(
            "media", "archive", "kind", "liveVideo", "sidecar", "sidecarArchive", "rule", "confidence", "title", "takenAt",
            "takenAtSource", "localTime", "offset", "albums", "editedOf", "sameAs", "latitude", "longitude", "altitude",
            "description", "people", "favorite", "archived", "trashed", "locked", "partner", "problem");
    assertThat(report.get("totals").toString())
        .isEqualTo("{\"entries\":5,\"items\":1,\"liveVideos\":1,\"sidecars\":2,\"ignored\":1}");
    assertThat(report.get("sets").get(0).get("missingParts").toString()).isEqualTo("[2]");
  }

  @Test
  void anItemTellsItsSidecarTimeAndAlbums() throws IOException {
    var parts = takeout().photo("IMG_1.JPG").album("Sardinia").sidecarIn(2).writeTo(folder);

    JsonNode item = inspect(parts.values()).get("items").get(0);

    assertThat(item.get("sidecar").asText()).endsWith("Sardinia/IMG_1.JPG.supplemental-metadata.json");
    assertThat(item.get("sidecarArchive").asText()).isEqualTo(parts.get(2).getFileName().toString());
    assertThat(item.get("takenAt").asText()).isEqualTo("2019-08-07T14:05:04Z");
    assertThat(item.get("takenAtSource").asText()).isEqualTo("sidecar");
    assertThat(item.get("albums").toString()).isEqualTo("[\"Sardinia\"]");
  }

  @Test
  void withoutASidecarTheBytesAreAsked() throws IOException {
    var parts =
        takeout()
            .photo("a.jpg")
            .exif(LocalDateTime.of(2018, 7, 1, 12, 0), Optional.of(ZoneOffset.ofHours(9)))
            .withoutSidecar()
            .writeTo(folder);

    JsonNode item = inspect(parts.values()).get("items").get(0);

    assertThat(item.get("takenAt").asText()).isEqualTo("2018-07-01T03:00:00Z");
    assertThat(item.get("localTime").asText()).isEqualTo("2018-07-01T12:00:00");
    assertThat(item.get("offset").asText()).isEqualTo("+09:00");
    assertThat(item.get("takenAtSource").asText()).isEqualTo("embedded");
  }

  @Test
  void aLooseFileIsItsOwnArchiveUnderItsBareName() throws IOException {
    Path loose = Files.write(folder.resolve("IMG_9.jpg"), MediaSamples.jpeg("x"));

    JsonNode report = inspect(List.of(loose));

    assertThat(report.get("archives").get(0).get("kind").asText()).isEqualTo("file");
    assertThat(report.get("archives").get(0).get("path").asText()).isEqualTo("IMG_9.jpg");
    assertThat(report.get("items").get(0).get("media").asText()).isEqualTo("IMG_9.jpg");
  }

  @Test
  void whatIsNoArchiveIsALineInTheReport() throws IOException {
    Path page = Files.writeString(folder.resolve("takeout-20240601T101010Z-001.zip"), "<!doctype html><html>Sign in</html>");

    JsonNode archive = inspect(List.of(page)).get("archives").get(0);

    assertThat(archive.get("state").asText()).isEqualTo("not-takeout");
    assertThat(archive.get("problems")).hasSize(1);
  }

  @Test
  void theSameArchiveTwiceIsCountedOnce() throws IOException {
    var parts = takeout().photo("IMG_1.JPG").writeTo(folder);
    Path again = Files.copy(parts.get(1), folder.resolve("takeout-20240601T101010Z-001 (1).zip"));

    JsonNode report = inspect(List.of(parts.get(1), again));

    assertThat(report.get("archives")).hasSize(2);
    assertThat(report.get("totals").get("entries").asInt()).isEqualTo(2);
  }

  private static JsonNode inspect(Collection<Path> archives) throws IOException {
    return new ObjectMapper().readTree(Inspected.json(archives));
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
