package org.stillkeep.inbox;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.ZipException;

/**
 * Gives out exactly the declared number of bytes with the declared CRC, or fails. The check comes before the last bytes
 * are handed out, so that a reader who counts bytes instead of waiting for the end has verified bytes too.
 */
final class VerifiedInputStream extends BlockStream {

  /** Of content that somebody else verifies. */
  static final long UNKNOWN_CRC = -1;

  private final EntrySource source;
  private final InputStream content;
  private final long crc32;
  private final CRC32 crc = new CRC32();
  private long remaining;
  private boolean verified;
  private EntryException failed;

  VerifiedInputStream(EntrySource source, InputStream content, long sizeBytes, long crc32) {
    this.source = source;
    this.content = content;
    this.remaining = sizeBytes;
    this.crc32 = crc32;
  }

  @Override
  public int read(byte[] b, int off, int len) throws IOException {
    Objects.checkFromIndexSize(off, len, b.length);
    if (len == 0) {
      return 0;
    }
    if (failed != null) {
      throw failed;
    }
    try {
      return readChecked(b, off, len);
    } catch (EntryException e) {
      failed = e;
      throw e;
    }
  }

  private int readChecked(byte[] b, int off, int len) throws IOException {
    int count = 0;
    if (remaining > 0) {
      count = readContent(b, off, (int) Math.min(len, remaining));
      if (count < 0) {
        throw source.failure(EntryException.Reason.SIZE_MISMATCH, remaining + " bytes fewer than declared", null);
      }
      crc.update(b, off, count);
      remaining -= count;
    }
    if (remaining == 0 && !verified) {
      verifyEnd();
      verified = true;
    }
    return count == 0 ? -1 : count;
  }

  private void verifyEnd() throws IOException {
    if (readContent(new byte[1], 0, 1) >= 0) {
      throw source.failure(EntryException.Reason.SIZE_MISMATCH, "more bytes than declared", null);
    }
    if (crc32 != UNKNOWN_CRC && crc.getValue() != crc32) {
      throw source.failure(EntryException.Reason.CRC_MISMATCH, "the bytes do not match their checksum", null);
    }
  }

  private int readContent(byte[] b, int off, int len) throws IOException {
    try {
      return content.read(b, off, len);
    } catch (ZipException e) {
      throw source.failure(EntryException.Reason.CORRUPT, "the packed bytes make no sense", e);
    } catch (EOFException e) {
      throw source.failure(EntryException.Reason.CORRUPT, "the packed bytes end early", e);
    }
  }

  @Override
  public void close() throws IOException {
    content.close();
  }
}
