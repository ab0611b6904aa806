package org.stillkeep.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.asset.Album;
import org.stillkeep.asset.Asset;
import org.stillkeep.export.ExportException.Reason;
import org.stillkeep.faults.Covers;

/** How a pass treats the folder it finds: the marker, other people's files, crashes, full and missing disks. */
class ExportFolderTest {

  @TempDir Path temp;
  private Household home;

  @BeforeEach
  void setUp() throws IOException {
    home = Household.withExportAt(temp.resolve("export"));
  }

  @AfterEach
  void tearDown() {
    home.close();
  }

  @Test
  @Covers({"F2", "F27", "P7"})
  void aMissingMarkerMeansNotConnectedAndNothingIsWritten_F2_F27() throws IOException {
    home.photo("beach.jpg", "beach");
    Files.delete(home.at(Marker.FILE_NAME));
    assertThat(home.exporter().check().kind()).isEqualTo(ExportState.Kind.NOT_CONNECTED);
    assertRefused(Reason.NOT_CONNECTED);
    assertThat(home.root()).isEmptyDirectory();
  }

  @Test
  @Covers({"F2", "P8"})
  void aMissingFolderIsNeverCreatedByAPass_F2() throws IOException {
    home.photo("beach.jpg", "beach");
    Files.delete(home.at(Marker.FILE_NAME));
    Files.delete(home.root());
    assertThat(home.exporter().check().kind()).isEqualTo(ExportState.Kind.NOT_CONNECTED);
    assertRefused(Reason.NOT_CONNECTED);
    assertThatThrownBy(() -> home.exporter().adoptOrCreate()).isInstanceOf(ExportException.class);
    assertThat(home.root()).doesNotExist();
  }

  @Test
  @Covers("F27")
  void aDamagedMarkerIsNoMarker_F27() throws IOException {
    Files.writeString(home.at(Marker.FILE_NAME), "{\"format\": 1, \"exportId\":");
    assertThat(home.exporter().check().kind()).isEqualTo(ExportState.Kind.NOT_CONNECTED);
    assertRefused(Reason.NOT_CONNECTED);
  }

  @Test
  @Covers("F3")
  void anotherExportAtTheSamePathIsForeign_F3() throws IOException {
    new Marker("another id", home.options.libraryId(), home.options.owner(), "").write(home.root());
    assertThat(home.exporter().check().reason()).contains("another id");
    assertRefused(Reason.FOREIGN);
  }

  @Test
  @Covers("F28")
  void anotherMachinesExportIsRefusedUntilItIsTakenOver_F28() throws IOException {
    home.photo("beach.jpg", "beach");
    home.export();
    Map<String, String> before = home.snapshot();
    home.loseCatalog();
    home.options = Options.of(home.options).owner("the second machine").build();
    ExportState state = home.exporter().check();
    assertThat(state.kind()).isEqualTo(ExportState.Kind.FOREIGN);
    assertThat(state.owner()).contains("this machine");
    assertRefused(Reason.FOREIGN);
    home.exporter().takeOver();
    assertThat(home.export().written()).isZero();
    before.keySet().removeIf(name -> name.equals("/") || name.equals(Marker.FILE_NAME));
    assertThat(home.snapshot()).containsAllEntriesOf(before);
    home.options = Options.of(home.options).owner("this machine").build();
    assertRefused(Reason.FOREIGN);
  }

  @Test
  @Covers({"P8", "P14"})
  void aFolderWithFilesIsAdoptedOnlyOnAnExplicitWord() throws IOException {
    Path album = Files.createDirectories(temp.resolve("old/Sardinia"));
    Files.writeString(album.resolve("beach.jpg"), "beach");
    Files.writeString(album.resolve("other.jpg"), "mine");
    try (Household late = new Household(temp.resolve("old"))) {
      late.photo("beach.jpg", "beach", late.album("Sardinia"));
      late.photo("other.jpg", "ours", late.album("Sardinia"));
      assertThat(late.exporter().check().kind()).isEqualTo(ExportState.Kind.FOREIGN);
      assertThatThrownBy(() -> late.exporter().adoptOrCreate()).isInstanceOf(ExportException.class);
      late.exporter().takeOver();
      ExportSummary summary = late.export();
      assertThat(summary.adopted()).isEqualTo(1);
      assertThat(summary.written()).isEqualTo(1);
      assertThat(late.read("Sardinia/other.jpg")).isEqualTo("mine");
      assertThat(late.read("Sardinia/other (2).jpg")).isEqualTo("ours");
      assertThat(late.at("Sardinia/metadata/other (2).jpg.json")).exists();
    }
  }

