package org.stillkeep.ente;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Iterator;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import org.stillkeep.store.StoreException;
import org.stillkeep.store.StoreException.Reason;

/**
 * An object of known length that goes on where it broke off, since whoever reads it decrypts as it comes and could not begin anew
 * in the middle. Breaks without much progress in between are counted; after as many as the options allow, reading fails with
 * UNAVAILABLE. For one thread.
 */
final class ContinuedStream extends InputStream {

  /** After so many bytes, a line that broke is as good as new. */
  private static final long PROGRESS_BYTES = 1 << 20;

  private final String what;
  private final long length;
  private final Source source;
  private final Patience patience;
  private final BooleanSupplier stopRequested;
  private final String eTag;
  private final boolean isLengthTold;
  private InputStream in;
  private long position;
  private long brokeAt;
  private Iterator<Duration> waits;

  /** Opens the object at any byte. */
  interface Source {
    ObjectClient.Incoming from(long byteOffset) throws IOException;
  }

  /**
   * @param registeredBytes the object's length; 0 when the server knows none, as of some old files: then it is the one that the
   *     object store tells
   * @throws StoreException DAMAGED when the object has another length
   */
  ContinuedStream(String what, long registeredBytes, Source source, EnteOptions options) throws IOException {
    this.what = what;
    this.source = source;
    this.patience = options.patience();
    this.stopRequested = options.stopRequested();
    this.waits = patience.betweenTries().iterator();
    ObjectClient.Incoming first = source.from(0);
    this.in = first.ciphertext();
    this.eTag = first.eTag();
    this.isLengthTold = first.wholeBytes().isPresent();
    this.length = registeredBytes > 0 ? registeredBytes : first.wholeBytes().orElse(0);
    requireLength(first.wholeBytes());
    if (length == 0 && !isLengthTold) {
      in.close();
      throw new StoreException(Reason.UNAVAILABLE, what + ": nobody tells how long its object is");
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int count) throws IOException {
    Objects.checkFromIndexSize(offset, count, bytes.length);
    if (count == 0) {
      return 0;
    }
    if (isLengthTold && position == length) {
      return -1;
    }
    while (true) {
      try {
        return took(in.read(bytes, offset, count));
      } catch (StoreException e) {
        throw e;
      } catch (IOException e) {
        goOn(e);
      }
    }
  }

  private int took(int count) throws IOException {
    if (count < 0 && position < length) {
      throw new EOFException("the object broke off");
    }
    position += Math.max(0, count);
    if (position > length) {
      throw damaged("is longer than the " + length + " bytes registered");
    }
    return count;
  }

  private void goOn(IOException cause) throws IOException {
    if (position - brokeAt >= PROGRESS_BYTES) {
      waits = patience.betweenTries().iterator();
    }
    if (!waits.hasNext()) {
      throw Refusals.of(what, cause);
    }
    brokeAt = position;
    in.close();
    Patience.pause(waits.next(), stopRequested);
    ObjectClient.Incoming rest = source.from(position);
    in = rest.ciphertext();
    if (!rest.eTag().equals(eTag)) {
      throw damaged("became another object while it was read");
    }
    requireLength(rest.wholeBytes());
    if (rest.firstByte() > position) {
      throw damaged("is given out from another byte than asked for");
    }
    try {
      in.skipNBytes(position - rest.firstByte());
    } catch (IOException e) {
      throw Refusals.of(what, e);
    }
  }

  private void requireLength(OptionalLong wholeBytes) throws IOException {
    if (wholeBytes.isPresent() && wholeBytes.getAsLong() != length) {
      in.close();
      throw damaged("has " + wholeBytes.getAsLong() + " bytes, " + length + " are registered");
    }
  }

  private StoreException damaged(String how) {
    return new StoreException(Reason.DAMAGED, what + ": its object " + how);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
