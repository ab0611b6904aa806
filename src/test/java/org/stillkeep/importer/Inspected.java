package org.stillkeep.importer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.stillkeep.importer.InspectReport.InspectedArchive;
import org.stillkeep.importer.InspectReport.InspectedIgnored;
import org.stillkeep.importer.InspectReport.InspectedItem;
import org.stillkeep.importer.InspectReport.InspectedSet;
import org.stillkeep.importer.InspectReport.InspectedSidecar;

/** A whole report at once, of Takeouts that are small enough for that. */
record Inspected(
    List<InspectedArchive> archives,
    List<InspectedSet> sets,
    List<InspectedItem> items,
    List<InspectedSidecar> sidecars,
    List<InspectedIgnored> ignored) {

  static Inspected of(Collection<Path> archives) throws IOException {
    try (InspectReport report = report(archives)) {
      List<InspectedItem> items = new ArrayList<>();
      List<InspectedSidecar> sidecars = new ArrayList<>();
      List<InspectedIgnored> ignored = new ArrayList<>();
      report.forEachItem(items::add);
      report.forEachSidecar(sidecars::add);
      report.forEachIgnored(ignored::add);
      return new Inspected(report.archives(), report.sets(), items, sidecars, ignored);
    }
  }

  /** The JSON of the report. */
  static byte[] json(Collection<Path> archives) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (InspectReport report = report(archives)) {
      InspectJson.write(report, out);
    }
    return out.toByteArray();
  }

  private static InspectReport report(Collection<Path> archives) throws IOException {
    return Inspection.of(List.copyOf(archives), ImportFixture.ZONE, ImportFixture.CLOCK);
  }
}
