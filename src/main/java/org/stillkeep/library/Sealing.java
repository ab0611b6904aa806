package org.stillkeep.library;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import org.stillkeep.crypto.CryptoKey;
import org.stillkeep.crypto.SecretStream;
import org.stillkeep.store.EncryptedBlob;
import org.stillkeep.store.MagicMetadata;

/** Seals JSON objects in the forms in which the store keeps them. */
final class Sealing {

  private Sealing() {}

  static EncryptedBlob blob(ObjectNode object, CryptoKey key, SecureRandom random) {
    SecretStream.Blob sealed = SecretStream.sealBlob(Json.bytes(object), key, random);
    return new EncryptedBlob(sealed.header(), sealed.ciphertext());
  }

  /**
   * Magic metadata as it is sent.
   *
   * @param version the one last read, 1 if there was none
   */
  static MagicMetadata magic(int version, ObjectNode object, CryptoKey key, SecureRandom random) {
    return new MagicMetadata(version, object.size(), blob(object, key, random));
  }
}
