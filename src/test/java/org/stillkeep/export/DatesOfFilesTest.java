package org.stillkeep.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stillkeep.asset.AssetDetails;
import org.stillkeep.asset.CaptureTime;
import org.stillkeep.asset.CaptureTime.Accuracy;
import org.stillkeep.asset.CaptureTime.Source;
import org.stillkeep.faults.Covers;

/** Which folder a date leads to, and which time a file gets. */
class DatesOfFilesTest {

  private static final Instant NEW_YEARS_EVE = Instant.parse("2019-12-31T20:00:00Z");

  @TempDir Path temp;
  private Household home;

  @BeforeEach
  void setUp() throws IOException {
    home = Household.withExportAt(temp.resolve("export"));
    home.options = Options.of(home.options).layout(Layout.DATES).build();
  }

  @AfterEach
  void tearDown() {
    home.close();
  }

  @Test
  void theLocalDateLeadsToTheMonth() throws IOException {
    home.photo(taken("tokyo.jpg", new CaptureTime(NEW_YEARS_EVE, Optional.of(ZoneOffset.ofHours(9)), Source.SIDECAR, Accuracy.SECOND)), "a");
    home.photo(taken("lima.jpg", new CaptureTime(NEW_YEARS_EVE, Optional.of(ZoneOffset.ofHours(-5)), Source.SIDECAR, Accuracy.SECOND)), "b");

    home.export();

    assertThat(home.root().resolve("2020/2020-01/tokyo.jpg")).exists();
    assertThat(home.root().resolve("2019/2019-12/lima.jpg")).exists();
  }

  @Test
  void withoutAnOffsetTheConfiguredZoneDecides() throws IOException {
    home.options = Options.of(home.options).zone(ZoneId.of("Asia/Tokyo")).build();
    home.photo(taken("a.jpg", CaptureTime.ofSidecar(NEW_YEARS_EVE)), "a");

    home.export();

    assertThat(home.root().resolve("2020/2020-01/a.jpg")).exists();
  }

  @Test
  void aBareYearIsNoMonth() throws IOException {
    Instant noon = Instant.parse("2019-01-01T12:00:00Z");
    home.photo(taken("a.jpg", new CaptureTime(noon, Optional.of(ZoneOffset.UTC), Source.FOLDER, Accuracy.YEAR)), "a");
    home.photo(taken("b.jpg", CaptureTime.ofSidecar(noon)), "b");

    home.export();

    assertThat(home.root().resolve("2019/a.jpg")).exists();
    assertThat(home.root().resolve("2019/2019-01/b.jpg")).exists();
    assertThat(home.export()).isEqualTo(ExportSummary.NOTHING);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1969-07-20T20:17:40Z", "1912-04-15T02:20:00Z", "1895-07-04T10:00:00Z", "1826-06-01T12:00:00Z"})
  @Covers("F25")
  void anOldPhotoIsWrittenOnceWhateverTheFileSystemThinksOfItsTime(Instant old) throws IOException {
    home.photo(taken("a.jpg", CaptureTime.ofSidecar(old)), "a");

    home.export();

    String year = old.toString().substring(0, 4);
    Path file = home.root().resolve(year + "/" + old.toString().substring(0, 7) + "/a.jpg");
    assertThat(file).exists();
    if (old.isAfter(Instant.parse("1902-01-01T00:00:00Z"))) {
      assertThat(Files.getLastModifiedTime(file).toInstant()).isEqualTo(old);
    }
    Path sidecar = file.resolveSibling("metadata").resolve("a.jpg.json");
    assertThat(Files.readString(sidecar, StandardCharsets.UTF_8)).contains("\"timestamp\": \"" + old.getEpochSecond() + "\"");
    assertThat(home.export()).isEqualTo(ExportSummary.NOTHING);
    assertThat(home.exportFully()).isEqualTo(ExportSummary.NOTHING);
  }

  private static AssetDetails taken(String title, CaptureTime taken) {
    return new AssetDetails(
        title, Optional.empty(), taken, Optional.empty(), Optional.empty(), "", List.of(), false, Optional.empty(),
        Optional.empty());
  }
}
