package org.stillkeep.inbox;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.ZipException;
import org.stillkeep.inbox.ArchiveException.State;

/** What can be told of a TGZ without going through it. */
final class TgzIdentity {

  private static final int ENDS_BYTES = 64 * 1024;
  private static final int SAMPLE_BYTES = 4 * 1024;
  private static final int SAMPLES = 32;
  private static final int TAR_BLOCK_BYTES = 512;
  private static final int TRAILER_BYTES = 8;

  private TgzIdentity() {}

  /**
   * SHA-256 over {@code "stillkeep tgz 1\n"}, the file's length, its first and last 64 KiB, and samples of 4 KiB at equal
   * distances. In the last eight bytes lies the CRC-32 of the content, so that two whole files of one length with other content
   * have different fingerprints but for one chance in four billion. A copy damaged in its middle may have that of the whole
   * one: contents are proved when they are read.
   */
  static ArchiveFingerprint fingerprint(SourceFile file) throws IOException {
    FingerprintDigest digest = new FingerprintDigest("stillkeep tgz 1\n");
    long size = file.sizeBytes();
    digest.addLong(size);
    add(digest, file, 0, ENDS_BYTES);
    for (int i = 1; i <= SAMPLES && size > 2 * ENDS_BYTES; i++) {
      add(digest, file, size / (SAMPLES + 1) * i, SAMPLE_BYTES);
    }
    add(digest, file, Math.max(0, size - ENDS_BYTES), ENDS_BYTES);
    return digest.finish();
  }

  private static void add(FingerprintDigest digest, SourceFile file, long position, int length) throws IOException {
    byte[] bytes = file.readFully(position, (int) Math.min(length, file.sizeBytes() - position)).array();
    digest.add(bytes, 0, bytes.length);
  }

  /**
   * Whether the file begins like a TGZ and has an end that one could have. Few that broke off pass: what stands last is the
   * length of the TAR, which is a multiple of 512.
   *
   * @throws ArchiveException when the beginning is that of something else, or contradicts itself
   */
  static boolean looksWhole(SourceFile file) throws IOException {
    try (TarCursor cursor = new TarCursor(file, () -> false)) {
      cursor.advance();
    } catch (EOFException e) {
      return false;
    } catch (ZipException e) {
      ArchiveException damaged = new ArchiveException(State.DAMAGED, file.path(), e.getMessage());
      damaged.initCause(e);
      throw damaged;
    }
    if (file.sizeBytes() < TRAILER_BYTES) {
      return false;
    }
    ByteBuffer trailer = file.readFully(file.sizeBytes() - TRAILER_BYTES, TRAILER_BYTES);
    return trailer.getLong(0) != 0 && trailer.getInt(Integer.BYTES) % TAR_BLOCK_BYTES == 0;
  }
}
