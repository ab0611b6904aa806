package org.stillkeep.bench.takeout;

import java.time.Instant;

/** One photo or film of a made library. */
public record MadeMedia(long seed, long number, boolean isFilm, long bytes, Instant taken) {

  String name() {
    return String.format(isFilm ? "VID_%04d_%07d.mp4" : "IMG_%04d_%07d.jpg", seed % 10_000, number);
  }
}
