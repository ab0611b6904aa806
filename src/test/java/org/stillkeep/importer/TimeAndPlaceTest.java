package org.stillkeep.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stillkeep.importer.TakeoutBuilder.takeout;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.asset.CaptureTime;
import org.stillkeep.importer.InspectReport.InspectedItem;

/** Where and when, from the archive into the library. */
class TimeAndPlaceTest {

  private static final String SIDECAR = "Takeout/Google Photos/Photos from 2019/IMG_1.jpg.supplemental-metadata.json";

  @TempDir Path inbox;
  private ImportFixture fixture;

  @BeforeEach
  void open() throws IOException {
    fixture = new ImportFixture();
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void thePlaceTellsTheLocalTimeToInspectAndImportAlike() throws IOException {
    var parts = takeout().photo("IMG_1.jpg").takenAt(Instant.parse("2019-12-31T18:00:00Z")).place(35.68, 139.76).writeTo(inbox);

    InspectedItem item = inspected(parts.values());
    fixture.imports(parts.values());

    assertThat(item.localTime()).contains(LocalDateTime.of(2020, 1, 1, 3, 0));
    assertThat(item.offset()).contains(ZoneOffset.ofHours(9));
    assertThat(taken()).isEqualTo(item.taken());
  }

  @Test
  void theLibraryKeepsTheLocalTimeInEntesFields() throws IOException {
    fixture.imports(takeout().photo("IMG_1.jpg").place(27.71, 85.32).writeTo(inbox).values());

    long id = fixture.asset("IMG_1.jpg").id();

    assertThat(fixture.catalog.assets().byId(id).orElseThrow().publicMagic().json())
        .contains("\"dateTime\":\"2019-08-07T19:50:04.000\"", "\"offsetTime\":\"+05:45\"");
  }

  @Test
  void withoutAPlaceNobodyKnowsTheLocalTimeOfAMoment() throws IOException {
    var parts = takeout().photo("IMG_1.jpg").place(0, 0).writeTo(inbox);

    InspectedItem item = inspected(parts.values());
    fixture.imports(parts.values());

    assertThat(item.localTime()).isEmpty();
    assertThat(item.offset()).isEmpty();
    assertThat(taken().offset()).isEmpty();
  }

  @Test
  void aLaterSidecarThatKnowsThePlaceTellsTheClock() throws IOException {
    fixture.imports(takeout().photo("IMG_1.jpg").writeTo(inbox).values());
    assertThat(taken().offset()).isEmpty();

    fixture.imports(takeout("20250101T101010Z").photo("IMG_1.jpg").place(27.71, 85.32).writeTo(inbox).values());

    assertThat(taken().offset()).contains(ZoneOffset.ofHoursMinutes(5, 45));
    assertThat(taken().instant()).isEqualTo(TakeoutBuilder.TAKEN);
  }

  @Test
  void aLateSidecarWithoutATimeLeavesTheCamerasClockAlone() throws IOException {
    LocalDateTime digits = LocalDateTime.of(2019, 8, 7, 12, 0);
    var first = takeout().photo("IMG_1.jpg").exif(digits, Optional.of(ZoneOffset.ofHours(9))).withoutSidecar().writeTo(inbox);
    fixture.imports(first.values());
    CaptureTime before = taken();
    byte[] sidecar =
        "{\"title\":\"IMG_1.jpg\",\"description\":\"the bay\",\"photoTakenTime\":{\"timestamp\":\"0\"}}"
            .getBytes(StandardCharsets.UTF_8);

    fixture.imports(takeout().part(2).entry(SIDECAR, sidecar).writeTo(inbox).values());

    assertThat(fixture.asset("IMG_1.jpg").details().description()).isEqualTo("the bay");
    assertThat(taken()).isEqualTo(before);
    assertThat(before.instant()).isEqualTo(Instant.parse("2019-08-07T03:00:00Z"));
  }

  private CaptureTime taken() {
    return fixture.asset("IMG_1.jpg").details().taken();
  }

  private static InspectedItem inspected(Collection<Path> archives) throws IOException {
    return Inspected.of(List.copyOf(archives)).items().get(0);
  }
}
