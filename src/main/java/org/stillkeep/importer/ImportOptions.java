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
 * @param parallelUploads how many contents are sent to a library behind a network at the same time
 * @param clock tells the present; capture times in the future are not believed
 */
public record ImportOptions(
    AfterImport afterImport,
    Optional<Path> movedFolder,
    boolean trashed,
    boolean locked,
    Trust trust,
    ZoneId zone,
    int parallelUploads,
    Clock clock) {

  /** Each holds a part of 20 MiB, sealed chunks, and perhaps a photo of which a thumbnail is made. */
  private static final long UPLOAD_BYTES = 48L << 20;

  /** What an upload holds more that fills a part while another is on its way. */
  private static final long PART_AHEAD_BYTES = 20L << 20;

  /** For everything else that an import holds. */
  private static final long REST_BYTES = 96L << 20;

  private static final int USUAL_UPLOADS = 4;

  public ImportOptions {
    if (parallelUploads < 1) {
      throw new IllegalArgumentException(parallelUploads + " uploads");
    }
    Objects.requireNonNull(afterImport);
    Objects.requireNonNull(movedFolder);
    Objects.requireNonNull(trust);
    Objects.requireNonNull(zone);
    Objects.requireNonNull(clock);
  }

  /** Keeps archives, leaves out what was thrown away or locked away, trusts directories. */
  public static ImportOptions defaults(ZoneId zone, Clock clock) {
    return new ImportOptions(AfterImport.KEEP, Optional.empty(), false, false, Trust.DIRECTORY, zone, USUAL_UPLOADS, clock);
  }

  /** The same options with another fate for archives. */
  public ImportOptions with(AfterImport fate) {
    return new ImportOptions(fate, movedFolder, trashed, locked, trust, zone, parallelUploads, clock);
  }

  /** The same options with another trust. */
  public ImportOptions with(Trust other) {
    return new ImportOptions(afterImport, movedFolder, trashed, locked, other, zone, parallelUploads, clock);
  }

  /** The same options with another number of uploads. */
  public ImportOptions withParallelUploads(int uploads) {
    return new ImportOptions(afterImport, movedFolder, trashed, locked, trust, zone, uploads, clock);
  }

  /** As many uploads of those wanted as a heap of this size has room for; one at least. */
  public static int uploadsWithin(long heapBytes, int wanted) {
    return (int) Math.max(1, Math.min(wanted, (heapBytes - REST_BYTES) / UPLOAD_BYTES));
  }

  /** How many of so many uploads may fill a part while another is on its way: what a heap of this size has left; perhaps none. */
  public static int partsAheadWithin(long heapBytes, int uploads) {
    long left = heapBytes - REST_BYTES - uploads * UPLOAD_BYTES;
    return (int) Math.max(0, Math.min(uploads, left / PART_AHEAD_BYTES));
  }
}
