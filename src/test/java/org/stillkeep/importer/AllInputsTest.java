package org.stillkeep.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stillkeep.importer.TakeoutBuilder.takeout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.importer.InspectReport.InspectedArchive;
import org.stillkeep.importer.InspectReport.InspectedItem;

/** What people drop besides plain ZIPs. */
class AllInputsTest {

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

  private static InspectReport inspect(Path... paths) throws IOException {
    return Inspection.of(List.of(paths), ImportFixture.ZONE, ImportFixture.CLOCK);
  }

  /** Puts archives into a ZIP without packing them, as Drive does with a folder. */
  private Path driveDownload(List<Path> archives, int method) throws IOException {
    Path outer = inbox.resolve("Takeout-20240601T101010Z-001.zip".replace("Takeout-", "drive-download-"));
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(outer))) {
      for (Path archive : archives) {
        byte[] content = Files.readAllBytes(archive);
        ZipEntry entry = new ZipEntry("Takeout/" + archive.getFileName());
        entry.setMethod(method);
        if (method == ZipEntry.STORED) {
          CRC32 crc = new CRC32();
          crc.update(content);
          entry.setCrc(crc.getValue());
          entry.setSize(content.length);
        }
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
        Files.delete(archive);
      }
    }
    return outer;
  }

  @Test
  void takeoutsInsideADriveDownloadJoinThoseBesideIt() throws IOException {
    Map<Integer, Path> parts = takeout().photo("IMG_1.jpg").description("the bay").sidecarIn(2).writeTo(inbox);
    Path outer = driveDownload(List.of(parts.get(2)), ZipEntry.STORED);

    InspectReport report = inspect(parts.get(1), outer);

    assertThat(report.archives())
        .extracting(InspectedArchive::path)
        .containsExactly(
            parts.get(1).toString(), outer.toString(), outer + "!/Takeout/" + parts.get(2).getFileName());
    assertThat(report.sets().get(0).parts()).containsExactly(1, 2);
    assertThat(report.items()).extracting(InspectedItem::description).containsExactly("the bay");
    ImportSummary summary = fixture.imports(List.of(parts.get(1), outer));
    assertThat(summary.isClean()).isTrue();
    assertThat(fixture.asset("IMG_1.jpg").details().description()).isEqualTo("the bay");
  }

  @Test
  void onePackedOnceMoreIsALineInTheReport() throws IOException {
    Path part = takeout().photo("IMG_1.jpg").writeTo(inbox).get(1);
    Path outer = driveDownload(List.of(part), ZipEntry.DEFLATED);

    InspectReport report = inspect(outer);

    assertThat(report.archives()).extracting(InspectedArchive::state).containsExactly("not-takeout", "not-takeout");
    assertThat(report.archives().get(1).problems()).containsExactly("it is packed once more by the archive it lies in");
  }

  @Test
  void anArchiveThatHoldsOthersIsNeitherMovedNorDeleted() throws IOException {
    Path part = takeout().photo("IMG_1.jpg").writeTo(inbox).get(1);
    Path outer = driveDownload(List.of(part), ZipEntry.STORED);
    fixture.options = fixture.options.with(AfterImport.MOVE);

    fixture.importsAll(List.of(outer));

    assertThat(outer).exists();
    assertThat(fixture.assets()).hasSize(1);
  }
}
