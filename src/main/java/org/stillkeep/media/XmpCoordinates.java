package org.stillkeep.media;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stillkeep.asset.Place;

/** XMP's form of coordinates: {@code 41,24.5N}, degrees and minutes; older writers add seconds, {@code 41,24,30N}. */
final class XmpCoordinates {

  private static final Pattern FORM = Pattern.compile("(\\d{1,3}),(\\d{1,2}(?:\\.\\d{1,15})?)(?:,(\\d{1,2}(?:\\.\\d{1,15})?))?([NSEW])");

  /** A minute's seventh digit is a fifth of a millimetre. */
  private static final int MINUTE_DIGITS = 7;

  private XmpCoordinates() {}

  static String text(double degrees, String positive, String negative) {
    BigDecimal minutes =
        BigDecimal.valueOf(Math.abs(degrees)).multiply(BigDecimal.valueOf(60)).setScale(MINUTE_DIGITS, RoundingMode.HALF_UP);
    BigDecimal[] parts = minutes.divideAndRemainder(BigDecimal.valueOf(60));
    return parts[0].toBigInteger() + "," + parts[1].toPlainString() + (degrees < 0 ? negative : positive);
  }

  /** The place that two texts name; empty when they name none. */
  static Optional<Place> place(String latitude, String longitude) {
    OptionalDouble north = degrees(latitude);
    OptionalDouble east = degrees(longitude);
    boolean plausible =
        north.isPresent() && east.isPresent() && Place.isPlausible(north.getAsDouble(), east.getAsDouble());
    return plausible
        ? Optional.of(new Place(north.getAsDouble(), east.getAsDouble(), OptionalDouble.empty()))
        : Optional.empty();
  }

  private static OptionalDouble degrees(String text) {
    Matcher m = FORM.matcher(text.strip());
    if (!m.matches()) {
      return OptionalDouble.empty();
    }
    double seconds = m.group(3) == null ? 0 : Double.parseDouble(m.group(3));
    double degrees = Integer.parseInt(m.group(1)) + Double.parseDouble(m.group(2)) / 60 + seconds / 3600;
    return OptionalDouble.of("SW".contains(m.group(4)) ? -degrees : degrees);
  }
}
