package org.stillkeep.asset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceTest {

  @ParameterizedTest
  @CsvSource({"0,0", "-0.0,0", "90.1,0", "0,-180.1", "NaN,1", "1,NaN", "Infinity,1"})
  void coordinatesThatAreNowhereAreRefused(double latitude, double longitude) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Place(latitude, longitude, OptionalDouble.empty()));
  }

  @ParameterizedTest
  @CsvSource({"90,180", "-90,-180", "0,0.1", "51.48,0"})
  void theEdgesOfTheEarthArePlaces(double latitude, double longitude) {
    Place place = new Place(latitude, longitude, OptionalDouble.of(-3));
    assertThat(place.altitudeMetres()).hasValue(-3);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void anAltitudeThatIsNoNumberIsNotKnown(double altitudeMetres) {
    assertThat(new Place(1, 2, OptionalDouble.of(altitudeMetres)).altitudeMetres()).isEmpty();
  }

  @Test
  void anUnknownAltitudeStaysUnknown() {
    assertThat(new Place(1, 2, OptionalDouble.empty()).altitudeMetres()).isEmpty();
  }
}
