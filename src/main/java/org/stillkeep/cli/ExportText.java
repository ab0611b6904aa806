package org.stillkeep.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stillkeep.agent.HeldOpenWords;
import org.stillkeep.export.ExportSummary;

/** Says what a pass did. */
final class ExportText {

  private ExportText() {}

  static String of(Path folder, ExportSummary summary) {
    List<String> parts = new ArrayList<>();
    add(parts, summary.written(), "file", "written (" + Figures.size(summary.writtenBytes()) + ")");
    add(parts, summary.linked(), "file", "linked");
    add(parts, summary.sidecars(), "sidecar", "written");
    add(parts, summary.adopted(), "file", "adopted");
    add(parts, summary.moved(), "file", "moved");
    add(parts, summary.trashed(), "file", "moved to the trash");
    add(parts, summary.withdrawn(), "sidecar", "removed");
    add(parts, summary.kept().size(), "changed file", "left alone");
    add(parts, summary.heldBack(), "deletion", "held back: too many at once, see --allow-mass-delete");
    add(parts, summary.waiting().size(), "file", "open in other programs, to be tried again (" + HeldOpenWords.names(summary.waiting()) + ")");
    add(parts, summary.failures().size(), "file", "failed");
    return folder + ": " + (parts.isEmpty() ? "in step, nothing to do" : String.join(", ", parts));
  }

  /** What is to be said of files into which only ExifTool can write, while there is none. */
  static Optional<String> ofLeft(long files) {
    return files == 0
        ? Optional.empty()
        : Optional.of(
            Figures.count(files, "file") + " left with the metadata they came with, for want of ExifTool; sidecars say the rest");
  }

  private static void add(List<String> parts, long count, String noun, String verb) {
    if (count > 0) {
      parts.add(Figures.count(count, noun) + " " + verb);
    }
  }
}
