package org.stillkeep.media;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Watches one file's bytes stream past and says what they tell. Used by one thread, for one file; bounded in memory and
 * time whatever the bytes are.
 */
public final class MediaProbe {

  /** A probe for a file without a name. */
  public MediaProbe() {
    this("");
  }

  /** @param fileName breaks ties between types that begin alike; otherwise names are not believed */
  public MediaProbe(String fileName) {}

  /** Takes the next bytes of the file. */
  public void update(byte[] bytes, int offset, int length) {
  }

  /** Ends the file and says what was found. */
  public MediaFacts finish() {
    return new MediaFacts(
        MediaType.UNKNOWN,
        Optional.empty(),
        Optional.empty(),
        OptionalInt.empty(),
        OptionalInt.empty(),
        OptionalLong.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /**
   * Reads a stream until everything of interest was seen, or its end, or the limit.
   *
   * @throws IOException only when reading fails, never for what is read
   */
  public static MediaFacts read(InputStream in, String fileName, long maxBytes) throws IOException {
    in.skipNBytes(0);
    return new MediaProbe(fileName).finish();
  }
}
