package org.stillkeep.importer;

import java.util.Arrays;

/** Numbers in the order in which they were added, eight bytes each. */
final class LongList {

  private long[] numbers = new long[16];
  private int size;

  void add(long number) {
    if (size == numbers.length) {
      numbers = Arrays.copyOf(numbers, size + (size >> 1));
    }
    numbers[size++] = number;
  }

  long get(int index) {
    return numbers[index];
  }

  int size() {
    return size;
  }

  /** Puts them into ascending order. */
  void sort() {
    Arrays.sort(numbers, 0, size);
  }
}
