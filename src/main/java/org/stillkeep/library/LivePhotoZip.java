package org.stillkeep.library;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.stillkeep.store.StoreException;

/**
 * The two halves of a live photo as one file, as Ente's clients write and read it: a ZIP of {@code image.<ext>} and
 * {@code video.<ext>}, both stored, without directories, always with the same time stamp, so that the same halves give
 * the same bytes.
 *
 * <pre>
 *   local header (30) name | bytes of the still | local header (30) name | bytes of the video
 *   directory entry (46) name | directory entry (46) name | end of directory (22)
 * </pre>
 *
 * <p>Sizes and CRC-32 stand in front of the bytes, so they must be known beforehand. Halves of 4 GiB and more are refused.
 */
final class LivePhotoZip {

  private static final String IMAGE = "image";
  private static final String VIDEO = "video";
  private static final int LOCAL_HEADER_BYTES = 30;
  private static final int DIRECTORY_ENTRY_BYTES = 46;
  private static final int END_BYTES = 22;
  private static final long MOST_BYTES = 0xFFFF_FFFEL;
  private static final int MOST_EXTENSION_CHARS = 16;
  private static final short VERSION = 20;
  private static final short NAMES_ARE_UTF8 = 0x0800;
  private static final short STORED = 0;

  /** Both local headers with the longest names; no character of a name takes more than three bytes. */
  static final int MOST_HEADER_BYTES = 2 * (LOCAL_HEADER_BYTES + IMAGE.length() + 3 * MOST_EXTENSION_CHARS);

  /** 1 January 1980, 0:00: the first moment that ZIP can name. */
  private static final int FIXED_TIME = 1 << 21 | 1 << 16;

  private final ContentPart still;
  private final ContentPart video;
  private final byte[] stillName;
  private final byte[] videoName;
  private final long videoOffset;
  private final long directoryOffset;

  /** Writes one half's bytes to the target. */
  interface HalfWriter {
    void write() throws IOException;
  }

  /** @throws StoreException TOO_LARGE when the halves are */
  LivePhotoZip(ContentPart still, ContentPart video) throws StoreException {
    this.still = still;
    this.video = video;
    this.stillName = name(IMAGE, still.fileName());
    this.videoName = name(VIDEO, video.fileName());
    this.videoOffset = LOCAL_HEADER_BYTES + stillName.length + still.sizeBytes();
    this.directoryOffset = videoOffset + LOCAL_HEADER_BYTES + videoName.length + video.sizeBytes();
    if (directoryOffset > MOST_BYTES) {
      String message = still.fileName() + " and its video are too large for a live photo: " + directoryOffset + " bytes";
      throw new StoreException(StoreException.Reason.TOO_LARGE, message);
    }
  }

  /** Exact size of the whole file. */
  long sizeBytes() {
    return directoryOffset + directoryBytes() + END_BYTES;
  }

  /** Writes the whole file; the halves' bytes are written by the caller, in their places. */
  void write(OutputStream out, HalfWriter stillWriter, HalfWriter videoWriter) throws IOException {
    out.write(localHeader(still, stillName));
    stillWriter.write();
    out.write(localHeader(video, videoName));
    videoWriter.write();
    out.write(directoryEntry(still, stillName, 0));
    out.write(directoryEntry(video, videoName, videoOffset));
    out.write(end());
  }

  /**
   * One half of a live photo, out of a ZIP by any client.
   *
   * @param zip the whole file; closed with the result
   * @throws ZipException when it has no such half
   */
  static InputStream open(InputStream zip, Half half) throws IOException {
    String prefix = half == Half.LIVE_VIDEO ? VIDEO : IMAGE;
    ZipInputStream entries = new ZipInputStream(zip, StandardCharsets.UTF_8);
    for (ZipEntry entry = next(entries); entry != null; entry = next(entries)) {
      if (isHalf(entry, prefix)) {
        return half == Half.LIVE_VIDEO ? new ToTheEnd(entries, zip) : entries;
      }
    }
    throw new ZipException("the live photo has no " + prefix);
  }

  /** Is given each half as it passes by; reads it to its end. */
  interface HalfReader {
    void read(Half half, InputStream cleartext) throws IOException;
  }

