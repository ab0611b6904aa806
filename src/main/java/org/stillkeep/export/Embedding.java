package org.stillkeep.export;

import java.util.Optional;
import org.stillkeep.catalog.LedgerFile;
import org.stillkeep.media.ExifTool;
import org.stillkeep.media.Inscriber;
import org.stillkeep.media.Inscription;

/**
 * Whether metadata is written into the copies, and by what. A copy's stamp in the ledger is that of its {@link Inscription},
 * with a word behind it where that could not be written; the empty text stands for a copy of the library's very bytes.
 *
 * @param wanted whether copies shall say what the library knows
 * @param tool ExifTool, where it is installed
 */
record Embedding(boolean wanted, Optional<ExifTool> tool) {

  /** Behind the stamp of a copy that was left as it is for want of ExifTool. */
  static final String LEFT = ":left";

  /** Behind the stamp of a copy of a kind into which nothing can be written. */
  private static final String IMPOSSIBLE = ":impossible";

  /** Behind the stamp of a copy into which ExifTool did not write. */
  private static final String REFUSED = ":refused";

  /** Of copies that stay as they are. */
  static final Embedding NONE = new Embedding(false, Optional.empty());

  /** As the options say, with ExifTool if it is on the search path now. */
  static Embedding of(ExportOptions options, String searchPath) {
    return options.embed() ? new Embedding(true, ExifTool.find(searchPath)) : NONE;
  }

  /** What copies depend on beside the facts: when it changes, they are looked at again. */
  String state() {
    return !wanted ? "no" : tool.isPresent() ? "with ExifTool" : "yes";
  }

  /** The stamp that a copy should have, before any word behind it. */
  String stamp(Inscription inscription) {
    return wanted ? Stamp.ofInscription(inscription) : "";
  }

  /** The stamp of a copy that was made. */
  String stamp(Inscription inscription, Inscriber.Result result) {
    return stamp(inscription)
        + switch (result) {
          case RIGHT_ALREADY, INSCRIBED -> "";
          case IMPOSSIBLE -> IMPOSSIBLE;
          case FOR_EXIFTOOL -> tool.isPresent() ? REFUSED : LEFT;
        };
  }

  /** Whether a copy is as it should be, or as near to it as it can be here. */
  boolean isRight(LedgerFile copy, String wantedStamp) {
    String found = copy.stamp();
    return found.equals(wantedStamp)
        || (wanted && (found.equals(wantedStamp + IMPOSSIBLE) || found.equals(wantedStamp + REFUSED)))
        || (wanted && tool.isEmpty() && found.equals(wantedStamp + LEFT));
  }

  /** The stamp of a copy of which it is known, without reading it, that it will stay as it is; empty if that is not so. */
  Optional<String> stampWithoutReading(LedgerFile copy, String wantedStamp) {
    boolean plain = copy.madeFrom().isEmpty();
    if (!wanted) {
      return plain ? Optional.of("") : Optional.empty();
    } else if (plain && copy.stamp().endsWith(IMPOSSIBLE)) {
      return Optional.of(wantedStamp + IMPOSSIBLE);
    }
    return plain && tool.isEmpty() && copy.stamp().endsWith(LEFT) ? Optional.of(wantedStamp + LEFT) : Optional.empty();
  }
}
