package org.stillkeep.inbox;

import java.io.Closeable;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarUtils;
import org.stillkeep.inbox.ArchiveException.State;

/**
 * One way through a TGZ from its beginning to its end: entry by entry, never back. Not for several threads at once. TARs that
 * somebody has put one behind the other are one.
 *
 * <p>The library that reads TAR headers believes what a header says of its own length, so that one of some gigabytes would
 * fill the memory; here headers are cut short.
 */
final class TarCursor implements Closeable {

  /** Long names and extended attributes; nothing honest has more between two files. */
  private static final long MAX_HEADER_BYTES = 1 << 20;

  private static final int BUFFER_BYTES = 64 * 1024;
  private static final int BLOCK_BYTES = 512;
  private static final byte[] ZEROS = new byte[BLOCK_BYTES];

  private final SourceFile file;
  private final GzipStream gzip;
  private final HeaderLimit limit;
  private final PushbackInputStream blocks;
  private final BooleanSupplier stopRequested;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private TarArchiveInputStream tar;
  private TarArchiveEntry entry;
  private int index = -1;
  private boolean begun;
  private boolean noTarBehind;
  private long contentBytes;

  /** @param stopRequested asked while passing over content */
  TarCursor(SourceFile file, BooleanSupplier stopRequested) {
    this.file = file;
    this.gzip = new GzipStream(file);
    this.blocks = new PushbackInputStream(gzip, BLOCK_BYTES);
    this.limit = new HeaderLimit(blocks);
    this.stopRequested = stopRequested;
    this.tar = tar(limit);
  }

  /** Every byte of a name becomes a character, so that nothing is lost before we know which encoding it is. */
  private static TarArchiveInputStream tar(InputStream from) {
    return new TarArchiveInputStream(from, BLOCK_BYTES, BLOCK_BYTES, StandardCharsets.ISO_8859_1.name(), true);
  }

  /** Which entry it stands at; -1 before the first. */
  int index() {
    return index;
  }

  /** Whether some content of the entry at hand has been given out. */
  boolean hasBegun() {
    return begun;
  }

  /** The header of the entry at hand; null behind the last. */
  TarArchiveEntry entry() {
    return entry;
  }

  /**
   * Goes to the next entry, over what is left of this one.
   *
   * @return whether there is one
   * @throws EOFException when the file ends early
   * @throws ZipException when it contradicts itself
   * @throws ArchiveException NOT_AN_ARCHIVE when it does not even begin like a TAR
   * @throws IOException any other when the disk fails
   */
  boolean advance() throws IOException {
    skipContent();
    entry = nextHeader();
    while (entry == null && isAnotherTarBehind()) {
      tar = tar(limit);
      entry = nextHeader();
    }
    if (entry != null && !entry.isCheckSumOK()) {
      throw index < 0 ? noTar(null) : damaged("a header does not match its checksum", null);
    }
    if (entry != null && entry.isSparse()) {
      // A few bytes of header may stand for any number of zeros.
      throw new ZipException("it holds sparse files, as no Takeout does");
    }
    index++;
    begun = false;
    return entry != null;
  }

  /** Null at the end of a TAR. */
  private TarArchiveEntry nextHeader() throws IOException {
    limit.allow(MAX_HEADER_BYTES);
    try {
      return tar.getNextEntry();
    } catch (EOFException | ZipException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      rethrowIfOfDisk(e);
      // The library answers odd numbers and impossible records in many ways; all mean the same.
      throw index < 0 ? noTar(e) : damaged("a header makes no sense", e);
    } finally {
      limit.allow(Long.MAX_VALUE);
    }
  }

  /** Passes over zeros; whether the header of another TAR follows. */
  private boolean isAnotherTarBehind() throws IOException {
    byte[] block = blocks.readNBytes(BLOCK_BYTES);
    while (block.length == BLOCK_BYTES && Arrays.equals(block, ZEROS)) {
      Stop.check(stopRequested);
      contentBytes += BLOCK_BYTES;
      block = blocks.readNBytes(BLOCK_BYTES);
    }
    if (isHeader(block)) {
      blocks.unread(block);
      return true;
    }
    noTarBehind |= !Arrays.equals(block, new byte[block.length]);
    return false;
  }

  private static boolean isHeader(byte[] block) {
    try {
      return block.length == BLOCK_BYTES && TarUtils.verifyCheckSum(block);
    } catch (IllegalArgumentException e) {
      return false; // where the checksum should be are no digits
    }
  }

  /** Reads content of the entry at hand; -1 at its end. */
  int read(byte[] b, int off, int len) throws IOException {
    begun = true;
    try {
      int count = tar.read(b, off, len);
      contentBytes += Math.max(count, 0);
      return count;
    } catch (EOFException | ZipException e) {
      throw e;
    } catch (IOException e) {
      rethrowIfOfDisk(e);
      throw damaged("it ends inside an entry", e);
    }
  }

  /** All content read or passed over so far. */
  long contentBytes() {
    return contentBytes;
  }

  /**
   * Behind the last entry, reads on to the end of the file, where the checksum over all is.
   *
   * @return whether there was anything but zeros
   */
  boolean finish() throws IOException {
    boolean more = noTarBehind;
    for (int count = gzip.read(buffer, 0, buffer.length); count >= 0; count = gzip.read(buffer, 0, buffer.length)) {
      Stop.check(stopRequested);
      contentBytes += count;
      for (int i = 0; i < count; i++) {
        more |= buffer[i] != 0;
      }
    }
    return more || gzip.trailingBytes() > 0;
  }

  private void skipContent() throws IOException {
    if (entry != null) {
      while (read(buffer, 0, buffer.length) >= 0) {
        Stop.check(stopRequested);
      }
    }
  }

  private void rethrowIfOfDisk(Exception e) throws IOException {
    if (e instanceof IOException failure && gzip.isOfDisk(e)) {
      throw failure;
    }
  }

  private ArchiveException noTar(Exception cause) {
    ArchiveException none =
        new ArchiveException(State.NOT_AN_ARCHIVE, file.path(), "it is packed by gzip, but there is no TAR in it");
    none.initCause(cause);
    return none;
  }

  private static ZipException damaged(String message, Exception cause) {
    ZipException damaged = new ZipException(message);
    damaged.initCause(cause);
    return damaged;
  }

  @Override
  public void close() {
    gzip.close();
  }

  /** Fails when more is read than is allowed at the time. */
  private static final class HeaderLimit extends FilterInputStream {

    private long allowed = Long.MAX_VALUE;

    HeaderLimit(InputStream in) {
      super(in);
    }

    void allow(long bytes) {
      allowed = bytes;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
      if (allowed <= 0) {
        throw new ZipException("a header is too long");
      }
      int count = in.read(b, off, (int) Math.min(len, allowed));
      allowed -= Math.max(count, 0);
      return count;
    }

    @Override
    public long skip(long count) throws IOException {
      byte[] passed = new byte[(int) Math.min(count, BUFFER_BYTES)];
      return passed.length == 0 ? 0 : Math.max(read(passed, 0, passed.length), 0);
    }
  }
}
