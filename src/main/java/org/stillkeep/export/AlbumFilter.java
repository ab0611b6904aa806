package org.stillkeep.export;

import java.text.Normalizer;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which albums are exported: those whose title matches a glob of the first list and none of the second. {@code *} stands for
 * any text, {@code ?} for one character; case and Unicode form do not matter.
 */
final class AlbumFilter {

  private final List<Pattern> include;
  private final List<Pattern> exclude;

  AlbumFilter(List<String> include, List<String> exclude) {
    this.include = include.stream().map(AlbumFilter::pattern).toList();
    this.exclude = exclude.stream().map(AlbumFilter::pattern).toList();
  }

  boolean accepts(String title) {
    String normal = Normalizer.normalize(title, Normalizer.Form.NFC);
    return matchesAny(include, normal) && !matchesAny(exclude, normal);
  }

  private static boolean matchesAny(List<Pattern> patterns, String title) {
    return patterns.stream().anyMatch(each -> each.matcher(title).matches());
  }

  private static Pattern pattern(String glob) {
    StringBuilder regex = new StringBuilder();
    for (int point : Normalizer.normalize(glob, Normalizer.Form.NFC).codePoints().toArray()) {
      switch (point) {
        case '*' -> regex.append(".*");
        case '?' -> regex.append('.');
        default -> regex.append(Pattern.quote(Character.toString(point)));
      }
    }
    return Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);
  }
}
