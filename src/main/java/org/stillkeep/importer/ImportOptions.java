package org.stillkeep.importer;

import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Optional;

/**
 * How to import.
 *
 * @param afterImport what happens to archives that are done with
 * @param movedFolder where {@link AfterImport#MOVE} puts them; empty for {@link AfterImport#MOVED_FOLDER} beside each archive,
 *     which is on the same disk, so that moving is a rename
 * @param trashed whether what lay in Google's bin is imported
 * @param locked whether what lay in Google's locked folder is imported
 * @param trust what tells that an entry's content is known
 * @param zone the zone of clocks that name none
 * @param contentsAtOnce how many contents are on their way into the library at the same time
 * @param clock tells the present; capture times in the future are not believed
 */
public record ImportOptions(
    AfterImport afterImport,
    Optional<Path> movedFolder,
    boolean trashed,
    boolean locked,
    Trust trust,
    ZoneId zone,
    int contentsAtOnce,
    Clock clock) {

  /** Each holds a part of 20 MiB, sealed chunks, and perhaps a photo of which a thumbnail is made. */
  private static final long UPLOAD_BYTES = 48L << 20;

  /** What an upload holds more that fills a part while another is on its way. */
  private static final long PART_AHEAD_BYTES = 20L << 20;

  /** Each that is written to a disk holds some pieces of 64 and 128 KiB, and what its kind and times are told by. */
  private static final long LOCAL_BYTES = 2L << 20;

  /** A disk that keeps small files for good one by one takes 2.4 ms for each, for eight at once 0.75, for sixteen 0.7. */
  private static final int USUAL_LOCAL = 8;

  private static final int MOST_LOCAL = 16;

  /** For everything else that an import holds. */
  private static final long REST_BYTES = 96L << 20;

  private static final int USUAL_AT_ONCE = 4;

  public ImportOptions {
    if (contentsAtOnce < 1) {
      throw new IllegalArgumentException(contentsAtOnce + " contents at once");
    }
    Objects.requireNonNull(afterImport);
    Objects.requireNonNull(movedFolder);
    Objects.requireNonNull(trust);
    Objects.requireNonNull(zone);
    Objects.requireNonNull(clock);
  }

  /** Keeps archives, leaves out what was thrown away or locked away, trusts directories. */
  public static ImportOptions defaults(ZoneId zone, Clock clock) {
    return new ImportOptions(AfterImport.KEEP, Optional.empty(), false, false, Trust.DIRECTORY, zone, USUAL_AT_ONCE, clock);
  }

  /** The same options with another fate for archives. */
  public ImportOptions with(AfterImport fate) {
    return new ImportOptions(fate, movedFolder, trashed, locked, trust, zone, contentsAtOnce, clock);
  }

  /** The same options with another trust. */
  public ImportOptions with(Trust other) {
    return new ImportOptions(afterImport, movedFolder, trashed, locked, other, zone, contentsAtOnce, clock);
  }

  /** As many uploads of those wanted as a heap of this size has room for; one at least. */
  public static int uploadsWithin(long heapBytes, int wanted) {
    return (int) Math.max(1, Math.min(wanted, (heapBytes - REST_BYTES) / UPLOAD_BYTES));
  }

  /**
   * As many contents at once as a heap of this size has room for, on their way into a library on a disk. Far more than there are
   * processors, since most of them wait for the disk while others are sealed.
   */
  public static int localWithin(long heapBytes, int processors) {
    long wanted = Math.max(USUAL_LOCAL, Math.min(MOST_LOCAL, 2 * processors));
    return (int) Math.max(1, Math.min(wanted, (heapBytes - REST_BYTES / 2) / LOCAL_BYTES));
  }

  /** How many of so many uploads may fill a part while another is on its way: what a heap of this size has left; perhaps none. */
  public static int partsAheadWithin(long heapBytes, int uploads) {
    long left = heapBytes - REST_BYTES - uploads * UPLOAD_BYTES;
    return (int) Math.max(0, Math.min(uploads, left / PART_AHEAD_BYTES));
  }
}
