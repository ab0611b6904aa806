package org.stillkeep.inbox;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/** Contents of entries whose listing is known. May be used by several threads, and any number of streams may be open at once. */
public interface EntryContents extends Closeable {

  /**
   * The content of an entry, by its index in the listing. The stream gives out exactly the declared bytes: it hands out the
   * last of them only after size and CRC have been found right, and fails with an {@link EntryException} otherwise. Cheapest
   * in ascending order.
   *
   * @throws EntryException unless the entry is readable
   */
  InputStream open(int index) throws IOException;

  /** Whether an entry can be read a second time at about the cost of the first. */
  boolean isCheapToReadAgain();

  /** Bytes read from disk so far, over all streams and the directory. */
  long bytesRead();
}
