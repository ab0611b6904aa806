package org.stillkeep.catalog;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Several keys in one column: {@code archive:position}, blanks between. */
final class EntryKeys {

  private EntryKeys() {}

  /** Null for none. */
  static String text(List<EntryKey> keys) {
    return keys.isEmpty()
        ? null
        : keys.stream().map(key -> key.archiveId() + ":" + key.position()).collect(Collectors.joining(" "));
  }

  static List<EntryKey> of(String text) {
    return text == null ? List.of() : Arrays.stream(text.split(" ")).map(EntryKeys::key).toList();
  }

  private static EntryKey key(String text) {
    int colon = text.indexOf(':');
    return new EntryKey(Long.parseLong(text.substring(0, colon)), Integer.parseInt(text.substring(colon + 1)));
  }
}
