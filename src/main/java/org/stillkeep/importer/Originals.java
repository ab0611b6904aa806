package org.stillkeep.importer;

import java.util.Optional;
import org.stillkeep.asset.ContentHash;
import org.stillkeep.catalog.Catalog;

/** Finds the originals of edited copies in the library, as soon as both are there. */
final class Originals {

  private final Catalog catalog;
  private final SetJournal journal;

  Originals(Catalog catalog, SetJournal journal) {
    this.catalog = catalog;
    this.journal = journal;
  }

  /** Content of the original of which the group is an edited copy; empty as long as that has not been imported. */
  Optional<ContentHash> of(AssetGroup group) {
    return group.items().stream()
        .flatMap(item -> item.editedOf().stream())
        .flatMap(original -> catalog.outcomes().assetOf(journal.key(original)).stream().boxed())
        .flatMap(assetId -> catalog.assets().byId(assetId).stream())
        .map(stored -> stored.asset().hash().still())
        .findFirst();
  }
}
