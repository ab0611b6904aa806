package org.stillkeep.asset;

import java.util.Objects;
import java.util.OptionalDouble;

/**
 * A place on earth in decimal degrees (WGS 84). Takeout's {@code 0,0} means "no place" and never becomes one.
 *
 * @param latitude −90 to 90, north positive
 * @param longitude −180 to 180, east positive
 * @param altitudeMetres above sea level, when known
 */
public record Place(double latitude, double longitude, OptionalDouble altitudeMetres) {

  /** @throws IllegalArgumentException for coordinates that are not on earth, or are {@code 0,0} */
  public Place {
    Objects.requireNonNull(altitudeMetres);
    if (!isPlausible(latitude, longitude)) {
      throw new IllegalArgumentException("not a place: " + latitude + "," + longitude);
    }
  }

  /** Whether these coordinates name a place: on earth, and not the {@code 0,0} that stands for none. */
  public static boolean isPlausible(double latitude, double longitude) {
    return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 && (latitude != 0 || longitude != 0);
  }
}
