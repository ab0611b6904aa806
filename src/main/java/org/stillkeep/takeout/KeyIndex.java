package org.stillkeep.takeout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Values under text keys, several under one, in the order in which they came. Takes 20 to 30 bytes a value, where a map of
 * lists takes 200, because it keeps 64 bits of each key instead of the key: of a million keys, two fall together once in
 * forty million Takeouts.
 */
final class KeyIndex<T> {

  private static final int NONE = -1;
  private static final int FIRST_CAPACITY = 16;

  private Object[] values = new Object[FIRST_CAPACITY];
  private long[] hashes = new long[FIRST_CAPACITY];

  /** The next value under the same key; behind the last comes the first. */
  private int[] next = new int[FIRST_CAPACITY];

  /** How many values the key of a first value has. */
  private int[] counts = new int[FIRST_CAPACITY];

  /** The last value of each key, at the place that its hash says, or behind that. */
  private int[] lastOfKey = slots(2 * FIRST_CAPACITY);

  private int size;
  private int keys;

  /** What a key is known by. */
  static long hash(String key) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < key.length(); i++) {
      hash = (hash ^ key.charAt(i)) * 0x100000001b3L;
    }
    // FNV-1a leaves the upper bits of short keys alike.
    hash = (hash ^ hash >>> 32) * 0xd6e8feb86659fd93L;
    return hash ^ hash >>> 32;
  }

  void add(String key, T value) {
    add(hash(key), value);
  }

  /** Adds a value unless it is the latest one under this key already. */
  void addOnce(String key, T value) {
    long hash = hash(key);
    int last = lastOfKey[slot(hash)];
    if (last == NONE || values[last] != value) {
      add(hash, value);
    }
  }

  private void add(long hash, T value) {
    if (size == values.length) {
      grow();
    }
    values[size] = value;
    hashes[size] = hash;
    int slot = slot(hash);
    int last = lastOfKey[slot];
    if (last == NONE) {
      next[size] = size;
      counts[size] = 1;
      keys++;
    } else {
      next[size] = next[last];
      next[last] = size;
      counts[next[size]]++;
    }
    lastOfKey[slot] = size++;
    if (keys * 2 > lastOfKey.length) {
      rehash();
    }
  }

  boolean isEmpty() {
    return size == 0;
  }

  boolean contains(String key) {
    return lastOfKey[slot(hash(key))] != NONE;
  }

  /** How many values a key has. */
  int count(String key) {
    int last = lastOfKey[slot(hash(key))];
    return last == NONE ? 0 : counts[next[last]];
  }

  /** The values of a key, in the order in which they came; a list of the caller's own. */
  List<T> get(String key) {
    return get(hash(key));
  }

  /** The values of a key, of more than {@code most} only the first. */
  List<T> get(String key, int most) {
    return get(hash(key), most);
  }

  List<T> get(long hash) {
    return get(hash, Integer.MAX_VALUE);
  }

  private List<T> get(long hash, int most) {
    int last = lastOfKey[slot(hash)];
    return last == NONE ? new ArrayList<>(0) : list(next[last], most);
  }

  /** Hands over each key's hash and values, if there are at least so many, in the order in which the keys came. */
  void forEachGroup(int atLeast, BiConsumer<Long, List<T>> consumer) {
    for (int i = 0; i < size; i++) {
      if (counts[i] >= atLeast) {
        consumer.accept(hashes[i], list(i, Integer.MAX_VALUE));
      }
    }
  }

  @SuppressWarnings("unchecked")
  private List<T> list(int first, int most) {
    int count = Math.min(most, counts[first]);
    List<T> list = new ArrayList<>(count);
    for (int at = first; list.size() < count; at = next[at]) {
      list.add((T) values[at]);
    }
    return list;
  }

  private int slot(long hash) {
    int mask = lastOfKey.length - 1;
    int slot = (int) hash & mask;
    while (lastOfKey[slot] != NONE && hashes[lastOfKey[slot]] != hash) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    int capacity = size + (size >> 1);
    values = Arrays.copyOf(values, capacity);
    hashes = Arrays.copyOf(hashes, capacity);
    next = Arrays.copyOf(next, capacity);
    counts = Arrays.copyOf(counts, capacity);
  }

  private void rehash() {
    int[] lasts = lastOfKey;
    lastOfKey = slots(2 * lasts.length);
    for (int last : lasts) {
      if (last != NONE) {
        lastOfKey[slot(hashes[last])] = last;
      }
    }
  }

  private static int[] slots(int count) {
    int[] slots = new int[count];
    Arrays.fill(slots, NONE);
    return slots;
  }
}
