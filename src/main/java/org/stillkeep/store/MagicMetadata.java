package org.stillkeep.store;

import java.util.Objects;

/**
 * Changeable metadata of a file or collection, with the version that guards against lost updates.
 *
 * @param version 1 or more; when sent, the version last read (1 if there was none); the store keeps version + 1
 *     when it replaces an existing one
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
