package org.stillkeep.store;

import java.io.IOException;
import java.util.Optional;

/**
 * What a store has noted of one object's upload. Whoever puts the object keeps it, together with all that is needed to make
 * the very same ciphertext again, until the object is registered or discarded. The text is the store's own business; it
 * holds no secret that outlives a few days.
 */
public interface UploadMemory {

  /** What was noted last; empty for an upload that begins. */
  Optional<String> recall();

  /** Notes how far the upload has come, durably, over what was noted before. */
  void note(String progress) throws IOException;

  /** A memory for an upload that is not to be gone on with. */
  static UploadMemory none() {
    return new UploadMemory() {
      @Override
      public Optional<String> recall() {
        return Optional.empty();
      }

      @Override
      public void note(String progress) {}
    };
  }
}
