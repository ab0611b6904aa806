package org.stillkeep.catalog;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** Reads a long result in pages by its ascending key, so that neither memory nor a lock is held for all of it. */
final class Pages {

  private Pages() {}

  /**
   * @param start the key after which to begin
   * @param page reads the rows after a key, in ascending order, at most {@code pageRows}
   */
  static <K, T> void forEach(
      K start, Function<K, List<T>> page, Function<T, K> key, int pageRows, Consumer<? super T> consumer) {
    K last = start;
    List<T> rows;
    do {
      rows = page.apply(last);
      rows.forEach(consumer);
      if (!rows.isEmpty()) {
        last = key.apply(rows.get(rows.size() - 1));
      }
    } while (rows.size() == pageRows);
  }
}
