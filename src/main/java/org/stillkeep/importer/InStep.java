package org.stillkeep.importer;

import java.util.OptionalLong;
import java.util.StringJoiner;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.catalog.InStepTable;
import org.stillkeep.inbox.ArchiveSet;
import org.stillkeep.inbox.SettledArchive;

/**
 * Remembers that a plan for a set found nothing to do, so that the next one need not be made: a million entries take seconds. Holds
 * for the same archives under the same options and the same program; the catalog forgets it with the next change of anything else
 * that plans are made of.
 */
final class InStep {

  private final InStepTable table;
  private final String setId;
  private final boolean archivesStay;
  private final String madeOf;

  InStep(Catalog catalog, ArchiveSet set, ImportOptions options) {
    this.table = catalog.inStep();
    this.setId = set.id();
    this.archivesStay = options.afterImport() == AfterImport.KEEP;
    this.madeOf = madeOf(set, options);
  }

  private static String madeOf(ArchiveSet set, ImportOptions options) {
    StringJoiner words = new StringJoiner("\n");
    // Null where the program runs from its classes: whoever changes those has to change the set, too.
    words.add(String.valueOf(Importer.class.getPackage().getImplementationVersion()));
    words.add("trashed " + options.trashed() + ", locked " + options.locked());
    words.add(options.trust() + " " + options.zone());
    for (SettledArchive part : set.parts()) {
      words.add(part.fingerprint().hex() + " " + part.modified().toMillis() + " " + part.fileName());
    }
    return words.toString();
  }

  /** Whether nothing is to be done. An archive that is to be moved or deleted is looked at each time: its file may be another. */
  boolean holds() {
    return archivesStay && table.holds(setId, madeOf);
  }

  /** Begins a plan, before anything is read for it. */
  long begin() {
    return table.begin(setId, madeOf);
  }

  /** What a plan was carried out with nothing to do, nothing that could not be read, and nothing left for another time. */
  static void confirm(Catalog catalog, ImportPlan plan, ImportSummary summary) {
    OptionalLong number = plan.inStepNumber();
    if (number.isPresent() && plan.isEmpty() && summary.problems().isEmpty() && summary.failures().isEmpty()) {
      catalog.inStep().confirm(number.getAsLong());
    }
  }
}
