package org.stillkeep.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.asset.Album;
import org.stillkeep.asset.Asset;
import org.stillkeep.faults.Covers;

/** What a pass makes of a library, and how it follows the library's changes. */
class ExportPassTest {

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
  void albumsBecomeFoldersAndTheRestGoesIntoYears() throws IOException {
    Album sardinia = home.album("Sardinia");
    home.photo("beach.jpg", "beach", sardinia);
    home.photo("lamp.jpg", "lamp");
    ExportSummary summary = home.export();
    assertThat(home.files())
        .containsOnlyKeys(
            "Sardinia/beach.jpg",
            "Sardinia/metadata/beach.jpg.json",
            "Sardinia/metadata.json",
            "Photos from 2019/lamp.jpg",
            "Photos from 2019/metadata/lamp.jpg.json");
    assertThat(home.read("Sardinia/beach.jpg")).isEqualTo("beach");
    assertThat(home.read("Sardinia/metadata.json")).contains("\"title\": \"Sardinia\"");
    assertThat(summary.written()).isEqualTo(2);
    assertThat(summary.sidecars()).isEqualTo(3);
    assertThat(summary.writtenBytes()).isEqualTo(9);
    assertThat(summary.isClean()).isTrue();
  }

  @Test
  void captureTimeBecomesTheFilesTime() throws IOException {
    home.photo(Household.taken("old.jpg", Instant.parse("1931-05-01T00:00:00Z")), "old");
    home.export();
    assertThat(Files.getLastModifiedTime(home.at("Photos from 1931/old.jpg")).toInstant())
        .isEqualTo(Instant.parse("1931-05-01T00:00:00Z"));
  }

  @Test
  void aLivePhotoBecomesTwoFilesWithASidecarEach() throws IOException {
    home.livePhoto("IMG_1.HEIC", "IMG_1.MOV", "still", "moving");
    home.export();
    assertThat(home.files())
        .containsOnlyKeys(
            "Photos from 2019/IMG_1.HEIC",
            "Photos from 2019/IMG_1.MOV",
            "Photos from 2019/metadata/IMG_1.HEIC.json",
            "Photos from 2019/metadata/IMG_1.MOV.json");
    assertThat(home.read("Photos from 2019/IMG_1.MOV")).isEqualTo("moving");
    assertThat(home.read("Photos from 2019/metadata/IMG_1.MOV.json")).contains("\"title\": \"IMG_1.MOV\"");
  }

  @Test
  void aSecondPassWithNothingToDoWritesNothing() throws IOException {
    home.photo("beach.jpg", "beach", home.album("Sardinia"));
    home.livePhoto("IMG_1.HEIC", "IMG_1.MOV", "still", "moving");
    home.export();
    Map<String, String> before = home.snapshot();
    assertThat(home.export()).isEqualTo(ExportSummary.NOTHING);
    assertThat(home.exportFully()).isEqualTo(ExportSummary.NOTHING);
    assertThat(home.snapshot()).isEqualTo(before);
  }

  @Test
  void aMetadataChangeRewritesTheSidecarAndNotThePhoto() throws IOException {
    Asset beach = home.photo("beach.jpg", "beach", home.album("Sardinia"));
    home.photo("other.jpg", "other", home.album("Sardinia"));
    home.export();
    Map<String, String> before = home.snapshot();
    home.library.improve(beach.id(), Household.described(beach.details(), "the last day"));
    ExportSummary summary = home.export();
    assertThat(summary.sidecars()).isEqualTo(1);
    assertThat(summary.written()).isZero();
    assertThat(home.read("Sardinia/metadata/beach.jpg.json"))
        .contains("\"description\": \"the last day\"")
        .contains("\"caption\": \"the last day\"");
    Map<String, String> after = home.snapshot();
    for (String same : List.of("Sardinia/beach.jpg", "Sardinia/other.jpg", "Sardinia/metadata/other.jpg.json")) {
      assertThat(after.get(same)).isEqualTo(before.get(same));
    }
  }

