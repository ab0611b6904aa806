package org.stillkeep.ente;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.stillkeep.store.ObjectUpload;
import org.stillkeep.store.StoreException;
import org.stillkeep.store.StoreException.Reason;
import org.stillkeep.store.UploadMemory;

/**
 * An object on its way to the object store, gathered in memory part by part; the next part may be gathered while one is on its
 * way. Before each, whoever writes is told. Closing it leaves what has been sent where it is: it may be gone on with, and the server
 * sweeps what nobody registers. For one thread.
 */
final class EnteUpload implements ObjectUpload {

  private final long ciphertextBytes;
  private final Target target;
  private final PartLine line;
  private final UploadMemory memory;
  private final SessionObjects objects;
  private final BooleanSupplier stopRequested;
  private final OutputStream body = new Body();

  /** The part that is being gathered. */
  private PartBuffer buffer;

  private long writtenBytes;
  private boolean ended;

  /** Where parts go. By one thread at a time. */
  sealed interface Target permits WholeTarget, PartsTarget {

    /** Takes a part; all but the last are of full length. */
    void send(PartBuffer part) throws IOException;

    /** Makes an object of the parts. */
    String finish() throws IOException;

    /** Gives up; does nothing after {@link #finish}. */
    void close();
  }

  EnteUpload(
      long ciphertextBytes,
      Target target,
      PartLine line,
      UploadMemory memory,
      SessionObjects objects,
      BooleanSupplier stopRequested) {
    this.ciphertextBytes = ciphertextBytes;
    this.target = target;
    this.line = line;
    this.memory = memory;
    this.objects = objects;
    this.stopRequested = stopRequested;
    this.buffer = new PartBuffer(ciphertextBytes);
  }

  @Override
  public OutputStream body() {
    return body;
  }

  @Override
  public String commit() throws IOException {
    requireOpen();
    ended = true;
    if (writtenBytes != ciphertextBytes) {
      throw wrongLength();
    }
    memory.beforeSending();
    line.sendLast(buffer);
    String objectKey = target.finish();
    objects.committed(objectKey, ciphertextBytes);
    return objectKey;
  }

  @Override
  public void close() {
    ended = true;
    line.close();
    target.close();
  }

  private void take(byte[] bytes, int offset, int count) throws IOException {
    requireOpen();
    Patience.requireGoingOn(stopRequested);
    line.requireGoingOn();
    if (count > ciphertextBytes - writtenBytes) {
      writtenBytes += count;
      throw wrongLength();
    }
    int taken = 0;
    while (taken < count) {
      // Not before more comes: the last part leaves when the object is to become durable.
      if (buffer.isFull()) {
        memory.beforeSending();
        buffer = line.send(buffer);
      }
      taken += buffer.write(bytes, offset + taken, count - taken);
    }
    writtenBytes += count;
  }

  private StoreException wrongLength() {
    return new StoreException(
        Reason.REFUSED, "uploading an object: " + writtenBytes + " bytes came, " + ciphertextBytes + " were announced");
  }

  private void requireOpen() {
    if (ended) {
      throw new IllegalStateException("this upload has ended");
    }
  }

  private final class Body extends OutputStream {

    @Override
    public void write(int value) throws IOException {
      take(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
      Objects.checkFromIndexSize(offset, count, bytes.length);
      take(bytes, offset, count);
    }
  }
}