  @Test
  @Covers({"F27", "P13"})
  void aLostCatalogCostsAHashingAndNoCopy_F27() throws IOException {
    Album sardinia = home.album("Sardinia");
    home.photo("beach.jpg", "beach", sardinia);
    home.livePhoto("IMG_1.HEIC", "IMG_1.MOV", "still", "moving", sardinia);
    home.export();
    Map<String, String> before = home.snapshot();
    home.loseCatalog();
    assertThat(home.export().changedAnything()).isFalse();
    assertThat(home.snapshot()).isEqualTo(before);
    Files.delete(home.at(LedgerCopy.FILE_NAME));
    home.loseCatalog();
    ExportSummary summary = home.export();
    assertThat(summary.adopted()).isEqualTo(7);
    assertThat(summary.changedAnything()).isFalse();
    assertThat(home.media()).hasSize(3);
  }

  @Test
  @Covers("F27")
  void aDamagedLedgerCopyIsNotBelieved() throws IOException {
    home.photo("beach.jpg", "beach");
    home.export();
    Path copy = home.at(LedgerCopy.FILE_NAME);
    Files.writeString(copy, Files.readString(copy).replace("beach.jpg", "peach.jpg"));
    home.loseCatalog();
    assertThat(home.export().adopted()).isEqualTo(2);
    assertThat(home.media()).containsExactly("Photos from 2019/beach.jpg");
  }

  @Test
  void aLedgerCopyThatPointsOutOfTheExportIsNotBelieved() throws Exception {
    Path copy = home.at(LedgerCopy.FILE_NAME);
    Marker marker = Marker.read(home.root()).orElseThrow();
    String lines =
        "[\"stillkeep-ledger\",1,\"" + marker.exportId() + "\",\"" + marker.libraryId() + "\"]\n"
            + "[\"folder\",\"album:1\",\"../elsewhere\",\"x\"]\n";
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(lines.getBytes(StandardCharsets.UTF_8));
    Files.writeString(copy, lines + "[\"end\",\"" + HexFormat.of().formatHex(digest) + "\"]\n");
    assertThat(LedgerCopy.read(home.root(), marker)).isEmpty();
    Files.writeString(copy, lines.replace("../elsewhere", "here"));
    assertThat(LedgerCopy.read(home.root(), marker)).as("cut off").isEmpty();
  }

  @Test
  @Covers({"F26", "P10"})
  void whatSomebodyEditedIsKeptAndReported_F26() throws IOException {
    Asset beach = home.photo("beach.jpg", "beach", home.album("Sardinia"));
    home.export();
    Files.writeString(home.at("Sardinia/beach.jpg"), "retouched");
    ExportSummary summary = home.exportFully();
    assertThat(summary.kept()).containsExactly("Sardinia/beach.jpg");
    assertThat(summary.changedAnything()).isFalse();
    home.library.improve(beach.id(), Household.described(beach.details(), "evening"));
    assertThat(home.export().sidecars()).isEqualTo(1);
    home.library.trash(List.of(beach.id()));
    home.export();
    assertThat(home.read("Sardinia/beach.jpg")).isEqualTo("retouched");
  }

  @Test
  @Covers({"F26", "P10"})
  void anEditedSidecarIsNotOverwritten_F26() throws IOException {
    Asset beach = home.photo("beach.jpg", "beach", home.album("Sardinia"));
    home.export();
    Files.writeString(home.at("Sardinia/metadata/beach.jpg.json"), "{\"mine\": true}");
    home.library.improve(beach.id(), Household.described(beach.details(), "evening"));
    assertThat(home.export().kept()).containsExactly("Sardinia/metadata/beach.jpg.json");
    assertThat(home.read("Sardinia/metadata/beach.jpg.json")).isEqualTo("{\"mine\": true}");
  }

  @Test
  void aFileThatWasOnlyTouchedIsStillOurs() throws IOException {
    home.photo("beach.jpg", "beach");
    home.export();
    Files.setLastModifiedTime(home.at("Photos from 2019/beach.jpg"), FileTime.from(Instant.EPOCH));
    assertThat(home.exportFully()).isEqualTo(ExportSummary.NOTHING);
    assertThat(Files.getLastModifiedTime(home.at("Photos from 2019/beach.jpg")).toMillis()).isZero();
  }

