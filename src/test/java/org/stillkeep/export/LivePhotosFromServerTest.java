package org.stillkeep.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stillkeep.library.OtherClient;
import org.stillkeep.store.RemoteStore;

/** Live photos that other clients have put on a server: nobody tells what their moving halves are called, or how long they are. */
class LivePhotosFromServerTest extends ExportOfServer {

  private static final int VIDEO = 1;
  private static final int LIVE_PHOTO = 2;
  private static final String QUICKTIME = "\0\0\0\24ftypqt  \0\0\0\0qt  the moving half";

  @ParameterizedTest
  @CsvSource({"qt  , mov", "mp42, mp4", "isom, mp4", "3gp4, 3gp", "avif, mp4"})
  void theBytesOfAMovingHalfWithoutANameTellItsExtension(String brand, String extension) throws IOException {
    livePhoto(phone.album("Sea", json()), "IMG_1.HEIC", "\0\0\0\24ftyp" + (brand + "    ").substring(0, 4) + "\0\0\0\0qt  moving");

    refreshAndExport();

    assertThat(home.media()).containsExactlyInAnyOrder("Sea/IMG_1.HEIC", "Sea/IMG_1." + extension);
    assertThat(home.read("Sea/metadata/IMG_1." + extension + ".json")).contains("\"title\": \"IMG_1." + extension + "\"");
    assertThat(home.export()).isEqualTo(ExportSummary.NOTHING);
    assertThat(home.exportFully().changedAnything()).isFalse();
  }

  @Test
  void itsCopiesInOtherAlbumsAreCalledLikeIt() throws IOException {
    long sea = phone.album("Sea", json());
    long hills = phone.album("Hills", json());
    long town = phone.album("Town", json());
    long file = livePhoto(sea, "IMG_1.HEIC", QUICKTIME);
    phone.addToAlbum(hills, file);
    refreshAndExport();
    assertThat(home.server.objectsOpened()).isOne();
    assertThat(home.media()).containsExactly("Hills/IMG_1.HEIC", "Hills/IMG_1.mov", "Sea/IMG_1.HEIC", "Sea/IMG_1.mov");

    phone.move(file, sea, town);
    refreshAndExport();
    assertThat(home.server.objectsOpened()).isOne();
    assertThat(home.media()).containsExactly("Hills/IMG_1.HEIC", "Hills/IMG_1.mov", "Town/IMG_1.HEIC", "Town/IMG_1.mov");
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void aVideoOfTheSameNameKeepsIts(boolean videoFirst) throws IOException {
    long sea = phone.album("Sea", json());
    if (videoFirst) {
      video(sea);
    }
    livePhoto(sea, "IMG_1.HEIC", QUICKTIME);
    if (!videoFirst) {
      video(sea);
    }

    refreshAndExport();

    assertThat(home.media()).hasSize(3);
    assertThat(home.files().values()).contains("the still", QUICKTIME, "a video");
    assertThat(home.exportFully().changedAnything()).isFalse();
  }

  private void video(long album) throws IOException {
    phone.file(album, OtherClient.metadata(VIDEO, "IMG_1.mov").put("hash", OtherClient.hash("a video").text()), "a video");
  }

  private long livePhoto(long album, String title, String video) throws IOException {
    ObjectNode metadata =
        OtherClient.metadata(LIVE_PHOTO, title)
            .put("hash", OtherClient.hash("the still").text() + ":" + OtherClient.hash(video).text());
    return phone.file(album, metadata, OtherClient.liveZip("the still", video), json(), json());
  }

  private static ObjectNode hashedLive(String title, String still, String video) {
    return OtherClient.metadata(LIVE_PHOTO, title)
        .put("hash", OtherClient.hash(still).text() + ":" + OtherClient.hash(video).text());
  }

  @Test
  void halvesThatNobodyMeasuredAreExportedOnceAndForAll() throws IOException {
    phone.file(
        phone.album("Sea", json()),
        hashedLive("IMG_1.HEIC", "the still", "the moving half"),
        OtherClient.liveZip("the still", "the moving half"),
        json(),
        json());
    refreshAndExport();
    assertThat(home.files())
        .containsEntry("Sea/IMG_1.HEIC", "the still")
        .containsEntry("Sea/IMG_1.mp4", "the moving half");
    assertThat(home.export()).isEqualTo(ExportSummary.NOTHING);

    ExportSummary full = home.exportFully();
    assertThat(full.changedAnything()).isFalse();
    assertThat(full.kept()).as("nothing looks edited").isEmpty();
  }

  @Test
  void theHalvesOfALivePhotoAreDownloadedTogether() throws IOException {
    home.livePhoto("IMG_1.HEIC", "IMG_1.MOV", "the still", "the moving half", home.album("Sea"), home.album("Hills"));
    assertThat(downloads()).isOne();
    assertThat(home.files()).containsEntry("Sea/IMG_1.HEIC", "the still").containsEntry("Sea/IMG_1.MOV", "the moving half");
    assertThat(home.media()).hasSize(4);
  }

  @Test
  void spoiltHalvesGetNoName() throws IOException {
    home.livePhoto("IMG_1.HEIC", "IMG_1.MOV", "the still", "the moving half", home.album("Sea"));
    home.server.spoil(RemoteStore::cut);
    assertThat(refreshAndExport().failures()).hasSize(1);
    assertThat(home.media()).isEmpty();
  }

  @Test
  void halvesThatNobodyMeasuredAreTakenOverByTheirContent() throws IOException {
    phone.file(
        phone.album("Sea", json()),
        hashedLive("IMG_1.HEIC", "the still", "the moving half"),
        OtherClient.liveZip("the still", "the moving half"),
        json(),
        json());
    home.library.refresh(Household.NEVER);
    Files.createDirectories(home.at("Sea"));
    Files.writeString(home.at("Sea/IMG_1.HEIC"), "the still");
    Files.writeString(home.at("Sea/IMG_1.mp4"), "the moving half");

    assertThat(downloads()).isZero();
    assertThat(home.media()).containsExactly("Sea/IMG_1.HEIC", "Sea/IMG_1.mp4");
    assertThat(home.exportFully().kept()).isEmpty();
  }
}
