package org.stillkeep.cli;

import java.util.regex.Pattern;

/** Puts texts into HTML. Names in archives are whatever somebody wrote: none of them may give orders to a browser. */
final class Html {

  /** Control characters, those that turn the direction of writing, and halves of characters. */
  private static final Pattern TREACHEROUS =
      Pattern.compile("[\\p{Cc}\\u061C\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069\\uFEFF\\p{Cs}]");

  private Html() {}

  /** A text as content of an element or of a quoted attribute. */
  static String text(String text) {
    String visible = TREACHEROUS.matcher(text).replaceAll("\uFFFD");
    return visible
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
