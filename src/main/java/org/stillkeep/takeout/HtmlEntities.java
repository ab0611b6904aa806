package org.stillkeep.takeout;

import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Decodes the HTML entities that titles of some old exports contain: those of characters that HTML needs, and numbers. */
final class HtmlEntities {

  /** By name, in decimals, in hexadecimals; no character has more digits. */
  private static final Pattern ENTITY = Pattern.compile("&(?:#(\\d{1,7})|#[xX](\\p{XDigit}{1,6})|(amp|lt|gt|quot|apos|nbsp));");

  private static final Map<String, String> NAMED =
      Map.of("amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'", "nbsp", "\u00a0");

  private HtmlEntities() {}

  static String decode(String text) {
    return text.indexOf('&') < 0
        ? text
        : ENTITY.matcher(text).replaceAll(entity -> Matcher.quoteReplacement(character(entity)));
  }

  private static String character(MatchResult entity) {
    if (entity.group(3) != null) {
      return NAMED.get(entity.group(3));
    }
    boolean decimal = entity.group(1) != null;
    int codePoint = decimal ? Integer.parseInt(entity.group(1)) : Integer.parseInt(entity.group(2), 16);
    return Character.isValidCodePoint(codePoint) ? Character.toString(codePoint) : entity.group();
  }

  /** Entities are decoded only where that makes the title fit the name, whatever became of its extension. */
  static boolean hideNameOf(MediaName media, Optional<String> title) {
    return title.isPresent()
        && title.get().indexOf('&') >= 0
        && NameCut.cutMediaNames(decode(title.get())).stream()
            .map(MediaName::titled)
            .anyMatch(name -> name.stem().equals(media.base()) || name.full().equals(media.base()));
  }
}
