package org.stillkeep.bench.takeout;

import java.io.Closeable;
import java.io.IOException;

/** Takes the entries of a Takeout in their order. Whole when it is closed. */
public interface EntrySink extends Closeable {

  /** A photo or film at this path. */
  void media(String path, MadeMedia media) throws IOException;

  /** A small file at this path. */
  void text(String path, byte[] content) throws IOException;
}
