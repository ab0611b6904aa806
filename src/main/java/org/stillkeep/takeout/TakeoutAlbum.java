package org.stillkeep.takeout;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.stillkeep.asset.Place;

/**
 * An album the user made. Untitled albums, year and date folders are none.
 *
 * @param folder its folder, photos root first; tells same-titled albums apart
 * @param title its title as the user wrote it, else the name of its folder as long as its JSON has not arrived
 * @param description the user's words about it
 * @param texts what the user wrote between the photos
 * @param places what the user put on its map
 * @param comments what others said
 * @param json the whole text of its JSON; empty as long as that has not arrived
 */
public record TakeoutAlbum(
    String folder,
    String title,
    Optional<String> description,
    List<String> texts,
    List<NamedPlace> places,
    List<Comment> comments,
    Optional<String> json) {

  /** A place of an album; {@code place} is empty where Google wrote no coordinates. */
  public record NamedPlace(Optional<String> name, Optional<String> description, Optional<Place> place) {}

  /** A comment or a like. */
  public record Comment(Optional<String> by, Optional<String> text, boolean liked, Optional<Instant> at) {}

  public TakeoutAlbum {
    Objects.requireNonNull(folder);
    Objects.requireNonNull(title);
    Objects.requireNonNull(description);
    texts = List.copyOf(texts);
    places = List.copyOf(places);
    comments = List.copyOf(comments);
    Objects.requireNonNull(json);
  }
}
