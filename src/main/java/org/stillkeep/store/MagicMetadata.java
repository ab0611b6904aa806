package org.stillkeep.store;

import java.util.Objects;

/**
 * Changeable metadata of a file or collection, with the version that guards against lost updates.
 *
 * @param version 1 or more; when sent in an update, the version last read (1 if there was none), and the store keeps
 *     version + 1; when sent with a new file or collection, 1, and the store keeps 1
 * @param count number of keys in the cleartext JSON object, 1 or more
 * @param blob the JSON object under the file's or collection's key
 */
public record MagicMetadata(int version, int count, EncryptedBlob blob) {

  public MagicMetadata {
    Objects.requireNonNull(blob);
    if (version < 1 || count < 1) {
      throw new IllegalArgumentException("version and count start at 1");
    }
  }
}
