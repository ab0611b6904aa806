package org.stillkeep.importer;

import org.stillkeep.asset.Asset;

/** Hears how an import goes, from the thread that runs it; must be quick to answer. */
public interface ImportListener {

  /** Hears nothing. */
  ImportListener NONE = new ImportListener() {};

  /** The run begins: so many media entries are to be read, with so many bytes of content. */
  default void began(long entries, long bytes) {}

  /** An entry is being read. */
  default void reading(String archive, String path) {}

  /** How far the run is: entries read, and bytes of content, those of the entry at hand included. */
  default void progressed(long entriesDone, long bytesDone) {}

  /** An asset is in the library and durable. */
  default void imported(Asset asset) {}

  /** An asset that was there has got a sidecar, an album or a favourite's star. */
  default void healed(Asset asset) {}

  /** An entry could not be imported; the run goes on. */
  default void failed(ImportSummary.Failure failure) {}
}
