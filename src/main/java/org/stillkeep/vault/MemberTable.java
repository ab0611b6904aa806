package org.stillkeep.vault;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntConsumer;

/**
 * Which file is, or was, in which collection: about 25 bytes for each pair, in flat arrays. A pair keeps its place for
 * ever.
 */
final class MemberTable {

  /** No such pair. */
  static final int NONE = -1;

  private int[] files = new int[64];
  private int[] collections = new int[64];

  /** Change set with the file's wrapped key. */
  private int[] keyIn = new int[64];

  /** Change set of the latest change of the pair, or of its file's magic metadata. */
  private int[] updatedIn = new int[64];

  /** The same file's pair before this one, or {@link #NONE}. */
  private int[] earlierOfFile = new int[64];

  private int[] lastOfFile = new int[64];
  private final BitSet left = new BitSet();
  private int count;

  int count() {
    return count;
  }

  long file(int pair) {
    return files[pair];
  }

  long collection(int pair) {
    return collections[pair];
  }

  int keyIn(int pair) {
    return keyIn[pair];
  }

  int updatedIn(int pair) {
    return updatedIn[pair];
  }

  boolean hasLeft(int pair) {
    return left.get(pair);
  }

  /** The file enters the collection, for the first time or again. */
  void enter(long fileId, long collectionId, int changeSet) {
    int pair = find(fileId, collectionId);
    if (pair == NONE) {
      pair = add((int) fileId, (int) collectionId);
    }
    left.clear(pair);
    keyIn[pair] = changeSet;
    updatedIn[pair] = changeSet;
  }

  void leave(int pair, int changeSet) {
    left.set(pair);
    updatedIn[pair] = changeSet;
  }

  void touch(int pair, int changeSet) {
    updatedIn[pair] = changeSet;
  }

  int find(long fileId, long collectionId) {
    for (int pair = lastOf(fileId); pair != NONE; pair = earlierOfFile[pair]) {
      if (collections[pair] == collectionId) {
        return pair;
      }
    }
    return NONE;
  }

  boolean isMember(long fileId, long collectionId) {
    int pair = find(fileId, collectionId);
    return pair != NONE && !left.get(pair);
  }

  /** Visits the pairs of the collections that the file is in now, the latest first. */
  void forEachMembership(long fileId, IntConsumer consumer) {
    for (int pair = lastOf(fileId); pair != NONE; pair = earlierOfFile[pair]) {
      if (!left.get(pair)) {
        consumer.accept(pair);
      }
    }
  }

  /** The first pair that the file ever had, or {@link #NONE}. */
  int firstOf(long fileId) {
    int first = NONE;
    for (int pair = lastOf(fileId); pair != NONE; pair = earlierOfFile[pair]) {
      first = pair;
    }
    return first;
  }

  private int lastOf(long fileId) {
    return fileId < lastOfFile.length ? lastOfFile[(int) fileId] - 1 : NONE;
  }

  private int add(int file, int collection) {
    if (count == files.length) {
      int length = 2 * count;
      files = Arrays.copyOf(files, length);
      collections = Arrays.copyOf(collections, length);
      keyIn = Arrays.copyOf(keyIn, length);
      updatedIn = Arrays.copyOf(updatedIn, length);
      earlierOfFile = Arrays.copyOf(earlierOfFile, length);
    }
    if (file >= lastOfFile.length) {
      lastOfFile = Arrays.copyOf(lastOfFile, Math.max(file + 1, 2 * lastOfFile.length));
    }
    files[count] = file;
    collections[count] = collection;
    earlierOfFile[count] = lastOfFile[file] - 1;
    lastOfFile[file] = count + 1;
    return count++;
  }
}
