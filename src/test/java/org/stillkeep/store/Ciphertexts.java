package org.stillkeep.store;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.Optional;

/** Random bytes in the shapes that stores take. Nothing in them can be decrypted, and no store should mind. */
public final class Ciphertexts {

  private static final SecureRandom RANDOM = new SecureRandom();

  private Ciphertexts() {}

  public static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return bytes;
  }

  /** A wrapped key, or a short name. */
  public static EncryptedKey key() {
    return new EncryptedKey(bytes(48), bytes(24));
  }

  public static EncryptedBlob blob() {
    return new EncryptedBlob(bytes(24), bytes(100));
  }

  public static MagicMetadata magic(int version) {
    return new MagicMetadata(version, 1, blob());
  }

  public static NewCollection collection(CollectionType type, Optional<MagicMetadata> privateMagic) {
    return new NewCollection(type, key(), key(), privateMagic);
  }

  /** Key attributes with the least limits. */
  public static KeyAttributes keyAttributes() {
    return new KeyAttributes(bytes(16), 8192, 1, key(), bytes(32), key(), key(), key());
  }

  /** Puts an object into the store. */
  public static ObjectRef put(LibraryStore store, byte[] sealed) throws IOException {
    try (ObjectUpload upload = store.putObject(sealed.length)) {
      upload.body().write(sealed);
      return new ObjectRef(upload.commit(), bytes(24), sealed.length);
    }
  }
}