  @Test
  void aCorrectedDateMovesThePhotoAndItsTimeWithoutWritingItAgain() throws IOException {
    Asset lamp = home.photo("lamp.jpg", "lamp");
    home.export();
    Object inode = Files.readAttributes(home.at("Photos from 2019/lamp.jpg"), "fileKey").get("fileKey");
    Instant corrected = Instant.parse("2016-02-03T04:05:06Z");
    home.library.improve(lamp.id(), Household.taken("lamp.jpg", corrected));
    ExportSummary summary = home.export();
    assertThat(summary.written()).isZero();
    assertThat(summary.moved()).isEqualTo(1);
    assertThat(home.files()).containsOnlyKeys("Photos from 2016/lamp.jpg", "Photos from 2016/metadata/lamp.jpg.json");
    assertThat(Files.getLastModifiedTime(home.at("Photos from 2016/lamp.jpg")).toInstant()).isEqualTo(corrected);
    assertThat(Files.readAttributes(home.at("Photos from 2016/lamp.jpg"), "fileKey").get("fileKey")).isEqualTo(inode);
    assertThat(home.at("Photos from 2019")).doesNotExist();
  }

  @Test
  void aPhotoFiledIntoAnAlbumIsMovedThere() throws IOException {
    Asset lamp = home.photo("lamp.jpg", "lamp");
    home.export();
    home.library.addToAlbum(home.album("Lights"), List.of(lamp.id()));
    ExportSummary summary = home.export();
    assertThat(summary.written()).isZero();
    assertThat(summary.trashed()).isZero();
    assertThat(home.files())
        .containsOnlyKeys("Lights/lamp.jpg", "Lights/metadata/lamp.jpg.json", "Lights/metadata.json");
  }

  @Test
  void aRenamedAlbumIsARenamedFolder() throws IOException {
    Album album = home.album("Sardinia");
    home.photo("beach.jpg", "beach", album);
    home.export();
    home.rename(album, "Sardinia 2019");
    ExportSummary summary = home.export();
    assertThat(summary.written()).isZero();
    assertThat(home.files())
        .containsOnlyKeys(
            "Sardinia 2019/beach.jpg", "Sardinia 2019/metadata/beach.jpg.json", "Sardinia 2019/metadata.json");
    assertThat(home.read("Sardinia 2019/metadata.json")).contains("Sardinia 2019");
    assertThat(home.at("Sardinia")).doesNotExist();
    assertThat(home.exportFully()).isEqualTo(ExportSummary.NOTHING);
  }

  @Test
  void aPhotoThatIsDeletedWhileItsAlbumIsRenamedGoesToTheTrash() throws IOException {
    Album album = home.album("Sardinia");
    Asset beach = home.photo("beach.jpg", "beach", album);
    home.photo("house.jpg", "house", album);
    home.export();
    home.rename(album, "Italy");
    home.library.trash(List.of(beach.id()));
    assertThat(home.export().trashed()).isEqualTo(2);
    assertThat(home.files())
        .containsOnlyKeys(
            "Italy/house.jpg", "Italy/metadata/house.jpg.json", "Italy/metadata.json", "Trash/Italy/beach.jpg",
            "Trash/Italy/metadata/beach.jpg.json");
  }

  @Test
  void aRenamedAlbumLeavesForeignFilesWhereTheyAre() throws IOException {
    Album album = home.album("Sardinia");
    home.photo("beach.jpg", "beach", album);
    home.export();
    Files.writeString(home.at("Sardinia/notes.txt"), "mine");
    home.rename(album, "Italy");
    ExportSummary summary = home.export();
    assertThat(summary.written()).isZero();
    assertThat(home.files())
        .containsOnlyKeys(
            "Sardinia/notes.txt", "Italy/beach.jpg", "Italy/metadata/beach.jpg.json", "Italy/metadata.json");
  }

  @Test
  @Covers("P11")
  void whatIsDeletedInTheLibraryGoesToTheTrash() throws IOException {
    Asset beach = home.photo("beach.jpg", "beach", home.album("Sardinia"));
    home.export();
    home.library.trash(List.of(beach.id()));
    ExportSummary summary = home.export();
    assertThat(summary.trashed()).isEqualTo(3);
    assertThat(home.files())
        .containsOnlyKeys(
            "Trash/Sardinia/beach.jpg", "Trash/Sardinia/metadata/beach.jpg.json", "Trash/Sardinia/metadata.json");
    assertThat(home.at("Sardinia")).doesNotExist();
    assertThat(home.export()).isEqualTo(ExportSummary.NOTHING);
  }

