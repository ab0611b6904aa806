package org.stillkeep.asset;

import java.util.OptionalDouble;

/**
 * A place on earth in decimal degrees (WGS 84). Takeout's {@code 0,0} means "no place" and never becomes one.
 *
 * @param latitude −90 to 90, north positive
 * @param longitude −180 to 180, east positive
 * @param altitudeMetres above sea level, when known; a given one that is no number is not known
 */
public record Place(double latitude, double longitude, OptionalDouble altitudeMetres) {

  /** @throws IllegalArgumentException for coordinates that are not on earth, or are {@code 0,0} */
  public Place {
    if (!isPlausible(latitude, longitude)) {
      throw new IllegalArgumentException("not a place: " + latitude + "," + longitude);
    }
    if (altitudeMetres.isPresent() && !Double.isFinite(altitudeMetres.getAsDouble())) {
      altitudeMetres = OptionalDouble.empty();
    }
  }

  /** Whether these coordinates name a place: on earth, and not the {@code 0,0} that stands for none. */
  public static boolean isPlausible(double latitude, double longitude) {
    return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 && (latitude != 0 || longitude != 0);
  }
}
