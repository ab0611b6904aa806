package org.stillkeep.vault;

/**
 * Which file names which object: a hash table in two flat arrays, about 20 bytes for each object. It keeps the first half
 * of an object's random name; that two objects share one is not to be expected (2^-30 for a million objects), and harmless
 * here: a sweep spares one orphan too many, and who registers looks the file up.
 */
final class ObjectIndex {

  private static final int INITIAL_SLOTS = 1 << 10;

  /** First 16 hex digits of an object's name; in use where {@link #fileIds} is not 0. */
  private long[] names = new long[INITIAL_SLOTS];

  private int[] fileIds = new int[INITIAL_SLOTS];
  private int size;

  void put(String objectKey, int fileId) {
    if (2 * size >= names.length) {
      grow();
    }
    insert(name(objectKey), fileId);
  }

  /** The id of the file that names the object; 0 when none does. */
  int fileOf(String objectKey) {
    return fileIds[slot(name(objectKey))];
  }

  private void insert(long name, int fileId) {
    int slot = slot(name);
    if (fileIds[slot] == 0) {
      size++;
    }
    names[slot] = name;
    fileIds[slot] = fileId;
  }

  private void grow() {
    long[] oldNames = names;
    int[] oldFileIds = fileIds;
    names = new long[2 * oldNames.length];
    fileIds = new int[names.length];
    size = 0;
    for (int i = 0; i < oldNames.length; i++) {
      if (oldFileIds[i] != 0) {
        insert(oldNames[i], oldFileIds[i]);
      }
    }
  }

  private int slot(long name) {
    int slot = (int) name & (names.length - 1);
    while (fileIds[slot] != 0 && names[slot] != name) {
      slot = (slot + 1) & (names.length - 1);
    }
    return slot;
  }

  private static long name(String objectKey) {
    return Long.parseUnsignedLong(objectKey, 0, 16, 16);
  }
}
