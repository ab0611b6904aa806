package org.stillkeep.importer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.stillkeep.importer.InspectReport.InspectedArchive;
import org.stillkeep.importer.InspectReport.InspectedIgnored;
import org.stillkeep.importer.InspectReport.InspectedItem;
import org.stillkeep.importer.InspectReport.InspectedSet;
import org.stillkeep.importer.InspectReport.InspectedSidecar;

/** Collects the lines of a report over several sets. */
final class InspectedLists {

  private final List<InspectedItem> items = new ArrayList<>();
  private final List<InspectedSidecar> sidecars = new ArrayList<>();
  private final List<InspectedIgnored> ignored = new ArrayList<>();
  private final Set<String> withPhotos = new HashSet<>();

  void add(SetInspection set) throws IOException {
    items.addAll(set.items());
    sidecars.addAll(set.sidecars());
    ignored.addAll(set.ignored());
    items.forEach(item -> withPhotos.add(item.archive()));
    sidecars.forEach(sidecar -> withPhotos.add(sidecar.archive()));
  }

  /** Whether an archive holds anything of Google Photos. */
  boolean hasPhotosFrom(String archive) {
    return withPhotos.contains(archive);
  }

  InspectReport report(List<InspectedArchive> archives, List<InspectedSet> sets) {
    return new InspectReport(archives, sets, items, sidecars, ignored);
  }
}
