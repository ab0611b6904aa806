package org.stillkeep.files;

import org.stillkeep.files.DisjointFolders.Relation;

/** That two folders overlap, how, and the proof in words. */
record Finding(Relation relation, String proof) {

  Finding turned() {
    return new Finding(Nesting.turned(relation), proof);
  }

  /** In words, from two descriptions of places. */
  static String words(Relation relation, Object first, Object second) {
    return switch (relation) {
      case SAME -> first.equals(second) ? "both lead to " + first : first + " and " + second + " are the same folder";
      case FIRST_CONTAINS_SECOND -> second + " lies in " + first;
      case SECOND_CONTAINS_FIRST -> first + " lies in " + second;
      case SHARE_A_FOLDER -> first + " and " + second + " have a folder in common";
    };
  }
}
