package org.stillkeep.inbox;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The facts of all entries of a ZIP in flat arrays: 46 bytes an entry and its name. Filled once by {@link
 * ZipDirectoryReader}, never changed afterwards.
 */
final class ZipDirectory {

  private final int size;
  private byte[] names = new byte[1 << 12];
  private final int[] nameAt;
  private final long[] localAt;
  private final long[] packedBytes;
  private final long[] sizeBytes;
  private final int[] crc32;
  private final long[] modified;
  private final short[] method;
  private final EntryState[] state;

  /** Names that the archive also gives in Unicode because their bytes are not; rare. */
  private final Map<Integer, String> unicodePaths = new HashMap<>();

  ZipDirectory(int size) {
    this.size = size;
    this.nameAt = new int[size + 1];
    this.localAt = new long[size];
    this.packedBytes = new long[size];
    this.sizeBytes = new long[size];
    this.crc32 = new int[size];
    this.modified = new long[size];
    this.method = new short[size];
    this.state = new EntryState[size];
  }

  /** Takes one header's facts; indexes come in order. */
  void put(int index, ZipHeader header) {
    int start = nameAt[index];
    int length = header.name().length;
    if (names.length - start < length) {
      names = Arrays.copyOf(names, Math.max(start + length, names.length + (names.length >> 1)));
    }
    System.arraycopy(header.name(), 0, names, start, length);
    nameAt[index + 1] = start + length;
    localAt[index] = header.localAt();
    packedBytes[index] = header.packedBytes();
    sizeBytes[index] = header.sizeBytes();
    crc32[index] = header.crc32();
    modified[index] = header.modified();
    method[index] = (short) header.method();
    state[index] = header.state();
    header.unicodePath().ifPresent(path -> unicodePaths.put(index, path));
  }

  /** All entries are in. */
  void trim() {
    names = Arrays.copyOf(names, nameAt[size]);
  }

  int size() {
    return size;
  }

  String path(int index) {
    String unicode = unicodePaths.get(index);
    return unicode != null ? unicode : ZipNames.decode(names, nameAt[index], nameBytes(index));
  }

  int nameBytes(int index) {
    return nameAt[index + 1] - nameAt[index];
  }

  boolean hasName(int index, byte[] name) {
    return Arrays.equals(names, nameAt[index], nameAt[index + 1], name, 0, name.length);
  }

  /** Where its local header begins in the file. */
  long localAt(int index) {
    return localAt[index];
  }

  long packedBytes(int index) {
    return packedBytes[index];
  }

  long sizeBytes(int index) {
    return sizeBytes[index];
  }

  long crc32(int index) {
    return crc32[index] & 0xffffffffL;
  }

  int method(int index) {
    return method[index] & 0xffff;
  }

  EntryState state(int index) {
    return state[index];
  }

  int count(EntryState wanted) {
    return (int) Arrays.stream(state).filter(each -> each == wanted).count();
  }

  ArchiveEntry entry(int index) {
    return new ArchiveEntry(
        index, path(index), sizeBytes[index], crc32(index), ZipTimes.toDate(modified[index]), state(index));
  }

  /** FNV-1a over the bytes of each name, sorted: finds out whether a name is listed without a map of half a million. */
  long[] sortedNameHashes() {
    long[] hashes = new long[size];
    for (int i = 0; i < size; i++) {
      hashes[i] = hash(names, nameAt[i], nameAt[i + 1]);
    }
    Arrays.sort(hashes);
    return hashes;
  }

  static long hash(byte[] bytes, int from, int to) {
    long hash = 0xcbf29ce484222325L;
    for (int i = from; i < to; i++) {
      hash = (hash ^ (bytes[i] & 0xff)) * 0x100000001b3L;
    }
    return hash;
  }

  /**
   * SHA-256 over {@code "stillkeep zip 1\n"} and, for each entry in the directory's order, name length (4 bytes,
   * big-endian), name, unpacked size (8) and CRC (4).
   */
  ArchiveFingerprint fingerprint() {
    FingerprintDigest digest = new FingerprintDigest("stillkeep zip 1\n");
    for (int i = 0; i < size; i++) {
      digest.addInt(nameBytes(i));
      digest.add(names, nameAt[i], nameBytes(i));
      digest.addLong(sizeBytes[i]);
      digest.addInt(crc32[i]);
    }
    return digest.finish();
  }
}
