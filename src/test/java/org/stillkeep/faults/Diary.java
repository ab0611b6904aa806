package org.stillkeep.faults;

import java.util.Map;
import java.util.TreeMap;

/** How often what has happened in a year. */
final class Diary {

  private final Map<String, Integer> counts = new TreeMap<>();
  private String last = "";

  void note(String what) {
    counts.merge(what, 1, Integer::sum);
    last = what;
  }

  int count(String what) {
    return counts.getOrDefault(what, 0);
  }

  @Override
  public String toString() {
    return counts + ", the last of them: " + last;
  }
}
