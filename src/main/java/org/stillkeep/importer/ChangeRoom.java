package org.stillkeep.importer;

import java.nio.charset.StandardCharsets;
import org.stillkeep.asset.AssetDetails;

/**
 * How much text the next change of the library still has room for. A store takes no change of more than 16 MiB, in which text takes up
 * to three times its length: it is written as JSON, sealed, and written in Base64. One asset alone is let through however long it is.
 */
final class ChangeRoom {

  /** As long as the longest sidecar. */
  private static final long MAX_BYTES = 4L << 20;

  private long takenBytes;

  /** Whether an asset with these details fits beside those that have taken their room. */
  boolean isThereFor(AssetDetails details) {
    return takenBytes + bytes(details) <= MAX_BYTES;
  }

  void take(AssetDetails details) {
    takenBytes += bytes(details);
  }

  /** All that took room has been changed. */
  void clear() {
    takenBytes = 0;
  }

  /** What a sidecar says stands in the rows once more. */
  private static long bytes(AssetDetails details) {
    long people = details.people().stream().mapToLong(ChangeRoom::bytes).sum();
    return bytes(details.sidecarJson().orElse("")) + bytes(details.description()) + people;
  }

  private static long bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