  @Test
  void twoPhotosOfOneNameMeetInTheTrashWithTheirOwnSidecars() throws IOException {
    Album album = home.album("Sardinia");
    home.photo("keep.jpg", "keep", album);
    Asset first = home.photo("beach.jpg", "first", album);
    home.export();
    home.library.trash(List.of(first.id()));
    home.export();
    Asset second = home.photo("beach.jpg", "second", album);
    home.export();
    home.library.trash(List.of(second.id()));
    home.export();
    assertThat(home.read("Trash/Sardinia/beach.jpg")).isEqualTo("first");
    assertThat(home.read("Trash/Sardinia/beach (2).jpg")).isEqualTo("second");
    assertThat(home.at("Trash/Sardinia/metadata/beach (2).jpg.json")).exists();
  }

  @Test
  void deletedFilesStayWhenTheOptionSaysSo() throws IOException {
    home.options = Options.of(home.options).deleted(Deleted.KEEP).build();
    Asset beach = home.photo("beach.jpg", "beach", home.album("Sardinia"));
    home.export();
    home.library.trash(List.of(beach.id()));
    assertThat(home.export().trashed()).isZero();
    assertThat(home.media()).containsExactly("Sardinia/beach.jpg");
    assertThat(home.export()).isEqualTo(ExportSummary.NOTHING);
  }

  @Test
  @Covers("P11")
  void moreThanTheGuardAllowsIsHeldBackUntilSomebodyAgrees() throws IOException {
    Album album = home.album("Sardinia");
    List<Long> ids = new ArrayList<>();
    for (int i = 0; i < 21; i++) {
      ids.add(home.photo("beach" + i + ".jpg", "beach " + i, album).id());
    }
    home.export();
    home.library.trash(ids);
    ExportSummary heldBack = home.export();
    assertThat(heldBack.trashed()).isZero();
    assertThat(heldBack.heldBack()).isEqualTo(21);
    assertThat(home.media()).hasSize(21).allMatch(name -> name.startsWith("Sardinia/"));
    home.options = home.options.withAllowMassDelete(true);
    assertThat(home.export().heldBack()).isZero();
    assertThat(home.media()).hasSize(21).allMatch(name -> name.startsWith("Trash/Sardinia/"));
  }

  @Test
  @Covers("P14")
  void aFailingItemStopsNeitherTheOthersNorLeavesAFile() throws IOException {
    Album album = home.album("Sardinia");
    Asset damaged = home.photo("damaged.jpg", "damaged", album);
    home.photo("whole.jpg", "whole", album);
    Asset gone = home.photo("gone.jpg", "gone", album);
    home.export();
    home.library.trash(List.of(gone.id()));
    Files.delete(home.at("Sardinia/damaged.jpg"));
    home.contents.loseObject(
        home.catalog.assets().byId(damaged.id()).orElseThrow().content().objectKey());
    home.photo("new.jpg", "new", album);
    ExportSummary summary = home.exportFully();
    assertThat(summary.failures()).hasSize(1);
    assertThat(summary.failures().get(0).title()).isEqualTo("damaged.jpg");
    assertThat(home.media()).containsExactly("Sardinia/gone.jpg", "Sardinia/new.jpg", "Sardinia/whole.jpg");
    assertThat(summary.heldBack()).as("nothing is trashed after a failure").isEqualTo(1);
  }

  @Test
  void anAssetInTwoAlbumsIsLinkedWhereTheFileSystemCan() throws IOException {
    home.options = Options.of(home.options).multiAlbum(MultiAlbum.HARDLINK).build();
    home.photo("beach.jpg", "beach", home.album("Sardinia"), home.album("Best"));
    ExportSummary summary = home.export();
    assertThat(summary.written()).isEqualTo(1);
    assertThat(summary.linked()).isEqualTo(1);
    assertThat(Files.isSameFile(home.at("Sardinia/beach.jpg"), home.at("Best/beach.jpg"))).isTrue();
    assertThat(home.exportFully()).isEqualTo(ExportSummary.NOTHING);
  }

