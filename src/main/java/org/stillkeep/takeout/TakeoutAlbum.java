package org.stillkeep.takeout;

import java.util.Objects;
import java.util.Optional;

/**
 * An album the user made.
 *
 * @param folder its folder below the photos root; tells same-titled albums apart
 * @param title its title as the user wrote it; empty for an untitled album
 * @param description the user's words about it
 */
public record TakeoutAlbum(String folder, String title, Optional<String> description) {

  public TakeoutAlbum {
    Objects.requireNonNull(folder);
    Objects.requireNonNull(title);
    Objects.requireNonNull(description);
  }
}
