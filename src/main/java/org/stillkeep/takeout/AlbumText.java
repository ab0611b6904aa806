package org.stillkeep.takeout;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.stillkeep.asset.Place;

/**
 * What the JSON of an album says; the title is empty for an untitled one.
 *
 * @param exported written by an export of Stillkeep
 * @param json the whole text
 */
record AlbumText(
    String title,
    Optional<String> description,
    List<String> texts,
    List<TakeoutAlbum.NamedPlace> places,
    List<TakeoutAlbum.Comment> comments,
    boolean exported,
    String json) {

  /** Enrichments write places in units of 10⁻⁷ degrees. */
  private static final double E7 = 1e7;

  static AlbumText read(JsonNode album, boolean exported, String json) {
    List<String> texts = new ArrayList<>();
    List<TakeoutAlbum.NamedPlace> places = new ArrayList<>();
    for (JsonNode enrichment : album.path("enrichments")) {
      SidecarReader.text(enrichment.path("narrativeEnrichment").path("text")).ifPresent(texts::add);
      for (JsonNode location : enrichment.path("locationEnrichment").path("location")) {
        places.add(place(location));
      }
    }
    List<TakeoutAlbum.Comment> comments = new ArrayList<>();
    for (JsonNode comment : album.path("sharedAlbumComments")) {
      comments.add(comment(comment));
    }
    return new AlbumText(
        album.path("title").asText().strip(),
        SidecarReader.text(album.path("description")),
        texts,
        places,
        comments,
        exported,
        json);
  }

  private static TakeoutAlbum.NamedPlace place(JsonNode location) {
    OptionalDouble latitude = SidecarReader.decimal(location.path("latitudeE7"));
    OptionalDouble longitude = SidecarReader.decimal(location.path("longitudeE7"));
    Optional<Place> place =
        latitude.isPresent() && longitude.isPresent()
            ? SidecarReader.placeAt(latitude.getAsDouble() / E7, longitude.getAsDouble() / E7, OptionalDouble.empty())
            : Optional.empty();
    return new TakeoutAlbum.NamedPlace(
        SidecarReader.text(location.path("name")), SidecarReader.text(location.path("description")), place);
  }

  private static TakeoutAlbum.Comment comment(JsonNode comment) {
    return new TakeoutAlbum.Comment(
        SidecarReader.text(comment.path("contentOwnerName")),
        SidecarReader.text(comment.path("text")),
        comment.path("liked").asBoolean(),
        SidecarReader.instant(comment.path("creationTime")));
  }
}
