package org.stillkeep.bench.takeout;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

/**
 * A library that follows from its shape. Nothing of it is kept in memory: each photo follows from its number.
 *
 * <p>Photos lie in the folders of their years, in the order in which they were taken; after each hundred of them come the copies of
 * those that lie in an album, as in a Takeout, each with a sidecar of its own.
 */
public final class MadeLibrary {

  private static final String ROOT = "Takeout/Google Photos/";
  private static final int BLOCK = 100;
  private static final int FILM_PERCENT = 3;
  private static final Instant FIRST_TAKEN = Instant.parse("2005-01-01T12:00:00Z");
  private static final Duration SPAN = Duration.ofDays(20 * 365);

  private final LibraryShape shape;
  private final long known;
  private final long count;

  public MadeLibrary(LibraryShape shape) {
    this.shape = shape;
    this.known = shape.amount().isBytes() ? countFor(shape.amount().number()) : shape.amount().number();
    this.count = known + (shape.moreShare() > 0 ? Math.max(1, Math.round(known * shape.moreShare())) : 0);
  }

  /** Photos and films, without copies. */
  public long count() {
    return count;
  }

  /** Their bytes, without copies. */
  public long distinctBytes() {
    long sum = 0;
    for (long number = 0; number < count; number++) {
      sum += bytes(number);
    }
    return sum;
  }

  /** Writes all of it. */
  public void writeTo(EntrySink sink) throws IOException {
    for (long block = 0; block < count; block += BLOCK) {
      for (long number = block; number < Math.min(count, block + BLOCK); number++) {
        MadeMedia media = media(number);
        put(sink, "Photos from " + media.taken().atOffset(ZoneOffset.UTC).getYear(), media);
      }
      if (shape.albumPercent() > 0) {
        writeAlbum(sink, block);
      }
    }
  }

  private void writeAlbum(EntrySink sink, long block) throws IOException {
    String title = String.format("Journey %05d", block / BLOCK);
    sink.text(ROOT + title + "/metadata.json", SidecarText.ofAlbum(title).getBytes(StandardCharsets.UTF_8));
    for (long number = block; number < Math.min(count, block + BLOCK); number++) {
      if (isInAlbum(number)) {
        put(sink, title, media(number));
      }
    }
  }

  private void put(EntrySink sink, String folder, MadeMedia media) throws IOException {
    String path = ROOT + folder + "/" + media.name();
    sink.media(path, media);
    String sidecar = SidecarText.of(media, shape.moreShare() > 0);
    sink.text(path + ".supplemental-metadata.json", sidecar.getBytes(StandardCharsets.UTF_8));
  }

  private MadeMedia media(long number) {
    Instant taken = FIRST_TAKEN.plusSeconds(number * Math.max(1, SPAN.toSeconds() / known));
    return new MadeMedia(shape.seed(), number, isFilm(number), bytes(number), taken);
  }

  private boolean isInAlbum(long number) {
    return Long.remainderUnsigned(Prng.mix(shape.seed() + 3, number), 100) < shape.albumPercent();
  }

  private boolean isFilm(long number) {
    return shape.photoBytes() == 0 && Long.remainderUnsigned(Prng.mix(shape.seed(), number), 100) < FILM_PERCENT;
  }

  private long bytes(long number) {
    if (shape.photoBytes() > 0) {
      return shape.photoBytes();
    }
    double fraction = Prng.fraction(Prng.mix(shape.seed() + 1, number));
    if (!isFilm(number)) {
      return (long) (1e6 * StrictMath.pow(8, fraction));
    }
    long most = shape.amount().isBytes() ? Math.max(2_000_000, shape.amount().number() / 50) : Long.MAX_VALUE;
    return Math.min(most, (long) (20e6 * StrictMath.pow(6, fraction)));
  }

  private long countFor(long wantedBytes) {
    long sum = 0;
    long number = 0;
    while (sum < wantedBytes) {
      sum += bytes(number) * (isInAlbum(number) ? 2 : 1);
      number++;
    }
    return number;
  }
}
