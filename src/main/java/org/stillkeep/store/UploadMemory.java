package org.stillkeep.store;

import java.io.IOException;
import java.util.Optional;

/**
 * What a store has noted of one object's upload. Whoever puts the object keeps it, together with all that is needed to make
 * the very same ciphertext again, until the object is registered or discarded. The text is the store's own business; it
 * holds no secret that outlives a few days.
 *
 * <p>A store may note by another thread than the one that writes, by one at a time, and by none once the upload is closed.
 */
public interface UploadMemory {

  /** What was noted last; empty for an upload that begins. */
  Optional<String> recall();

  /**
   * Notes how far the upload has come, over what was noted before. It is there when the program is killed; what was noted in the last
   * moments before a computer lost its power may be lost, and the upload is gone on with from further back.
   */
  void note(String progress) throws IOException;

  /**
   * Is told by a store behind a network before any of the ciphertext that was written up to now leaves this computer, by the
   * thread that writes: what has to be known of it by then is durable when this returns.
   *
   * @throws IOException when it must not leave
   */
  void beforeSending() throws IOException;

  /** A memory for an upload that is not to be gone on with. */
  static UploadMemory none() {
    return new UploadMemory() {
      @Override
      public Optional<String> recall() {
        return Optional.empty();
      }

      @Override
      public void note(String progress) {}

      @Override
      public void beforeSending() {}
    };
  }
}
