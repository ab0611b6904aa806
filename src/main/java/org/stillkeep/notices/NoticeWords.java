package org.stillkeep.notices;

import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;

/** Figures and lists, for people. */
final class NoticeWords {

  private static final int NAMED = 4;

  private NoticeWords() {}

  static String number(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  static String photos(long count) {
    return count == 1 ? "One photo or video" : number(count) + " photos and videos";
  }

  /** The first few by name, the others by number. */
  static String list(String one, String several, Collection<String> names) {
    String named = names.stream().limit(NAMED).collect(Collectors.joining(", "));
    int others = names.size() - NAMED;
    return (names.size() == 1 ? one : several) + named + (others > 0 ? " and " + others + " more" : "");
  }
}
