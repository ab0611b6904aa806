package org.stillkeep.files;

import java.io.IOException;
import java.io.OutputStream;

/** Writes the whole content of one file, once. */
@FunctionalInterface
public interface ContentWriter {

  /** Writes to {@code body}; closing it is allowed and only flushes. */
  void write(OutputStream body) throws IOException;
}
