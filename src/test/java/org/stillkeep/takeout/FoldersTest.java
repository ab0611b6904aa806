package org.stillkeep.takeout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the folders of a Takeout are, and what does not belong to Google Photos. */
class FoldersTest {

  private static final String TITLED = "{\"title\": \"%s\"}";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Photos from 2019", "Fotos von 2019", "Photos de 2019", "Foto da 2019", "Foto_s van 2019", "2019 年的相片", "2019年的照片",
        "2019년의 사진", "Zdjęcia z 2019", "Фото за 2019", "Fotoğraflar 2019", "photos FROM 2019"
      })
  void aYearFolderOfAnyLanguageIsNoAlbum(String folder) {
    Export export = new Export().in(folder).media("a.jpg");

    assertThat(export.albumsOf(folder + "/a.jpg")).isEmpty();
    assertThat(export.item(folder + "/a.jpg").folderYear()).hasValue(2019);
  }

  @Test
  void aYearFolderOfAnUnknownLanguageIsKnownByItsSidecars() {
    Export export = new Export().in("รูปภาพจาก 2020").media("a.jpg").sidecar("a.jpg.json", "a.jpg", 1_600_000_000);

    assertThat(export.albumsOf("รูปภาพจาก 2020/a.jpg")).isEmpty();
  }

  @Test
  void anAlbumWithAYearInItsNameStaysAnAlbum() {
    Export export = new Export().in("Thailand 2019").media("a.jpg").json("metadata.json", TITLED.formatted("Thailand: 2019"));

    assertThat(export.albumsOf("Thailand 2019/a.jpg")).containsExactly("Thailand: 2019");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2017-05-01", "2017-05-01 #2", "2016-08-14 - 2016-08-20"})
  void theDateFoldersOfOldExportsAreNoAlbums(String folder) {
    Export export = new Export().in(folder).media("a.jpg").json("metadata.json", "{\"albumData\": {\"title\": \"2017-05-01\"}}");

    assertThat(export.read().albums()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Photos without a date", "2019-08", "Photos from 2019", "Bin"})
  void inAnExportOfOursOnlyAFolderWithAlbumDataIsAnAlbum(String folder) {
    String ours = "{\"title\": \"%s\", \"photoTakenTime\": {\"timestamp\": \"1\"}, \"stillkeep\": {}}";
    Export unfiled = new Export().in(folder).media("a.jpg").json("a.jpg.json", ours.formatted("a.jpg"));
    Export album =
        new Export()
            .in(folder)
            .media("a.jpg")
            .json("a.jpg.json", ours.formatted("a.jpg"))
            .json("metadata.json", "{\"title\": \"%s\", \"stillkeep\": {}}".formatted(folder));

    assertThat(unfiled.albumsOf(folder + "/a.jpg")).isEmpty();
    assertThat(album.albumsOf(folder + "/a.jpg")).containsExactly(folder);
  }

  @Test
  void theAlbumsTitleMayComeInAnotherPart() {
    Export export =
        new Export().in("Gary_s birthday").part(1).media("a.jpg").part(9).json("Metadaten.json", TITLED.formatted("Gary's birthday"));

    assertThat(export.albumsOf("Gary_s birthday/a.jpg")).containsExactly("Gary's birthday");
  }

  @Test
  void albumsOfOneTitleStayApart() {
    Export export =
        new Export()
            .in("Trip").media("a.jpg").json("metadata.json", TITLED.formatted("Trip"))
            .in("Trip(1)").media("b.jpg").json("metadata.json", TITLED.formatted("Trip"));

    assertThat(export.read().albums()).extracting(TakeoutAlbum::folder).containsExactly("Google Photos/Trip", "Google Photos/Trip(1)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Untitled(3)", "Sans titre(9)", "Ohne Namen"})
  void anUntitledAlbumIsNone(String folder) {
    Export export = new Export().in(folder).media("a.jpg").json("metadata.json", "{}");

    assertThat(export.read().albums()).isEmpty();
  }

  @Test
  void archiveTrashAndLockedFolderAreStates() {
    Export export =
        new Export()
            .in("Archiv").in("アーカイブ").media("a.jpg")
            .in("Papierkorb").media("b.jpg")
            .in("Locked Folder").media("c.jpg")
            .in("Failed videos").media("d.mp4")
            .in("กระดาษ").media("e.jpg").json("e.jpg.json", "{\"photoTakenTime\": {\"timestamp\": \"5\"}, \"trashed\": true}");

    assertThat(export.item("アーカイブ/a.jpg").archived()).isTrue();
    assertThat(export.item("Papierkorb/b.jpg").trashed()).isTrue();
    assertThat(export.item("Locked Folder/c.jpg").locked()).isTrue();
    assertThat(export.item("กระดาษ/e.jpg").trashed()).isTrue();
    assertThat(export.read().albums()).isEmpty();
  }

  @Test
  void aPhotoIsInAnAlbumWhoseFolderHoldsItsSidecarOnly() {
    Export export =
        new Export()
            .in("Photos from 2023").media("a.jpg").sidecar("a.jpg.json", "a.jpg", 1_695_394_174)
            .in("Album").sidecar("a.jpg.json", "a.jpg", 1_695_394_174).json("x.json", TITLED.formatted("Album"));

    assertThat(export.albumsOf("Photos from 2023/a.jpg")).containsExactly("Album");
    assertThat(export.roleOf("Album/a.jpg.json")).isEqualTo("item");
  }

  @Test
  void copiesShareTheirAlbumsAndTheYearFoldersCopyStandsForAll() {
    Export export =
        new Export()
            .in("Album A").copy("a.jpg", 5).json("m.json", TITLED.formatted("A"))
            .in("Album B").copy("a.jpg", 5).json("m.json", TITLED.formatted("B"))
            .in("Photos from 2023").copy("a.jpg", 5).sidecars("a.jpg.json");

    assertThat(export.albumsOf("Photos from 2023/a.jpg")).containsExactly("A", "B");
    assertThat(export.albumsOf("Album A/a.jpg")).containsExactly("A", "B");
    assertThat(export.path(export.item("Album B/a.jpg").sameAs())).isEqualTo("Photos from 2023/a.jpg");
    assertThat(export.sidecarOf("Album A/a.jpg")).isEqualTo("Photos from 2023/a.jpg.json");
  }

  @Test
  void theFoldersOfAllUnpackedPartsFallTogether() {
    Export export =
        new Export()
            .at("Downloads/Takeout 2/Google\u00a0Photos/Photos from 2023/a.jpg", null)
            .at("Takeout/takeout-20250101T101010Z-3-001/Takeout/Google Photos/Photos from 2023 /a.jpg.json", "{\"photoTakenTime\": {}}");

    assertThat(export.read().items().get(0).sidecar()).isPresent();
  }

  @Test
  void aRootOfAnUnknownLanguageIsKnownByWhatLiesInIt() {
    Export export =
        new Export()
            .at("Takeout/Google ფოტოები/Fun/a.jpg", null)
            .at("Takeout/Google ფოტოები/Fun/a.jpg.json", "{\"photoTakenTime\": {}}");

    assertThat(export.read().items()).hasSize(1);
  }

  @Test
  void otherProductsAreIgnoredWithTheirName() {
    Export export =
        new Export()
            .media("a.jpg")
            .at("Takeout/Drive/Scans/scan.jpg", null)
            .at("Takeout/Keep/note.json", "{\"title\": \"milk\"}")
            .at("Takeout/archive_browser.html", null);

    assertThat(export.reasonFor("Takeout/Drive/Scans/scan.jpg")).contains("Drive");
    assertThat(export.reasonFor("Takeout/Keep/note.json")).contains("Keep");
    assertThat(export.reasonFor("Takeout/archive_browser.html")).contains("overview");
    assertThat(export.read().albums()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Takeout/Google Photos/A/._a.jpg", "__MACOSX/Takeout/Google Photos/A/a.jpg", "Takeout/Google Photos/A/Thumbs.db",
        "Takeout/Google Photos/A/@eaDir/a.jpg/SYNOFILE_THUMB_M.jpg", "Takeout/Google Photos/A/desktop.ini"
      })
  void litterIsIgnored(String path) {
    assertThat(new Export().at(path, null).read().ignored()).hasSize(1);
  }

  @Test
  void theOtherTextsOfGooglePhotosHaveTheirRoles() {
    Export export =
        new Export()
            .at("Takeout/Google Photos/user-generated-memory-titles.json", "{\"title\": [\"a\", \"b\"]}")
            .at("Takeout/Google Photos/共享_相簿_留言.json", "{\"sharedAlbumComments\": []}")
            .at("Takeout/Google Photos/print-subscriptions.json", "{\"subscriptions\": []}")
            .in("Print Order 12").json("order.json", "{\"externalOrderId\": \"1\", \"creationTime\": {}}")
            .in("Album").json("metadata.json", TITLED.formatted("Album")).json("broken.json", "{not json");

    assertThat(export.roleOf("user-generated-memory-titles.json")).isEqualTo("memory");
    assertThat(export.roleOf("共享_相簿_留言.json")).isEqualTo("comments");
    assertThat(export.roleOf("print-subscriptions.json")).isEqualTo("subscription");
    assertThat(export.roleOf("Print Order 12/order.json")).isEqualTo("print");
    assertThat(export.roleOf("Album/metadata.json")).isEqualTo("album");
    assertThat(export.reasonFor("Album/broken.json")).contains("JSON");
  }

  @Test
  void oneAlbumWrittenAsTwoFoldersIsOne() {
    Export export =
        new Export()
            .in("b©rnehaven").media("a.MOV")
            .in("børnehaven").sidecars("a.MOV.supplemental-metadata.json").json("metadata.json", TITLED.formatted("børnehaven"));

    assertThat(export.albumsOf("b©rnehaven/a.MOV")).containsExactly("børnehaven");
    assertThat(export.read().albums()).hasSize(1);
  }

  @Test
  void ourOwnExportIsReadBack() {
    Export export =
        new Export()
            .at("Vacation/a.jpg", null)
            .at("Vacation/metadata/a.jpg.json", "{\"title\": \"a.jpg\", \"photoTakenTime\": {}}")
            .at("Vacation/metadata.json", TITLED.formatted("Vacation!"));

    assertThat(export.sidecarOf("Vacation/a.jpg")).isEqualTo("Vacation/metadata/a.jpg.json");
    assertThat(export.albumsOf("Vacation/a.jpg")).isEqualTo(List.of("Vacation!"));
  }

  @Test
  void theExportOfAnEnteLibraryIsRead() {
    Export export =
        new Export()
            .at("Ente Photos/export_status.json", "{\"version\": 5, \"stage\": 7}")
            .at("Ente Photos/Vacation/a.jpg", null)
            .at("Ente Photos/Vacation/metadata/a.jpg.json", "{\"title\": \"a.jpg\", \"caption\": \"the bay\", \"photoTakenTime\": {}}")
            .at("Ente Photos/Trash/Vacation/b.jpg", null)
            .at("Ente Photos/Trash/Vacation/metadata/b.jpg.json", "{\"title\": \"b.jpg\", \"photoTakenTime\": {}}");

    assertThat(export.sidecarOf("Ente Photos/Vacation/a.jpg")).isEqualTo("Ente Photos/Vacation/metadata/a.jpg.json");
    assertThat(export.item("Ente Photos/Vacation/a.jpg").facts().orElseThrow().description()).contains("the bay");
    assertThat(export.albumsOf("Ente Photos/Vacation/a.jpg")).containsExactly("Vacation");
    assertThat(export.reasonFor("Ente Photos/Trash/Vacation/b.jpg")).isEqualTo("deleted since it was exported");
    assertThat(export.reasonFor("Ente Photos/Trash/Vacation/metadata/b.jpg.json")).isEqualTo("deleted since it was exported");
    assertThat(export.roleOf("Ente Photos/export_status.json")).isEqualTo("unused");
  }

  @Test
  void googlesOwnBinIsNoBinOfAnExport() {
    Export export = new Export().in("Trash").media("a.jpg");
    assertThat(export.item("Trash/a.jpg").trashed()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Takeout", "Takeout 2", "Google Photos"})
  void anAlbumMayBeCalledLikeThePlacesAroundIt(String title) {
    Export export = new Export().in(title).media("a.jpg").sidecars("a.jpg.json").json("metadata.json", TITLED.formatted(title));

    assertThat(export.albumsOf(title + "/a.jpg")).containsExactly(title);
    assertThat(export.sidecarOf(title + "/a.jpg")).isEqualTo(title + "/a.jpg.json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Takeout 2", "Takeout 63", "Takeout (2)", "Takeout(2)", "takeout-2", "x/Takeout/takeout-20250101T101010Z-3-001/Takeout"})
  void thePartsOfATakeoutFallTogetherHoweverTheyWereUnpacked(String place) {
    Export export = new Export().media("a.jpg").at(place + "/Google Photos/Photos from 2023/a.jpg.json", "{\"photoTakenTime\": {}}");

    assertThat(export.item("Photos from 2023/a.jpg").sidecar()).isPresent();
  }

  @Test
  void aYearFolderInDriveDoesNotMakeItPhotos() {
    Export export = new Export().media("a.jpg").at("Takeout/Drive/Photos from 2019/b.jpg", null);

    assertThat(export.reasonFor("Takeout/Drive/Photos from 2019/b.jpg")).contains("Drive");
  }

  @Test
  void aRootOfAnUnknownLanguageIsKnownByItsYearFolderWhereNothingElseIs() {
    assertThat(new Export().at("Takeout/Google ფოტოები/Photos from 2019/a.jpg", null).read().items()).hasSize(1);
  }

  @Test
  void anAlbumOfOneYearWhoseTitleHasNotArrivedIsNoYearFolderWhereThatIsCalledOtherwise() {
    Export export =
        new Export()
            .in("Photos from 2020").media("b.jpg")
            .in("Garden 2020").media("a.jpg").sidecar("a.jpg.json", "a.jpg", 1_600_000_000);

    assertThat(export.albumsOf("Garden 2020/a.jpg")).containsExactly("Garden 2020");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Photos from 2018", "Fotos von 2018"})
  void theYearFolderOfAnOldExportHasATitleToo(String title) {
    Export export = new Export().in("Photos from 2018").media("a.jpg").json("metadata.json", TITLED.formatted(title));

    assertThat(export.read().albums()).isEmpty();
    assertThat(export.item("Photos from 2018/a.jpg").folderYear()).hasValue(2018);
  }

  @Test
  void anAlbumsFolderMayEndInADotOrABlank() {
    Export export =
        new Export()
            .in("E.J.").media("a.jpg").json("metadata.json", TITLED.formatted("E.J."))
            .in("A trip to nowhere, 2 ").media("b.jpg")
            .in("A trip to nowhere, 2").json("metadata.json", TITLED.formatted("A trip to nowhere, 2004"));

    assertThat(export.albumsOf("E.J./a.jpg")).containsExactly("E.J.");
    assertThat(export.albumsOf("A trip to nowhere, 2 /b.jpg")).containsExactly("A trip to nowhere, 2004");
  }

  @Test
  void aPrintOrderMakesNoAlbum() {
    Export export =
        new Export().in("Print Order 123456").at("Takeout/Google Photos/Print Order 123456/print-order.pdf", null)
            .json("order.json", "{\"externalOrderId\": \"1\", \"category\": \"SHIPPED_PRINTS\"}");

    assertThat(export.read().albums()).isEmpty();
    assertThat(export.reasonFor("Print Order 123456/print-order.pdf")).contains("neither");
  }
}
