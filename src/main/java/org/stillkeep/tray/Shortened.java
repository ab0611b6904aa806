package org.stillkeep.tray;

/** Texts as a menu can show them: on one line, and no wider than that people find their way in it. Lengths are in code points. */
final class Shortened {

  private static final String ELLIPSIS = "\u2026";

  private Shortened() {}

  /** A sentence, cut at its end, between words if it has any. */
  static String sentence(String text, int longest) {
    String line = onOneLine(text);
    int length = line.codePointCount(0, line.length());
    if (length <= longest) {
      return line;
    }
    String start = line.substring(0, line.offsetByCodePoints(0, longest - 1));
    int lastSpace = start.lastIndexOf(' ');
    return (lastSpace > start.length() / 2 ? start.substring(0, lastSpace) : start) + ELLIPSIS;
  }

  /** A path, cut in its middle: where it starts and what it is called says most. */
  static String path(String path, int longest) {
    String line = onOneLine(path);
    int length = line.codePointCount(0, line.length());
    if (length <= longest) {
      return line;
    }
    int start = longest / 3;
    int end = longest - 1 - start;
    return line.substring(0, line.offsetByCodePoints(0, start))
        + ELLIPSIS
        + line.substring(line.offsetByCodePoints(line.length(), -end));
  }

  /** File names may hold anything, also what ends a line or turns the direction of writing. */
  private static String onOneLine(String text) {
    StringBuilder line = new StringBuilder();
    text.codePoints()
        .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? ' ' : c)
        .forEach(line::appendCodePoint);
    return line.toString().replaceAll(" {2,}", " ").strip();
  }
}
