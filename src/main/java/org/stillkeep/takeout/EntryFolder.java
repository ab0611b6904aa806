package org.stillkeep.takeout;

import java.util.List;
import java.util.Optional;

/**
 * The folder of an entry, as its archive writes it, and what that means.
 *
 * @param path with the slash at its end; empty for entries in no folder
 * @param logical where that is in the Takeout
 * @param product the Google product it belongs to, by the name of its folder; empty outside of a Takeout
 * @param below the folders below the product
 * @param litter why an operating system must have put all of its files there; empty for all others
 */
record EntryFolder(String path, LogicalPath logical, String product, List<String> below, Optional<String> litter) {

  static EntryFolder of(String path) {
    LogicalPath logical = LogicalPath.of(path);
    Optional<String> litter = LogicalPath.litterReasonOfFolder(path);
    List<String> folders = logical.folders();
    for (int i = 0; i < folders.size(); i++) {
      if (KnownNames.INSTANCE.isRoot(folders.get(i)) && (i == 0 || !logical.belowTakeout())) {
        return new EntryFolder(path, logical, folders.get(i), folders.subList(i + 1, folders.size()), litter);
      }
    }
    return logical.belowTakeout() && !folders.isEmpty()
        ? new EntryFolder(path, logical, folders.get(0), folders.subList(1, folders.size()), litter)
        : new EntryFolder(path, logical, "", folders, litter);
  }

  /**
   * The folders in which a file counts. Exports of photo libraries, ours among them, keep the sidecars in a folder
   * {@code metadata} below the photos.
   */
  List<String> below(String file) {
    int last = below.size() - 1;
    boolean sidecar = product.isEmpty() && last >= 1 && below.get(last).equals("metadata") && file.endsWith(".json");
    return sidecar ? below.subList(0, last) : below;
  }

  /**
   * Whether it lies in the bin of an exported photo library: exports of Ente's and ours keep there, by their albums, what was
   * deleted since.
   */
  boolean isInBinOfExport() {
    return product.isEmpty() && below.size() > 1 && below.subList(0, below.size() - 1).contains("Trash");
  }

  /** Whether its files lie in the Takeout itself, beside the products. */
  boolean isTakeoutItself() {
    return logical.belowTakeout() && logical.folders().isEmpty();
  }

  boolean isLoose() {
    return logical.isLoose();
  }
}
