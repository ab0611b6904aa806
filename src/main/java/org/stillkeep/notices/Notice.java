package org.stillkeep.notices;

import java.util.List;
import java.util.Map;

/**
 * What somebody is told. Sets and folders may be named in it, photos never: their names are nobody's business but the
 * owner's, and notices are shown on lock screens and sent by commands.
 *
 * @param kind what it is about
 * @param slot where it is shown: the next one of the same slot takes its place
 * @param title one line
 * @param text some lines
 * @param sets names of the sets that it is about
 * @param exports paths of the export folders that it is about
 * @param problems marks of the problems that it is about: the same while a problem is the same
 * @param counts figures by name
 */
record Notice(
    Kind kind,
    String slot,
    String title,
    String text,
    List<String> sets,
    List<String> exports,
    List<String> problems,
    Map<String, Long> counts) {

  /** What a notice can be about; the words are those of the JSON. */
  enum Kind {
    SET_FINISHED("set-finished"),
    PART_MISSING("part-missing"),
    NEEDS_YOU("needs-you"),
    EXPORT_AWAY("export-away");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  Notice {
    sets = List.copyOf(sets);
    exports = List.copyOf(exports);
    problems = List.copyOf(problems);
    counts = Map.copyOf(counts);
  }
}
