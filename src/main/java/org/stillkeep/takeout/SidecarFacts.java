package org.stillkeep.takeout;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.stillkeep.asset.Place;

/**
 * What of a {@link Sidecar} is at hand without reading its text again.
 *
 * @param title as in {@link Sidecar}, with HTML entities decoded where that makes it fit the name of the media
 * @param takenAt as in {@link Sidecar}
 * @param place as in {@link Sidecar}
 * @param description as in {@link Sidecar}, decoded together with the title
 * @param people as in {@link Sidecar}
 * @param exported as in {@link Sidecar}
 */
public record SidecarFacts(
    Optional<String> title,
    Optional<Instant> takenAt,
    Optional<Place> place,
    Optional<String> description,
    List<String> people,
    boolean exported) {

  public SidecarFacts {
    Objects.requireNonNull(title);
    Objects.requireNonNull(takenAt);
    Objects.requireNonNull(place);
    Objects.requireNonNull(description);
    people = List.copyOf(people);
  }

  /** The same with HTML entities decoded, when it is that which makes the title fit the name of the media. */
  SidecarFacts fitting(MediaName media) {
    return HtmlEntities.hideNameOf(media, title)
        ? new SidecarFacts(title.map(HtmlEntities::decode), takenAt, place, description.map(HtmlEntities::decode), people, exported)
        : this;
  }
}
