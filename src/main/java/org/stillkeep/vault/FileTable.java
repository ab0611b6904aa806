package org.stillkeep.vault;

import java.util.Arrays;

/**
 * Where each file's latest state is found: 20 bytes for each, in flat arrays by file id. Ids are given in ascending order
 * from 1, and never again.
 */
final class FileTable {

  /** Change set that registered the file. */
  private int[] registeredIn = new int[64];

  /** Change set with its latest magic metadata; 0 when there never was any. */
  private int[] privateMagicIn = new int[64];

  private int[] publicMagicIn = new int[64];

  /** Version of its latest magic metadata. */
  private int[] privateVersion = new int[64];

  private int[] publicVersion = new int[64];

  private int count;

  int count() {
    return count;
  }

  boolean has(long fileId) {
    return fileId >= 1 && fileId <= count;
  }

  void add(Row.File file, int changeSet) {
    if (file.id() != count + 1L) {
      throw new IllegalArgumentException("file " + file.id() + " after file " + count);
    }
    count++;
    if (count == registeredIn.length) {
      grow();
    }
    registeredIn[count] = changeSet;
    file.privateMagic().ifPresent(magic -> set(new Row.Magic(count, Row.MagicKind.PRIVATE, magic), changeSet));
    file.publicMagic().ifPresent(magic -> set(new Row.Magic(count, Row.MagicKind.PUBLIC, magic), changeSet));
  }

  void set(Row.Magic magic, int changeSet) {
    int file = (int) magic.fileId();
    boolean isPrivate = magic.kind() == Row.MagicKind.PRIVATE;
    (isPrivate ? privateMagicIn : publicMagicIn)[file] = changeSet;
    (isPrivate ? privateVersion : publicVersion)[file] = magic.magic().version();
  }

  int registeredIn(long fileId) {
    return registeredIn[(int) fileId];
  }

  int magicIn(long fileId, Row.MagicKind kind) {
    return (kind == Row.MagicKind.PRIVATE ? privateMagicIn : publicMagicIn)[(int) fileId];
  }

  /** 0 when there is none. */
  int magicVersion(long fileId, Row.MagicKind kind) {
    return (kind == Row.MagicKind.PRIVATE ? privateVersion : publicVersion)[(int) fileId];
  }

  private void grow() {
    int length = 2 * registeredIn.length;
    registeredIn = Arrays.copyOf(registeredIn, length);
    privateMagicIn = Arrays.copyOf(privateMagicIn, length);
    publicMagicIn = Arrays.copyOf(publicMagicIn, length);
    privateVersion = Arrays.copyOf(privateVersion, length);
    publicVersion = Arrays.copyOf(publicVersion, length);
  }
}
