package org.stillkeep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stillkeep.importer.TakeoutBuilder.TAKEN;
import static org.stillkeep.importer.TakeoutBuilder.takeout;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stillkeep.asset.AlbumKind;
import org.stillkeep.asset.Asset;
import org.stillkeep.asset.AssetDetails;
import org.stillkeep.asset.AssetKind;
import org.stillkeep.asset.CaptureTime;
import org.stillkeep.asset.Place;
import org.stillkeep.export.Layout;
import org.stillkeep.export.SidecarPlace;
import org.stillkeep.importer.TakeoutBuilder;
import org.stillkeep.media.MediaSamples;

/** Takeout → library → export → another library: both are the same, field for field. */
class RoundTripTest {

  @TempDir Path inbox;
  @TempDir Path exports;

  @ParameterizedTest
  @CsvSource({"ALBUMS,METADATA_FOLDER", "ALBUMS,BESIDE", "DATES,METADATA_FOLDER", "DATES,BESIDE"})
  void anExportGivesTheLibraryThatItWasMadeFrom(Layout layout, SidecarPlace place) throws IOException {
    try (Domicile first = new Domicile();
        Domicile second = new Domicile()) {
      first.imports(everything().writeTo(inbox).values());
      edit(first);
      Path export = first.export(exports.resolve("export"), layout, place);

      second.imports(List.of(export));

      assertThat(second.assets().keySet()).isEqualTo(first.assets().keySet());
      first.assets().forEach((hash, held) -> assertThat(second.assets().get(hash)).as(held.details().title()).isEqualTo(held));
      assertThat(second.albums()).isEqualTo(first.albums());
    }
  }

  @ParameterizedTest
  @CsvSource({"ALBUMS,METADATA_FOLDER", "DATES,BESIDE"})
  void realTakeoutsComeBackUnchanged(Layout layout, SidecarPlace place) throws IOException {
    RealTakeout real = RealTakeout.ofCorpus();
    try (Domicile first = new Domicile();
        Domicile second = new Domicile()) {
      first.imports(List.of(real.writeFirstPart(inbox)));
      first.imports(List.of(real.writeSecondPart(inbox)));
      Path export = first.export(exports.resolve("export"), layout, place);

      second.imports(List.of(export));

      assertThat(second.assets().keySet()).isEqualTo(first.assets().keySet());
      first.assets().forEach((hash, held) -> assertThat(second.assets().get(hash)).as(held.details().title()).isEqualTo(held));
      assertThat(second.albums()).isEqualTo(first.albums());
    }
  }

  @Test
  void anExportDroppedIntoTheLibraryItCameFromChangesNothing() throws IOException {
    try (Domicile home = new Domicile()) {
      home.imports(everything().writeTo(inbox).values());
      edit(home);
      var assets = home.assets();
      var albums = home.albums();
      Path export = home.export(exports.resolve("export"), Layout.ALBUMS, SidecarPlace.METADATA_FOLDER);

      home.imports(List.of(export));

      assertThat(home.assets()).isEqualTo(assets);
      assertThat(home.albums()).isEqualTo(albums);
    }
  }

