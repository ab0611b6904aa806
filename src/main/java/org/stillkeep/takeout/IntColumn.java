package org.stillkeep.takeout;

import java.util.ArrayList;
import java.util.List;

/** One number for each row, in blocks: growing copies nothing and leaves no room unused, which with a million rows is a third. */
final class IntColumn {

  private static final int BLOCK_BITS = 13;
  private static final int BLOCK_ROWS = 1 << BLOCK_BITS;

  private final List<int[]> blocks = new ArrayList<>();

  int get(int row) {
    return blocks.get(row >>> BLOCK_BITS)[row & (BLOCK_ROWS - 1)];
  }

  /** Sets the number of a row; those that were not set are 0. */
  void set(int row, int number) {
    while (blocks.size() <= row >>> BLOCK_BITS) {
      blocks.add(new int[BLOCK_ROWS]);
    }
    blocks.get(row >>> BLOCK_BITS)[row & (BLOCK_ROWS - 1)] = number;
  }

  /** The row from {@code from} to before {@code to}, whose numbers ascend, that has this one; negative when there is none. */
  int find(int from, int to, int number) {
    int low = from;
    int high = to;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (get(middle) < number) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low < to && get(low) == number ? low : -1;
  }
}
