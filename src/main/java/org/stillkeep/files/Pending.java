package org.stillkeep.files;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.attribute.FileTime;
import java.util.function.BooleanSupplier;

/**
 * A file that is being written under a temporary name beside its target. Nothing is seen under the target's name until {@link
 * #commit}; {@link #close} without a commit leaves no trace. For one thread at a time.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class Pending implements Closeable {

  Pending() {}

  /** Takes the content. Closing it only flushes. */
  public OutputStream body() {
    throw new UnsupportedOperationException();
  }

  /** Asks for the file's modified time. File systems round, clamp or ignore it: compare with what {@link #commit} gives back. */
  public void setModifiedTime(FileTime time) {
    throw new UnsupportedOperationException();
  }

  /** Forces the content to disk and puts it in the target's place. Gives back the modified time as the file system keeps it. */
  public FileTime commit() throws IOException {
    throw new UnsupportedOperationException();
  }

  /** As {@link #commit()}; while it waits for a target that is held open, it asks every 100 ms whether to stop. */
  public FileTime commit(BooleanSupplier stopRequested) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** As {@link #commit()}, but fails with {@code FileAlreadyExistsException} when the target exists. */
  public FileTime commitNew() throws IOException {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() throws IOException {
    throw new UnsupportedOperationException();
  }
}
