package org.stillkeep.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.asset.Asset;
import org.stillkeep.asset.Place;
import org.stillkeep.catalog.Outcome;
import org.stillkeep.library.Half;
import org.stillkeep.media.EmbeddedTime;
import org.stillkeep.media.MediaFacts;
import org.stillkeep.media.MediaProbe;
import org.stillkeep.takeout.Sidecar;
import org.stillkeep.zones.ZoneMap;

/** Real Takeout files, read in place where the machine has them: they are others' property and not part of this tree. */
class RealTakeoutTest {

  @TempDir Path inbox;

  @Test
  void realPhotosComeInByteForByteAndTheirLateSidecarsHealThem() throws IOException {
    Path album = corpus().resolve("immich-go/Takeout1/Google Photos/Album test 6-10-23");
    Map<String, byte[]> media = new TreeMap<>();
    Map<String, byte[]> sidecars = new TreeMap<>();
    try (Stream<Path> files = Files.list(album)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        (name.endsWith(".json") ? sidecars : media).put("Takeout/Google Photos/Album test 6-10-23/" + name, Files.readAllBytes(file));
      }
    }
    Path first = inbox.resolve("takeout-20231006T101010Z-001.zip");
    Path second = inbox.resolve("takeout-20231006T101010Z-002.zip");
    TakeoutBuilder.zip(first, new LinkedHashMap<>(media));
    TakeoutBuilder.zip(second, new LinkedHashMap<>(sidecars));

    try (ImportFixture fixture = new ImportFixture()) {
      fixture.imports(List.of(first));
      Files.delete(first);
      ImportSummary summary = fixture.imports(List.of(second));

      assertThat(fixture.assets()).hasSize(media.size());
      for (Asset asset : fixture.assets()) {
        byte[] original = media.get("Takeout/Google Photos/Album test 6-10-23/" + asset.details().title());
        assertThat(fixture.read(asset, Half.STILL_OR_WHOLE)).as(asset.details().title()).satisfies(bytes -> assertThat(java.util.Arrays.equals(bytes, original)).isTrue());
        assertThat(fixture.albumsOf(asset)).contains("Album test 6/10/23");
        assertThat(asset.details().sidecarJson()).isPresent();
      }
      assertThat(summary.healed()).isEqualTo(media.size());
      assertThat(summary.outcomes()).doesNotContainKeys(Outcome.PENDING, Outcome.SIDECAR_WAITING);
    }
  }

  @Test
  void theMapOfZonesAgreesWithTheCameras() throws IOException {
    Path album = corpus().resolve("immich-go/Takeout1/Google Photos/Album test 6-10-23");
    int compared = 0;
    try (Stream<Path> files = Files.list(album)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".jpg")).toList()) {
        MediaFacts facts;
        try (InputStream in = Files.newInputStream(file)) {
          facts = MediaProbe.read(in, file.getFileName().toString(), Long.MAX_VALUE);
        }
        byte[] json = Files.readAllBytes(file.resolveSibling(file.getFileName() + ".json"));
        Place place = Sidecar.parse(json).flatMap(Sidecar::place).orElseThrow();
        EmbeddedTime taken = facts.taken().orElseThrow();
        assertThat(ZoneMap.world().offset(place.latitude(), place.longitude(), taken.instant().orElseThrow()))
            .as(file.getFileName().toString())
            .isEqualTo(taken.offset());
        compared++;
      }
    }
    assertThat(compared).isEqualTo(7);
  }

  private static Path corpus() {
    Path corpus = Path.of(System.getProperty("stillkeep.corpus", "../shared/corpus/real"));
    assumeTrue(Files.isDirectory(corpus), "skipped: no real Takeout files in " + corpus);
    return corpus;
  }
}
