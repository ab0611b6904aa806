package org.stillkeep.bench;

import org.stillkeep.bench.takeout.Amount;
import org.stillkeep.bench.takeout.ZipParts;
import picocli.CommandLine.Option;

/** What made Takeouts are like, as told on the command line. */
public final class TakeoutOptions {

  @Option(names = "--seed", defaultValue = "1", description = "The same seed gives the same bytes; ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--photo-bytes",
      defaultValue = "0",
      paramLabel = "BYTES",
      description = "The size of each photo, such as 100k; else photos of 1 to 8 MB, and some films.")
  private String photoBytes;

  @Option(
      names = "--albums",
      defaultValue = "20",
      paramLabel = "PERCENT",
      description = "How many photos lie in an album, too; ${DEFAULT-VALUE}.")
  private int albumPercent;

  @Option(names = "--deflated", description = "Photos and films are deflated, not stored.")
  private boolean deflated;

  @Option(names = "--descriptors", description = "Sizes stand behind the data, as where archives are streamed.")
  private boolean descriptors;

  @Option(names = "--sparse", description = "Photos and films are nearly all zeros, which take no room in a stored archive.")
  private boolean sparse;

  @Option(
      names = "--part-size",
      defaultValue = "50g",
      paramLabel = "BYTES",
      description = "The size of an archive at most; ${DEFAULT-VALUE}.")
  private String partBytes;

  public long seed() {
    return seed;
  }

  public long photoBytes() {
    return Amount.parseBytes(photoBytes);
  }

  public int albumPercent() {
    return albumPercent;
  }

  public ZipParts.Packing packing() {
    return new ZipParts.Packing(deflated, descriptors, sparse, Amount.parseBytes(partBytes));
  }
}