  @Test
  @Covers("F26")
  void whatSomebodyDeletedIsRestoredByAFullPass_F26() throws IOException {
    home.photo("beach.jpg", "beach", home.album("Sardinia"));
    home.export();
    Files.delete(home.at("Sardinia/beach.jpg"));
    assertThat(home.export()).isEqualTo(ExportSummary.NOTHING);
    assertThat(home.exportFully().written()).isEqualTo(1);
    assertThat(home.read("Sardinia/beach.jpg")).isEqualTo("beach");
    assertThat(home.files()).hasSize(3);
  }

  @Test
  @Covers({"F26", "P14"})
  void aFileThatSomebodyRenamedIsTakenUnderItsNewName() throws IOException {
    home.photo("beach.jpg", "beach", home.album("Sardinia"));
    home.export();
    Files.move(home.at("Sardinia/beach.jpg"), home.at("Sardinia/evening.jpg"));
    assertThat(home.exportFully().written()).isZero();
    assertThat(home.files())
        .containsOnlyKeys("Sardinia/evening.jpg", "Sardinia/metadata/evening.jpg.json", "Sardinia/metadata.json");
  }

  @Test
  @Covers({"F23", "F29"})
  void litterOfOtherSystemsIsNeitherTouchedNorReported_F29() throws IOException {
    home.photo("beach.jpg", "beach", home.album("Sardinia"));
    home.export();
    Files.createDirectories(home.at("Sardinia/@eaDir"));
    List<String> litter = List.of(".DS_Store", "._beach.jpg", "Thumbs.db", "desktop.ini", ".nfs000000000084ab12", ".fuse_hidden0000a1b2", ".smbdelete1A2B");
    for (String name : litter) {
      Files.writeString(home.at("Sardinia/" + name), "not ours");
    }
    assertThat(home.exportFully()).isEqualTo(ExportSummary.NOTHING);
    assertThat(litter).allSatisfy(name -> assertThat(home.at("Sardinia/" + name)).hasContent("not ours"));
  }

  @Test
  @Covers("F29")
  void aFolderOfTheNasThatMayNotBeEnteredIsLeftAloneAndFailsNothing_F29() throws IOException {
    home.photo("beach.jpg", "beach", home.album("Sardinia"));
    home.export();
    List<Path> closed = List.of(home.at("@eaDir"), home.at("Sardinia/@eaDir"), home.at("Sardinia/metadata/@eaDir"));
    for (Path each : closed) {
      Files.createDirectory(each);
      Files.writeString(each.resolve("beach.jpg@SynoEAStream"), "not ours");
      assumeTrue(each.toFile().setReadable(false) && each.toFile().setExecutable(false) && !Files.isReadable(each), "file modes do not bind this user");
    }
    home.photo("sea.jpg", "sea", home.album("Sardinia"));
    assertThat(home.exportFully().failures()).isEmpty();
    assertThat(home.exportFully()).isEqualTo(ExportSummary.NOTHING);
    for (Path each : closed) {
      assertThat(each.toFile().setReadable(true) && each.toFile().setExecutable(true)).isTrue();
      assertThat(each.resolve("beach.jpg@SynoEAStream")).hasContent("not ours");
    }
  }

  @Test
  @Covers("F29b")
  void collidingNamesAreToldApartOnEveryPlatform_F29b() throws IOException {
    Album album = home.album("Sardinia");
    home.photo("beach.jpg", "1", album);
    home.photo("BEACH.JPG", "2", album);
    home.photo("caf\u00e9.jpg", "3", album);
    home.photo("cafe\u0301.jpg", "4", album);
    home.photo("CON.jpg", "5", album);
    home.photo("a:b.jpg", "6", album);
    home.photo("metadata", "7", album);
    home.photo("metadata.json", "8", album);
    home.photo("x".repeat(300) + ".jpg", "9", album);
    home.photo("in PARIS.jpg", "10", home.anotherAlbum("PARIS", "a"));
    home.photo("in Paris.jpg", "11", home.anotherAlbum("Paris", "b"));
    home.photo("in Trash.jpg", "12", home.album("trash"));
    home.photo("in metadata.jpg", "13", home.album("Metadata"));
    home.export();
    assertThat(home.media())
        .contains(
            "Sardinia/beach.jpg",
            "Sardinia/BEACH (2).JPG",
            "Sardinia/caf\u00e9.jpg",
            "Sardinia/caf\u00e9 (2).jpg",
            "Sardinia/CON_.jpg",
            "Sardinia/a_b.jpg",
            "Sardinia/metadata (2)",
            "PARIS/in PARIS.jpg",
            "Paris (2)/in Paris.jpg",
            "trash (2)/in Trash.jpg",
            "Metadata (2)/in metadata.jpg");
    assertThat(home.files().keySet()).allMatch(name -> name.length() < 200).hasSize(13 * 2 + 5);
    assertThat(home.exportFully()).isEqualTo(ExportSummary.NOTHING);
  }

