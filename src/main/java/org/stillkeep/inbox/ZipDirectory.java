package org.stillkeep.inbox;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.zip.CRC32;

/**
 * Where the headers of a ZIP's directory lie, and what was found out about each when it was checked: nine bytes an entry. A
 * header is read again when it is asked for, since the names and sizes of a million entries would fill the memory; one that
 * differs from the one that was checked is refused. Filled once by {@link ZipDirectoryReader}. For any thread.
 */
final class ZipDirectory {

  private static final int WINDOW_BYTES = 64 * 1024;
  private static final EntryState[] STATES = EntryState.values();

  /** In a byte of states: the name ends like that of an archive. */
  private static final int MAY_BE_ARCHIVE = 1 << 6;

  private static final List<String> ENDINGS_OF_ARCHIVES = List.of(".zip", ".tgz", ".gz");
  private static final String LAST_OF_ENDINGS = "pPzZ";

  private final SourceFile file;
  private final ZipEnd end;
  private final int size;

  /** Where each header begins, counted from the beginning of the directory, as unsigned numbers; behind the last the end. */
  private final int[] headerAt;

  private final int[] headerCrc;
  private final byte[] state;
  private final FingerprintDigest digest = new FingerprintDigest("stillkeep zip 1\n");

  /** The stretch that was read last, by those who ask one after the other; guarded by this, as is the next field. */
  private ByteBuffer window = ByteBuffer.allocate(0);

  private long windowAt;
  private int lastAsked = -1;

  /** @param end says where the directory lies; one of more than 4 GiB must have been refused */
  ZipDirectory(SourceFile file, ZipEnd end) {
    this.file = file;
    this.end = end;
    this.size = (int) end.entries();
    this.headerAt = new int[size + 1];
    this.headerCrc = new int[size];
    this.state = new byte[size];
  }

  /**
   * Takes one header; indexes come in order.
   *
   * @param at where it begins in the file
   * @param bytes the whole of it, as {@link #crc} sees it
   */
  @SuppressWarnings("EnumOrdinal") // never leaves this object
  void put(int index, ZipHeader header, long at, ByteBuffer bytes) {
    headerAt[index] = (int) (at - end.directoryAt());
    headerAt[index + 1] = headerAt[index] + bytes.remaining();
    headerCrc[index] = crc(bytes);
    state[index] = (byte) (header.state().ordinal() | (isNamedLikeAnArchive(header) ? MAY_BE_ARCHIVE : 0));
    digest.addInt(header.name().length);
    digest.add(header.name(), 0, header.name().length);
    digest.addLong(header.sizeBytes());
    digest.addInt(header.crc32());
  }

  private static boolean isNamedLikeAnArchive(ZipHeader header) {
    byte[] name = header.name();
    boolean another = header.unicodePath().isEmpty() && name.length > 0 && LAST_OF_ENDINGS.indexOf(name[name.length - 1]) < 0;
    if (another) {
      // Nearly all are, and their names need not be made for that.
      return false;
    }
    String path = header.path().toLowerCase(Locale.ROOT);
    return ENDINGS_OF_ARCHIVES.stream().anyMatch(path::endsWith);
  }

  int size() {
    return size;
  }

  EntryState state(int index) {
    return STATES[state[index] & ~MAY_BE_ARCHIVE];
  }

  int count(EntryState wanted) {
    return (int) IntStream.range(0, size).filter(index -> state(index) == wanted).count();
  }

  boolean mayBeArchive(int index) {
    return (state[index] & MAY_BE_ARCHIVE) != 0;
  }

  /**
   * Reads a header, its local header's place counted from the beginning of the file.
   *
   * @throws EntryException CHANGED when it is not the one that was checked
   */
  ZipHeader header(int index) throws IOException {
    ByteBuffer bytes = bytes(index);
    if (crc(bytes) != headerCrc[index]) {
      throw new EntryException(
          EntryException.Reason.CHANGED, index, "entry " + index, "the archive's directory has changed since it was opened");
    }
    ZipHeader header = ZipHeader.read(bytes);
    return state(index) == EntryState.DAMAGED ? header.withState(EntryState.DAMAGED) : header.movedBy(end.prefixBytes());
  }

  ArchiveEntry entry(int index) throws IOException {
    ZipHeader header = header(index);
    return new ArchiveEntry(
        index,
        header.path(),
        header.sizeBytes(),
        header.crc32() & 0xffffffffL,
        ZipTimes.toDate(header.modified()),
        header.state());
  }

  /** FNV-1a over the bytes of each name, sorted: finds out whether a name is listed without a map of half a million. */
  long[] sortedNameHashes() throws IOException {
    long[] hashes = new long[size];
    for (int i = 0; i < size; i++) {
      byte[] name = header(i).name();
      hashes[i] = hash(name, 0, name.length);
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
   * big-endian), name, unpacked size (8) and CRC (4). Asked once, when all entries are in.
   */
  ArchiveFingerprint fingerprint() {
    return digest.finish();
  }

  private static int crc(ByteBuffer header) {
    CRC32 crc = new CRC32();
    crc.update(header.duplicate());
    return (int) crc.getValue();
  }

  /** One header alone for those who jump; more at once for those who read on. */
  private synchronized ByteBuffer bytes(int index) throws IOException {
    long at = end.directoryAt() + (headerAt[index] & 0xffffffffL);
    int length = headerAt[index + 1] - headerAt[index];
    boolean inWindow = at >= windowAt && at + length <= windowAt + window.limit();
    boolean readsOn = index == lastAsked + 1;
    lastAsked = index;
    if (!inWindow && readsOn) {
      long left = end.directoryAt() + end.directoryBytes() - at;
      window = file.readFully(at, (int) Math.min(left, Math.max(WINDOW_BYTES, length)));
      windowAt = at;
      inWindow = true;
    }
    return inWindow
        ? window.slice((int) (at - windowAt), length).order(window.order())
        : file.readFully(at, length);
  }
}
