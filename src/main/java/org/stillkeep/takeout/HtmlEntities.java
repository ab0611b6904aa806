package org.stillkeep.takeout;

import java.util.Optional;

/** Decodes the five HTML entities that titles of some old exports contain. */
final class HtmlEntities {

  private HtmlEntities() {}

  static String decode(String text) {
    if (text.indexOf('&') < 0) {
      return text;
    }
    return text.replace("&#39;", "'")
        .replace("&quot;", "\"")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
  }

  /** Entities are decoded only where that makes the title fit the name. */
  static boolean hideNameOf(MediaName media, Optional<String> title) {
    return title.isPresent()
        && title.get().indexOf('&') >= 0
        && NameCut.mediaName(decode(title.get()), true).equals(media.withoutIndex());
  }
}