  /** One of each kind of thing that a Takeout may say. */
  private static TakeoutBuilder everything() {
    return takeout()
        .photo("IMG_1.jpg").description("two\nlines \"quoted\"").people("Ada", "Ben").place(48.123456789, 11.5).favorite()
        .album("Sardinia").copyIn("Best of 2019")
        .photo("IMG_2.jpg").archived().takenAt(Instant.parse("1965-04-03T02:01:00Z"))
        .photo("IMG_3.jpg").exif(LocalDateTime.of(2018, 7, 1, 12, 0, 5), Optional.of(ZoneOffset.ofHours(3))).withoutSidecar()
        .photo("IMG_20180702_120000.jpg").withoutSidecar()
        .photo("only a year.jpg").withoutSidecar()
        .photo("IMG_4.JPG").album("Sardinia")
        .video("IMG_4.MP4").withoutSidecar().album("Sardinia")
        .photo("IMG_5.jpg").photo("IMG_5-edited.jpg").withoutSidecar()
        .video("VID_6.mp4").takenAt(TAKEN.plusSeconds(7))
        .photo("2011.jpg").album("Photos: from 2011")
        .photo("IMG_8.JPG").media("IMG_8.MP4", MediaSamples.mp4("a minute", 60_000)).withoutSidecar()
        .media("IMG_1.jpg", MediaSamples.jpeg("a twin")).takenAt(TAKEN.plusSeconds(99)).album("Twins").description("twin")
        .media("img_1.JPG", MediaSamples.jpeg("a third")).takenAt(TAKEN.plusSeconds(101)).album("Twins 2")
        .photo("IMG_9.HEIC").media("IMG_9.MOV", MediaSamples.mp4("ninth", 2_000)).withoutSidecar().photo("IMG_9.JPG").takenAt(TAKEN.plusSeconds(5))
        .photo("Ein sehr langer Name mit Übermut und ohne Ende 🏖🏖🏖 der jede Grenze sprengt.jpg").album("Favorites")
        .entry("Takeout/Google Photos/Untitled album/IMG_7.jpg", MediaSamples.jpeg("seven"))
        .entry(
            "Takeout/Google Photos/Sardinia(1)/metadata.json",
            """
            {"title": "Sardinia", "description": "the other one", "access": "protected",
             "enrichments": [{"locationEnrichment": {"location": [{"name": "Cala", "latitudeE7": 400000000, "longitudeE7": 95000000}]}}],
             "sharedAlbumComments": [{"text": "nice \u00e9", "contentOwnerName": "Eve", "creationTime": {"timestamp": "1564100000"}}]}
            """
                .getBytes(StandardCharsets.UTF_8))
        .entry("Takeout/Google Photos/Sardinia(1)/other.jpg", MediaSamples.jpeg("other"))
        .entry(
            "Takeout/Google Photos/Sardinia(1)/other.jpg.json",
            """
            {"title": "other.jpg", "description": "", "imageViews": "12", "creationTime": {"timestamp": "1600000000", "formatted": "13.09.2020 г."},
             "photoTakenTime": {"timestamp": "1564000000", "formatted": "24 juil. 2019"}, "geoData": {"latitude": 40.0, "longitude": 9.50, "altitude": 12.250},
             "url": "https://photos.google.com/photo/x", "googlePhotosOrigin": {"fromPartnerSharing": {}}, "unheardOf": [1.10, null]}
            """
                .getBytes(StandardCharsets.UTF_8));
  }

  /** What an owner does in the library afterwards. */
  private static void edit(Domicile home) throws IOException {
    Asset photo = home.asset("IMG_5.jpg");
    AssetDetails now = photo.details();
    home.library.improve(
        photo.id(),
        new AssetDetails(
            "Grandma's birthday?.jpg", now.liveVideoTitle(),
            new CaptureTime(Instant.parse("2001-02-03T04:05:06.789Z"), Optional.of(ZoneOffset.ofHoursMinutes(5, 30)), CaptureTime.Source.SIDECAR, CaptureTime.Accuracy.SECOND),
            now.modified(), Optional.of(new Place(1.5, -2.25, OptionalDouble.of(0))), "said later", now.people(), true, now.url(), now.sidecarJson()));
    Asset twin = home.asset("img_1.JPG");
    home.library.addToAlbum(home.library.album(AlbumKind.ALBUM, "Photos from 2011", "another client"), List.of(twin.id()));
    home.library.addToAlbum(home.library.album(AlbumKind.ALBUM, "Bin", "another client 2"), List.of(twin.id()));
    home.library.addToAlbum(home.library.album(AlbumKind.ALBUM, " 2017-05-01", "another client 3"), List.of(twin.id(), photo.id()));
    assertThat(home.asset("IMG_8.JPG").kind()).isEqualTo(AssetKind.PHOTO);
    assertThat(home.asset("IMG_4.JPG").kind()).isEqualTo(AssetKind.LIVE_PHOTO);
    assertThat(home.asset("IMG_5-edited.jpg").details().editedOf()).contains(photo.hash());
    assertThat(home.albums().stream().filter(album -> album.title().equals("Sardinia"))).hasSize(2);
  }
}
