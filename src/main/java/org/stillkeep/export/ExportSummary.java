package org.stillkeep.export;

import java.util.List;

/**
 * What one pass did. A pass with nothing to do is {@link #NOTHING}.
 *
 * @param written photos, videos and halves of live photos written from the library
 * @param writtenBytes their bytes
 * @param linked files made as hard links to one already there
 * @param sidecars JSON and XMP files written, albums' own among them
 * @param adopted files that were already there with the right bytes
 * @param moved files moved or renamed inside the export, those of renamed folders counted once for the folder
 * @param trashed files moved into {@code Trash/}
 * @param withdrawn sidecars deleted because their form was turned off
 * @param kept files of ours that somebody has edited, by path: left as they are
 * @param heldBack files that would have gone to the trash, had the guard allowed it or had nothing failed
 * @param waiting items whose files somebody holds open: the old ones are still there, and the next pass tries again
 * @param failures items that failed; the rest of the pass went on without them
 */
public record ExportSummary(
    long written,
    long writtenBytes,
    long linked,
    long sidecars,
    long adopted,
    long moved,
    long trashed,
    long withdrawn,
    List<String> kept,
    long heldBack,
    List<Failure> waiting,
    List<Failure> failures) {

  /** A pass that found everything in place. */
  public static final ExportSummary NOTHING = new ExportSummary(0, 0, 0, 0, 0, 0, 0, 0, List.of(), 0, List.of(), List.of());

  /**
   * One item that failed, or waits.
   *
   * @param path where it belongs, or what somebody holds open, relative to the export's root
   * @param title the photo, as its owner knows it
   * @param message what happened
   */
  public record Failure(String path, String title, String message) {}

  public ExportSummary {
    kept = List.copyOf(kept);
    waiting = List.copyOf(waiting);
    failures = List.copyOf(failures);
  }

  /** Whether every item succeeded. */
  public boolean isClean() {
    return failures.isEmpty() && waiting.isEmpty();
  }

  /** Whether anything in the folder changed. */
  public boolean changedAnything() {
    return written + linked + sidecars + moved + trashed + withdrawn > 0;
  }
}
