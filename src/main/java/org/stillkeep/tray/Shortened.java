package org.stillkeep.tray;

import java.util.regex.Pattern;

/** Texts as a menu can show them: on one line, and no wider than that people find their way in it. Lengths are in code points. */
final class Shortened {

  private static final String ELLIPSIS = "\u2026";

  /** The folders of an absolute path, as Unix or Windows writes it. */
  private static final Pattern FOLDERS = Pattern.compile("(?<![^\\s(\"'])(?:(?:/[^/\\s:]+)+/|[A-Za-z]:\\\\(?:[^\\\\\\s:]+\\\\)+)(?=[^/\\\\\\s:])");

  private Shortened() {}

  /** A sentence: files lose their folders first, then it is cut at its end, between words if it has any. */
  static String sentence(String text, int longest) {
    String line = onOneLine(text);
    if (fits(line, longest)) {
      return line;
    }
    String withoutFolders = FOLDERS.matcher(line).replaceAll("");
    if (fits(withoutFolders, longest)) {
      return withoutFolders;
    }
    String start = withoutFolders.substring(0, withoutFolders.offsetByCodePoints(0, longest - 1));
    int lastSpace = start.lastIndexOf(' ');
    return (lastSpace > start.length() / 2 ? start.substring(0, lastSpace) : start) + ELLIPSIS;
  }

  /** A path, cut in its middle: where it starts and what it is called says most. */
  static String path(String path, int longest) {
    String line = onOneLine(path);
    if (fits(line, longest)) {
      return line;
    }
    int start = longest / 3;
    int end = longest - 1 - start;
    return line.substring(0, line.offsetByCodePoints(0, start))
        + ELLIPSIS
        + line.substring(line.offsetByCodePoints(line.length(), -end));
  }

  private static boolean fits(String line, int longest) {
    return line.codePointCount(0, line.length()) <= longest;
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
