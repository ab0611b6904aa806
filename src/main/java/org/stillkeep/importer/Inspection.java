package org.stillkeep.importer;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;

/** Says what an import would do, without vault or catalog and without writing anything. */
public final class Inspection {

  private Inspection() {}

  /** Inspects archives with the machine's own zone and clock. */
  public static InspectReport of(List<Path> archives) throws IOException {
    return of(archives, ZoneId.systemDefault(), Clock.systemUTC());
  }

  /**
   * Inspects archives. One that cannot be read is a line in the report and no failure.
   *
   * @param zone of clocks that name none
   */
  public static InspectReport of(List<Path> archives, ZoneId zone, Clock clock) throws IOException {
    if (!archives.isEmpty()) {
      throw new IOException("being built " + zone + clock);
    }
    return new InspectReport(List.of(), List.of(), List.of(), List.of(), List.of());
  }
}
