package org.stillkeep.inbox;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What one way through a TGZ found: the facts of all entries in flat arrays, and the texts of small JSON entries. */
final class TarDirectory {

  private static final int FIRST_ENTRIES = 256;

  private int size;
  private byte[] names = new byte[1 << 14];
  private int[] nameEnd = new int[FIRST_ENTRIES];
  private long[] sizeBytes = new long[FIRST_ENTRIES];
  private long[] modified = new long[FIRST_ENTRIES];
  private int[] crc32 = new int[FIRST_ENTRIES];
  private EntryState[] state = new EntryState[FIRST_ENTRIES];

  private final TarTexts texts = new TarTexts();

  void add(String path, long bytes, long crc, long modifiedSeconds, EntryState entryState) {
    if (size == nameEnd.length) {
      grow(size + (size >> 1));
    }
    byte[] name = path.getBytes(StandardCharsets.UTF_8);
    int start = nameStart(size);
    if (names.length - start < name.length) {
      names = Arrays.copyOf(names, Math.max(start + name.length, names.length + (names.length >> 1)));
    }
    System.arraycopy(name, 0, names, start, name.length);
    nameEnd[size] = start + name.length;
    sizeBytes[size] = bytes;
    crc32[size] = (int) crc;
    modified[size] = modifiedSeconds;
    state[size] = entryState;
    size++;
  }

  private void grow(int capacity) {
    nameEnd = Arrays.copyOf(nameEnd, capacity);
    sizeBytes = Arrays.copyOf(sizeBytes, capacity);
    modified = Arrays.copyOf(modified, capacity);
    crc32 = Arrays.copyOf(crc32, capacity);
    state = Arrays.copyOf(state, capacity);
  }

  /** Keeps the text of the entry that was added last. */
  void keepText(byte[] text) {
    texts.add(size - 1, text);
  }

  /** Texts of some entries, each to be had once. */
  TarTexts texts() {
    return texts;
  }

  int size() {
    return size;
  }

  /** The length of all names together. */
  long nameBytes() {
    return nameStart(size);
  }

  String path(int index) {
    int start = nameStart(index);
    return new String(names, start, nameEnd[index] - start, StandardCharsets.UTF_8);
  }

  long sizeBytes(int index) {
    return sizeBytes[index];
  }

  long crc32(int index) {
    return crc32[index] & 0xffffffffL;
  }

  EntryState state(int index) {
    return state[index];
  }

  ArchiveEntry entry(int index) {
    return new ArchiveEntry(
        index, path(index), sizeBytes[index], crc32(index), ZipTimes.toDate(modified[index]), state[index]);
  }

  private int nameStart(int index) {
    return index == 0 ? 0 : nameEnd[index - 1];
  }
}
