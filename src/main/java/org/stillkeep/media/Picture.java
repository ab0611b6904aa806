package org.stillkeep.media;

import java.util.Objects;
import java.util.Optional;

/**
 * Pixels in memory, which nobody changes any more.
 *
 * @param rgb row by row from the top, {@code 0x00RRGGBB} each
 * @param colourProfile the ICC profile that their numbers are about; none is sRGB
 */
record Picture(int width, int height, int[] rgb, Optional<byte[]> colourProfile) {

  Picture {
    Objects.requireNonNull(colourProfile);
    if (rgb.length != width * height) {
      throw new IllegalArgumentException(rgb.length + " pixels are not " + width + " by " + height);
    }
  }
}
