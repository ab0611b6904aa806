package org.stillkeep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.stillkeep.importer.TakeoutBuilder;
import org.stillkeep.media.MediaSamples;

/** A Takeout in two parts with one of every sort: and how it has to lie in an export by albums. */
final class ManySorts {

  private ManySorts() {}

  static TakeoutBuilder takeout() {
    return TakeoutBuilder.takeout()
        .photo("beach.jpg")
        .description("sand & sea")
        .people("Ada", "Ben")
        .place(39.1, 9.2)
        .sidecarIn(2)
        .copyIn("Sardinia")
        .photo("star.jpg")
        .favorite()
        .photo("IMG_1.JPG")
        .media("IMG_1.MP4", MediaSamples.mp4("IMG_1", 2_000))
        .withoutSidecar()
        .photo("house.jpg")
        .media("house-edited.jpg", MediaSamples.jpeg("house, brighter"))
        .withoutSidecar()
        .photo("receipt.jpg")
        .archived()
        .photo("blurred.jpg")
        .trashed()
        .entry("Takeout/Drive/thesis.pdf", new byte[] {1, 2, 3})
        .part(2)
        .video("waves.mp4")
        .album("Sardinia");
  }

  /** Fails unless all of it is there as it should be. What is beside it is no matter. */
  static void assertExported(Mirror albums) throws IOException {
    assertThat(albums.album("Sardinia")).containsExactly("beach.jpg", "waves.mp4");
    assertThat(albums.album("Favorites")).containsExactly("star.jpg");
    assertThat(albums.album("Photos from 2019"))
        .containsExactlyInAnyOrder("IMG_1.JPG", "IMG_1.MP4", "house.jpg", "house-edited.jpg", "receipt.jpg");
    assertThat(albums.media())
        .containsEntry("Photos from 2019/IMG_1.MP4", Mirror.sha256(MediaSamples.mp4("IMG_1", 2_000)))
        .containsEntry("Photos from 2019/house-edited.jpg", Mirror.sha256(MediaSamples.jpeg("house, brighter")))
        .containsEntry("Sardinia/beach.jpg", Mirror.sha256(MediaSamples.jpeg("beach.jpg")))
        .containsEntry("Favorites/star.jpg", Mirror.sha256(MediaSamples.jpeg("star.jpg")));
    JsonNode beach = albums.json("Sardinia/beach.jpg");
    assertThat(beach.path("description").asText()).isEqualTo("sand & sea");
    assertThat(beach.path("caption").asText()).isEqualTo("sand & sea");
    assertThat(beach.path("people").findValuesAsText("name")).containsExactly("Ada", "Ben");
    assertThat(beach.path("geoData").path("longitude").asDouble()).isEqualTo(9.2);
    assertThat(albums.json("Photos from 2019/receipt.jpg").path("archived").asBoolean()).isTrue();
    assertThat(albums.json("Favorites/star.jpg").path("favorited").asBoolean()).isTrue();
    for (String photo : albums.media().keySet()) {
      if (!photo.endsWith("later.jpg")) {
        assertThat(albums.time(photo)).as(photo).isEqualTo(TakeoutBuilder.TAKEN);
      }
    }
  }
}
