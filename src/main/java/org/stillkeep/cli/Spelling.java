package org.stillkeep.cli;

import java.util.Collection;

/** Finds what somebody probably meant. */
final class Spelling {

  private Spelling() {}

  /** The word that is closest to what was written, or an empty text when none is close. */
  static String nearest(String written, Collection<String> words) {
    String nearest = "";
    int fewestEdits = Math.max(2, written.length() / 3) + 1;
    for (String word : words) {
      int edits = edits(written, word);
      if (edits < fewestEdits) {
        fewestEdits = edits;
        nearest = word;
      }
    }
    return nearest;
  }

  /** Levenshtein's distance. */
  private static int edits(String from, String to) {
    int[] previous = new int[to.length() + 1];
    int[] current = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      current[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int change = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
        current[j] = Math.min(previous[j - 1] + change, Math.min(previous[j], current[j - 1]) + 1);
      }
      int[] swap = previous;
      previous = current;
      current = swap;
    }
    return previous[to.length()];
  }
}
