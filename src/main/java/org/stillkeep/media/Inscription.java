package org.stillkeep.media;

import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.stillkeep.asset.AssetDetails;
import org.stillkeep.asset.Place;

/**
 * What a file, or the XMP beside it, shall say about its picture. What is absent here is not written, and not removed where
 * a file says it of its own accord.
 *
 * @param taken the capture time, as exactly as it is known
 * @param place where it was taken
 * @param description the caption; empty text when there is none
 * @param people names of the people in it
 * @param favorite whether it is one of the owner's favourites: a rating of 5
 */
public record Inscription(
    Optional<InscribedTime> taken, Optional<Place> place, String description, List<String> people, boolean favorite) {

  /** Programs round differently; farther apart than this, about a metre, two places are two. */
  private static final double SAME_PLACE_DEGREES = 1e-5;

  public Inscription {
    Objects.requireNonNull(taken);
    Objects.requireNonNull(place);
    Objects.requireNonNull(description);
    people = people.stream().filter(name -> !name.isBlank()).distinct().toList();
  }

  /**
   * All that the library knows.
   *
   * @param zone for the local clock of an asset that does not know its own offset
   */
  public static Inscription of(AssetDetails details, boolean favorite, ZoneId zone) {
    return new Inscription(
        InscribedTime.of(details.taken(), zone), details.place(), details.description().strip(), details.people(), favorite);
  }

  /** Without what a file says already. */
  Inscription lackingIn(MediaFacts file) {
    boolean timeIsRight = taken.isEmpty() || taken.get().isSaidBy(file.taken());
    boolean placeIsRight = place.isPresent() && file.place().filter(this::isHere).isPresent();
    return new Inscription(
        timeIsRight ? Optional.empty() : taken, placeIsRight ? Optional.empty() : place, description, people, favorite);
  }

  /** Whether there is nothing to write. */
  boolean isEmpty() {
    return taken.isEmpty() && place.isEmpty() && description.isEmpty() && people.isEmpty() && !favorite;
  }

  boolean isHere(Place other) {
    return place
        .filter(here -> Math.abs(here.latitude() - other.latitude()) <= SAME_PLACE_DEGREES)
        .filter(here -> Math.abs(here.longitude() - other.longitude()) <= SAME_PLACE_DEGREES)
        .isPresent();
  }
}
