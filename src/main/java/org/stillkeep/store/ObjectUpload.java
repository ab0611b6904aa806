package org.stillkeep.store;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;

/** An object on its way into the store. Used by one thread; closing it without {@link #commit} leaves nothing behind. */
public interface ObjectUpload extends Closeable {

  /** Takes the ciphertext; exactly as many bytes as were announced. Closing this stream has no effect. */
  OutputStream body();

  /**
   * Makes the object durable.
   *
   * @return its key, to be named in a {@link NewFile}
   * @throws IOException when the number of bytes differs from what was announced, or the object could not be made durable;
   *     it is then discarded, and of no further use
   */
  String commit() throws IOException;

  /** Discards the object unless it was committed. */
  @Override
  void close() throws IOException;
}