  @Test
  void anAssetInTwoAlbumsIsCopiedByDefault() throws IOException {
    home.photo("beach.jpg", "beach", home.album("Sardinia"), home.album("Best"));
    assertThat(home.export().written()).isEqualTo(2);
    assertThat(Files.isSameFile(home.at("Sardinia/beach.jpg"), home.at("Best/beach.jpg"))).isFalse();
  }

  @Test
  void anotherLayoutMovesWhatIsThere() throws IOException {
    home.photo("beach.jpg", "beach", home.album("Sardinia"));
    home.photo("lamp.jpg", "lamp");
    home.export();
    home.options = Options.of(home.options).layout(Layout.DATES).build();
    ExportSummary summary = home.export();
    assertThat(summary.written()).isZero();
    assertThat(home.media()).containsExactly("2019/2019-07/beach.jpg", "2019/2019-07/lamp.jpg");
    home.options = Options.of(home.options).layout(Layout.ALBUMS).build();
    home.export();
    assertThat(home.media()).containsExactly("Photos from 2019/lamp.jpg", "Sardinia/beach.jpg");
    assertThat(home.at("2019")).doesNotExist();
  }

  @Test
  void sidecarsMoveBesideThePhotosWhenAskedTo() throws IOException {
    home.photo("beach.jpg", "beach", home.album("Sardinia"));
    home.export();
    home.options = Options.of(home.options).sidecarPlace(SidecarPlace.BESIDE).build();
    assertThat(home.export().written()).isZero();
    assertThat(home.files())
        .containsOnlyKeys(
            "Sardinia/beach.jpg", "Sardinia/beach.jpg.supplemental-metadata.json", "Sardinia/metadata.json");
  }

  @Test
  void favoritesAreAnAlbumOfTheirOwnAndMarkedInTheSidecar() throws IOException {
    home.photo("beach.jpg", "beach", home.favorites());
    home.export();
    assertThat(home.media()).containsExactly("Favorites/beach.jpg");
    assertThat(home.read("Favorites/metadata/beach.jpg.json")).contains("\"favorited\": true");
  }

  @Test
  void aFavoriteIsNotLostWhenTheFavoritesAreNotExported() throws IOException {
    home.options = Options.of(home.options).exclude("favor*").build();
    home.photo("beach.jpg", "beach", home.favorites());
    home.export();
    assertThat(home.media()).containsExactly("Photos from 2019/beach.jpg");
  }

  @Test
  void onlyTheAlbumsThatAreAskedForAreExported() throws IOException {
    home.options = Options.of(home.options).albums("S*", "Work").exclude("*secret*").build();
    home.photo("beach.jpg", "beach", home.album("Sardinia"));
    home.photo("work.jpg", "work", home.album("work"));
    home.photo("hidden.jpg", "hidden", home.album("Some SECRET things"));
    home.photo("other.jpg", "other", home.album("Paris"));
    home.export();
    assertThat(home.media()).containsExactly("Sardinia/beach.jpg", "work/work.jpg");
  }

  @Test
  void yearFoldersHoldAllOrNothingWhenAskedTo() throws IOException {
    home.photo("beach.jpg", "beach", home.album("Sardinia"));
    home.photo("lamp.jpg", "lamp");
    home.options = Options.of(home.options).yearFolders(YearFolders.ALL).build();
    home.export();
    assertThat(home.media())
        .containsExactly("Photos from 2019/beach.jpg", "Photos from 2019/lamp.jpg", "Sardinia/beach.jpg");
    home.options = Options.of(home.options).yearFolders(YearFolders.NONE).build();
    home.export();
    assertThat(home.media())
        .containsExactly(
            "Sardinia/beach.jpg", "Trash/Photos from 2019/beach.jpg", "Trash/Photos from 2019/lamp.jpg");
  }
}
