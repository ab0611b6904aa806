package org.stillkeep.media;

import java.io.IOException;
import java.io.InputStream;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * A stream as Java's image readers want it, of which only the last 128 to 256 KiB are kept: they go back to the beginning only
 * while they read headers. Java's own kind keeps all of a file that it has read, in memory or on the disk.
 */
final class ForwardImageInput extends ImageInputStreamImpl {

  /** Longer headers are refused; Java's reader of GIF would take hours for a comment of some MiB. */
  private static final int MAX_HEADER_BYTES = 128 * 1024;

  private static final int STEP_BYTES = 8 * 1024;

  private final InputStream in;
  private final byte[] window = new byte[2 * MAX_HEADER_BYTES];
  private long windowStart;
  private int filled;
  private boolean ended;
  private long mostBytes = MAX_HEADER_BYTES;

  /** @param in stays the caller's to close */
  ForwardImageInput(InputStream in) {
    this.in = in;
  }

  /** Lets the picture be read, now that its header has been judged. */
  void letPictureBeRead() {
    mostBytes = Long.MAX_VALUE;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  /** As much as was asked for, unless the stream ends: what is inherited counts on that. */
  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    checkClosed();
    bitOffset = 0;
    if (streamPos < windowStart) {
      throw new IOException("byte " + streamPos + " is asked for again");
    }
    int done = 0;
    while (done < length && isReached()) {
      int at = (int) (streamPos - windowStart);
      int count = Math.min(length - done, filled - at);
      System.arraycopy(window, at, bytes, offset + done, count);
      streamPos += count;
      done += count;
    }
    return done == 0 && length > 0 ? -1 : done;
  }

  private boolean isReached() throws IOException {
    while (streamPos >= windowStart + filled) {
      if (!fill()) {
        return false;
      }
    }
    return true;
  }

  private boolean fill() throws IOException {
    if (windowStart + filled >= mostBytes) {
      throw new IOException("its header is too long");
    }
    if (filled == window.length) {
      int half = window.length / 2;
      System.arraycopy(window, half, window, 0, half);
      windowStart += half;
      filled = half;
    }
    int count = ended ? -1 : in.read(window, filled, Math.min(STEP_BYTES, window.length - filled));
    ended = count < 0;
    filled += Math.max(count, 0);
    return !ended;
  }
}
