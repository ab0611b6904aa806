package org.stillkeep.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stillkeep.importer.TakeoutBuilder.takeout;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
import org.stillkeep.asset.AssetKind;
import org.stillkeep.faults.Covers;
import org.stillkeep.importer.InspectReport.InspectedArchive;
import org.stillkeep.importer.InspectReport.InspectedItem;
import org.stillkeep.media.MediaSamples;

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

  private static Inspected inspect(Path... paths) throws IOException {
    return Inspected.of(List.of(paths));
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

    Inspected report = inspect(parts.get(1), outer);

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

    Inspected report = inspect(outer);

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

  private static void write(Path file, byte[] content) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, content);
  }

  private static byte[] sidecar(String title, String more) {
    String json = "{\"title\": \"" + title + "\", \"photoTakenTime\": {\"timestamp\": \"1565186704\"}" + more + "}";
    return json.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  @Covers("F40")
  void anUnpackedTakeoutIsReadFromEveryLevel() throws IOException {
    Path root = inbox.resolve("x/Takeout/Google Photos/Sardinia");
    write(root.resolve("IMG_1.jpg"), MediaSamples.jpeg("1"));
    write(root.resolve("IMG_1.jpg.supplemental-metadata.json"), sidecar("IMG_1.jpg", ""));
    write(root.resolve("metadata.json"), "{\"title\": \"Sardinia!\"}".getBytes(StandardCharsets.UTF_8));

    for (Path level = root; !level.equals(inbox); level = level.getParent()) {
      Inspected report = inspect(level);
      assertThat(report.archives()).extracting(InspectedArchive::kind).containsExactly("folder");
      assertThat(report.archives()).extracting(InspectedArchive::state).containsExactly("ok");
      assertThat(report.items()).as("from %s", level).hasSize(1);
      assertThat(report.items().get(0).sidecar()).as("from %s", level).isPresent();
      assertThat(report.items().get(0).albums()).as("from %s", level).containsExactly("Sardinia!");
    }
  }

  @Test
  void anExportOfEntesComesInWithCaptionsAlbumsAndLivePhotos() throws IOException {
    Path root = inbox.resolve("Ente Photos");
    write(root.resolve("export_status.json"), "{\"version\": 5}".getBytes(StandardCharsets.UTF_8));
    write(root.resolve("Sardinia/IMG_1.jpg"), MediaSamples.jpeg("1"));
    write(root.resolve("Sardinia/metadata/IMG_1.jpg.json"), sidecar("IMG_1.jpg", ", \"caption\": \"the bay\""));
    write(root.resolve("Sardinia/IMG_2.HEIC"), MediaSamples.jpeg("2"));
    write(root.resolve("Sardinia/IMG_2.MOV"), MediaSamples.mp4("2", 2_000));
    write(root.resolve("Sardinia/metadata/IMG_2.HEIC.json"), sidecar("IMG_2.HEIC", ""));
    write(root.resolve("Sardinia/metadata/IMG_2.MOV.json"), sidecar("IMG_2.MOV", ""));
    write(root.resolve("Trash/Sardinia/IMG_3.jpg"), MediaSamples.jpeg("3"));

    ImportSummary summary = fixture.imports(List.of(root));

    assertThat(summary.isClean()).isTrue();
    assertThat(fixture.assets()).hasSize(2);
    assertThat(fixture.asset("IMG_1.jpg").details().description()).isEqualTo("the bay");
    assertThat(fixture.asset("IMG_2.HEIC").kind()).isEqualTo(AssetKind.LIVE_PHOTO);
    assertThat(fixture.albumsOf(fixture.asset("IMG_1.jpg"))).containsExactly("Sardinia");
  }

  @Test
  void anEarlierExportOfOursComesInWhenItIsNamed() throws IOException {
    Path root = inbox.resolve("Export");
    write(root.resolve(".stillkeep-export"), "{}".getBytes(StandardCharsets.UTF_8));
    write(root.resolve("Sardinia/IMG_1.jpg"), MediaSamples.jpeg("1"));
    write(root.resolve("Sardinia/metadata/IMG_1.jpg.json"), sidecar("IMG_1.jpg", ", \"description\": \"the bay\""));
    write(root.resolve("Trash/Sardinia/IMG_3.jpg"), MediaSamples.jpeg("3"));

    Inspected report = inspect(root);

    assertThat(report.items()).hasSize(1);
    assertThat(report.items().get(0).description()).isEqualTo("the bay");
    assertThat(report.items().get(0).albums()).containsExactly("Sardinia");
    assertThat(report.ignored()).extracting(InspectReport.InspectedIgnored::reason).containsExactly("deleted since it was exported");
  }

  @Test
  void aFileBesideTheArchivesFindsItsSidecarInOne() throws IOException {
    Path part =
        takeout()
            .photo("IMG_1.jpg")
            .entry(
                "Takeout/Google Photos/Photos from 2019/GH010015.MP4.supplemental-metadata.json",
                sidecar("GH010015.MP4", ", \"description\": \"too big\""))
            .writeTo(inbox)
            .get(1);
    Path loose = Files.write(inbox.resolve("GH010015-002.MP4"), MediaSamples.mp4("big", 9_000));

    Inspected report = inspect(part, loose);

    assertThat(report.archives()).extracting(InspectedArchive::kind).containsExactly("zip", "file");
    assertThat(report.items()).extracting(InspectedItem::description).contains("too big");
    assertThat(report.sets()).hasSize(1);
    fixture.imports(List.of(part, loose));
    assertThat(fixture.assets()).hasSize(2);
  }

  /** Z27. */
  @Test
  @Covers("Z27")
  void twoAccountsInOneInboxStayApart() throws IOException {
    Path hers = takeout("20240601T101010Z").photo("IMG_1.jpg").withoutSidecar().writeTo(inbox).get(1);
    Path his = takeout("20240601T101040Z").photo("IMG_1.jpg").description("his").writeTo(inbox).get(1);

    Inspected report = inspect(hers, his);

    assertThat(report.sets()).hasSize(2);
    assertThat(report.items()).filteredOn(item -> item.sidecar().isPresent()).hasSize(1);
  }

  @Test
  @Covers("Z27")
  void twoAccountsThatWereExportedInTheSameSecondStayApart() throws IOException {
    Path mother = Files.createDirectories(inbox.resolve("mother"));
    Path father = Files.createDirectories(inbox.resolve("father"));
    Map<Integer, Path> hers =
        takeout().photo("IMG_1.jpg").withoutSidecar().part(2).photo("IMG_2.jpg").writeTo(mother);
    Map<Integer, Path> his = takeout().photo("IMG_3.jpg").sidecarIn(2).entry("Takeout/x.html", new byte[9]).writeTo(father);

    Inspected report = inspect(hers.get(1), his.get(1), hers.get(2), his.get(2));

    assertThat(report.sets()).hasSize(2);
    assertThat(report.sets()).extracting(InspectReport.InspectedSet::parts).allMatch(List.of(1, 2)::equals);
    assertThat(report.items()).filteredOn(item -> item.sidecar().isPresent()).extracting(InspectedItem::media)
        .noneMatch(media -> media.endsWith("IMG_1.jpg"));
  }
}