  @Test
  void aLinkOutOfTheExportIsNotFollowed() throws IOException {
    Path elsewhere = Files.createDirectory(temp.resolve("elsewhere"));
    try {
      Files.createSymbolicLink(home.at("Sardinia"), elsewhere);
    } catch (UnsupportedOperationException | IOException e) {
      assumeThat(false).as("needs symbolic links").isTrue();
    }
    home.photo("beach.jpg", "beach", home.album("Sardinia"));
    home.export();
    assertThat(elsewhere).isEmptyDirectory();
    assertThat(home.read("Sardinia (2)/beach.jpg")).isEqualTo("beach");
  }

  @Test
  void stoppingInTheMiddleOfAFileLeavesNothingOfIt() throws IOException {
    home.video("long.mp4", new byte[64_000_000]);
    AtomicLong written = new AtomicLong();
    ExportListener listener =
        new ExportListener() {
          @Override
          public void progressed(long filesDone, long bytesDone) {
            written.set(bytesDone);
          }
        };
    assertThatThrownBy(() -> home.exporter().run(false, listener, () -> written.get() > 5_000_000))
        .isInstanceOf(CancellationException.class);
    assertThat(written.get()).isBetween(5_000_000L, 63_000_000L);
    assertThat(home.files()).isEmpty();
    assertThat(home.snapshot().keySet()).noneMatch(name -> name.contains(".stillkeep-tmp"));
    assertThat(home.export().written()).isEqualTo(1);
  }

  @Test
  @Covers("F50")
  void temporariesOfAPassThatWasCutOffAreSweptAndOnlyThose_F50() throws IOException {
    home.photo("beach.jpg", "beach", home.album("Sardinia"));
    home.export();
    Path ours = home.at("Sardinia/.stillkeep-tmp-01234567-89ab-cdef-0123-456789abcdef");
    Files.writeString(ours, "half");
    Files.writeString(home.at("Sardinia/.other-tmp"), "not ours");
    new PassMemory(home.catalog.settings(), Marker.read(home.root()).orElseThrow().exportId()).begin();
    home.export();
    assertThat(ours).doesNotExist();
    assertThat(home.at("Sardinia/.other-tmp")).exists();
    assertThat(home.media()).contains("Sardinia/beach.jpg");
  }

  @Test
  @Covers({"F1", "P9"})
  void aMarkerThatGoesMidPassStopsThePass_F1() throws IOException {
    Album album = home.album("Sardinia");
    for (int i = 0; i < 60; i++) {
      home.photo("beach" + i + ".jpg", "beach " + i, album);
    }
    ExportListener listener =
        new ExportListener() {
          private boolean gone;

          @Override
          public void progressed(long filesDone, long bytesDone) {
            if (filesDone == 20 && !gone) {
              gone = true;
              deleteMarker();
            }
          }
        };
    Marker marker = Marker.read(home.root()).orElseThrow();
    assertThatThrownBy(() -> home.exporter().run(false, listener, Household.NEVER))
        .isInstanceOfSatisfying(ExportException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NOT_CONNECTED));
    assertThat(home.media().size()).isBetween(0, 20);
    marker.write(home.root());
    assertThat(home.export().isClean()).isTrue();
    assertThat(home.media()).hasSize(60);
    assertThat(home.exportFully()).isEqualTo(ExportSummary.NOTHING);
  }

  private void deleteMarker() {
    try {
      Files.delete(home.at(Marker.FILE_NAME));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void assertRefused(Reason reason) {
    assertThatThrownBy(() -> home.export())
        .isInstanceOfSatisfying(ExportException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }
}
