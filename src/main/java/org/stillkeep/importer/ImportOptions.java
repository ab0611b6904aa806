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
 * @param movedFolder where {@link AfterImport#MOVE} puts them; empty for {@code .stillkeep-imported} beside each archive,
 *     which is on the same disk, so that moving is a rename
 * @param trashed whether what lay in Google's bin is imported
 * @param locked whether what lay in Google's locked folder is imported
 * @param trust what tells that an entry's content is known
 * @param zone the zone of clocks that name none
 * @param clock tells the present; capture times in the future are not believed
 */
public record ImportOptions(
    AfterImport afterImport,
    Optional<Path> movedFolder,
    boolean trashed,
    boolean locked,
    Trust trust,
    ZoneId zone,
    Clock clock) {

  public ImportOptions {
    Objects.requireNonNull(afterImport);
    Objects.requireNonNull(movedFolder);
    Objects.requireNonNull(trust);
    Objects.requireNonNull(zone);
    Objects.requireNonNull(clock);
  }

  /** Keeps archives, leaves out what was thrown away or locked away, trusts directories. */
  public static ImportOptions defaults(ZoneId zone, Clock clock) {
    return new ImportOptions(AfterImport.KEEP, Optional.empty(), false, false, Trust.DIRECTORY, zone, clock);
  }

  /** The same options with another fate for archives. */
  public ImportOptions with(AfterImport fate) {
    return new ImportOptions(fate, movedFolder, trashed, locked, trust, zone, clock);
  }

  /** The same options with another trust. */
  public ImportOptions with(Trust other) {
    return new ImportOptions(afterImport, movedFolder, trashed, locked, other, zone, clock);
  }
}
