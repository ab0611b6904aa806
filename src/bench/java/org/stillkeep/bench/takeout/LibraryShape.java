package org.stillkeep.bench.takeout;

/**
 * What a made library is like.
 *
 * @param seed of everything in it
 * @param amount how much of it there is
 * @param photoBytes the size of each photo, or 0 for sizes as in real libraries: photos of 1 to 8 MB, among a hundred files three films of
 *     20 to 120 MB, but none larger than a fiftieth of the library
 * @param albumPercent how many of a hundred photos lie in an album, too
 * @param moreShare how much a later Takeout has besides: 0.01 for a hundredth more
 */
public record LibraryShape(long seed, Amount amount, long photoBytes, int albumPercent, double moreShare) {

  /** The least that holds the headers of a photo. */
  public static final long MIN_PHOTO_BYTES = 400;

  public LibraryShape {
    if (photoBytes != 0 && photoBytes < MIN_PHOTO_BYTES) {
      throw new IllegalArgumentException("a photo has " + MIN_PHOTO_BYTES + " bytes at least, not " + photoBytes);
    }
    if (albumPercent < 0 || albumPercent > 100 || amount.number() < 1) {
      throw new IllegalArgumentException("no library has " + amount + ", and " + albumPercent + " % of it in albums");
    }
  }

  /** The same library some months later. */
  public LibraryShape later(double share) {
    return new LibraryShape(seed, amount, photoBytes, albumPercent, share);
  }

  /** Another library of one photo. */
  public LibraryShape onePhoto(long otherSeed) {
    return new LibraryShape(otherSeed, new Amount(1, false), photoBytes == 0 ? 3_000_000 : photoBytes, 0, 0);
  }
}