  /**
   * Both halves of a live photo in one passage, in whatever order they come. Reads the whole file, and does not close it.
   *
   * @throws ZipException when one of them is missing
   */
  static void readBoth(InputStream zip, HalfReader reader) throws IOException {
    ZipInputStream entries = new ZipInputStream(zip, StandardCharsets.UTF_8);
    Set<Half> missing = EnumSet.allOf(Half.class);
    for (ZipEntry entry = next(entries); entry != null; entry = next(entries)) {
      Half half = isHalf(entry, VIDEO) ? Half.LIVE_VIDEO : Half.STILL_OR_WHOLE;
      if ((half == Half.LIVE_VIDEO || isHalf(entry, IMAGE)) && missing.remove(half)) {
        reader.read(half, entries);
      }
    }
    zip.transferTo(OutputStream.nullOutputStream());
    if (!missing.isEmpty()) {
      throw new ZipException("the live photo lacks a half");
    }
  }

  /**
   * Whether a ZIP's halves are called as we would call them when they came from these files, and from no others.
   *
   * @param zip the whole file; read to its end and not closed
   * @param paths of the files, with {@code /}; none tell nothing
   */
  static boolean isNamedAfter(InputStream zip, List<String> paths) throws IOException {
    Set<String> names = new HashSet<>();
    ZipInputStream entries = new ZipInputStream(zip, StandardCharsets.UTF_8);
    for (ZipEntry entry = next(entries); entry != null; entry = next(entries)) {
      names.add(entry.getName());
    }
    return !paths.isEmpty()
        && paths.stream()
            .map(path -> path.substring(path.lastIndexOf('/') + 1))
            .allMatch(file -> names.contains(IMAGE + extension(file)) || names.contains(VIDEO + extension(file)));
  }

  private static ZipEntry next(ZipInputStream entries) throws IOException {
    try {
      return entries.getNextEntry();
    } catch (IllegalArgumentException e) {
      // Java's way to say that a name is not UTF-8.
      throw new ZipException("a name in the live photo is not UTF-8");
    }
  }

  private static boolean isHalf(ZipEntry entry, String prefix) {
    String path = entry.getName();
    return path.substring(path.lastIndexOf('/') + 1).startsWith(prefix);
  }

  /** Reads the rest of the file after its entry, since only the end of the ciphertext proves that nothing was cut off. */
  private static final class ToTheEnd extends FilterInputStream {
    private final InputStream zip;
    private boolean atEnd;

    ToTheEnd(InputStream entry, InputStream zip) {
      super(entry);
      this.zip = zip;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count = super.read(bytes, offset, length);
      if (count < 0 && !atEnd) {
        zip.transferTo(OutputStream.nullOutputStream());
        atEnd = true;
      }
      return count;
    }
  }

  private static byte[] name(String half, String fileName) {
    return (half + extension(fileName)).getBytes(StandardCharsets.UTF_8);
  }

  private static String extension(String fileName) {
    int dot = fileName.lastIndexOf('.');
    boolean hasExtension = dot > 0 && fileName.length() - dot <= MOST_EXTENSION_CHARS;
    return hasExtension ? fileName.substring(dot) : "";
  }

  private int directoryBytes() {
    return 2 * DIRECTORY_ENTRY_BYTES + stillName.length + videoName.length;
  }

  private static byte[] localHeader(ContentPart part, byte[] name) {
    byte[] bytes = new byte[LOCAL_HEADER_BYTES + name.length];
    ByteBuffer header = littleEndian(bytes).putInt(0x04034B50);
    putCommon(header, part, name);
    header.put(name);
    return bytes;
  }

  private static byte[] directoryEntry(ContentPart part, byte[] name, long offset) {
    byte[] bytes = new byte[DIRECTORY_ENTRY_BYTES + name.length];
    ByteBuffer entry = littleEndian(bytes).putInt(0x02014B50).putShort(VERSION);
    putCommon(entry, part, name);
    entry.putShort((short) 0).putShort((short) 0).putShort((short) 0).putInt(0).putInt((int) offset).put(name);
    return bytes;
  }

  /** From "version needed" to "length of the extra field", in which both headers are alike. */
  private static void putCommon(ByteBuffer header, ContentPart part, byte[] name) {
    header
        .putShort(VERSION)
        .putShort(NAMES_ARE_UTF8)
        .putShort(STORED)
        .putInt(FIXED_TIME)
        .putInt((int) part.crc32())
        .putInt((int) part.sizeBytes())
        .putInt((int) part.sizeBytes())
        .putShort((short) name.length)
        .putShort((short) 0);
  }

  private byte[] end() {
    byte[] bytes = new byte[END_BYTES];
    littleEndian(bytes)
        .putInt(0x06054B50)
        .putShort((short) 0)
        .putShort((short) 0)
        .putShort((short) 2)
        .putShort((short) 2)
        .putInt(directoryBytes())
        .putInt((int) directoryOffset)
        .putShort((short) 0);
    return bytes;
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
