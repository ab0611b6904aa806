package org.stillkeep.takeout;

import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Decodes the HTML entities that titles of some old exports contain: those of characters that HTML needs, and numbers. */
final class HtmlEntities {

  /** {@code &#39;} and {@code &#x27;}; no character has more digits. */
  private static final Pattern NUMBERED = Pattern.compile("&#(?:(\\d{1,7})|[xX]([0-9a-fA-F]{1,6}));");

  private HtmlEntities() {}

  static String decode(String text) {
    if (text.indexOf('&') < 0) {
      return text;
    }
    return NUMBERED.matcher(text)
        .replaceAll(entity -> Matcher.quoteReplacement(character(entity)))
        .replace("&quot;", "\"")
        .replace("&apos;", "'")
        .replace("&nbsp;", "\u00a0")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
  }

  private static String character(MatchResult entity) {
    boolean decimal = entity.group(1) != null;
    int codePoint = decimal ? Integer.parseInt(entity.group(1)) : Integer.parseInt(entity.group(2), 16);
    return Character.isValidCodePoint(codePoint) ? Character.toString(codePoint) : entity.group();
  }

  /** Entities are decoded only where that makes the title fit the name. */
  static boolean hideNameOf(MediaName media, Optional<String> title) {
    return title.isPresent()
        && title.get().indexOf('&') >= 0
        && NameCut.cutMediaNames(decode(title.get())).contains(media.withoutIndex());
  }
}
