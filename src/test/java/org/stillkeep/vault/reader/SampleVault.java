package org.stillkeep.vault.reader;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stillkeep.crypto.Argon2id;
import org.stillkeep.crypto.CryptoKey;
import org.stillkeep.crypto.Kdf;
import org.stillkeep.crypto.SealingOutputStream;
import org.stillkeep.crypto.SecretBox;
import org.stillkeep.crypto.SecretStream;
import org.stillkeep.crypto.X25519KeyPair;
import org.stillkeep.store.CollectionType;
import org.stillkeep.store.EncryptedBlob;
import org.stillkeep.store.EncryptedKey;
import org.stillkeep.store.KeyAttributes;
import org.stillkeep.store.LibraryStore;
import org.stillkeep.store.MagicMetadata;
import org.stillkeep.store.NewCollection;
import org.stillkeep.store.NewFile;
import org.stillkeep.store.ObjectRef;
import org.stillkeep.store.ObjectUpload;
import org.stillkeep.store.StoredFile;
import org.stillkeep.vault.VaultOptions;
import org.stillkeep.vault.VaultStore;

/**
 * Writes the vault that {@link VaultFormatTest} reads: two albums and a deleted one, three photos of a few bytes, one of
 * them in both albums and healed, one in the trash.
 */
final class SampleVault {

  static final String PASSPHRASE = "sample vault, käse";

  /** The least that libsodium allows: this vault keeps no secret. */
  private static final int MEM_LIMIT_BYTES = 8192;

  private static final int OPS_LIMIT = 1;

  private final SecureRandom random = new SecureRandom();
  private final CryptoKey masterKey = CryptoKey.random(random);

  private SampleVault() {}

  static void write(Path folder) throws IOException {
    new SampleVault().writeAll(folder);
  }

  /** The master key of a vault of this passphrase. */
  static CryptoKey masterKey(KeyAttributes attributes) throws IOException {
    CryptoKey kek = Argon2id.derive(PASSPHRASE.getBytes(UTF_8), attributes.kekSalt(), MEM_LIMIT_BYTES, OPS_LIMIT);
    return CryptoKey.copyOf(SecretBox.open(attributes.masterKey().ciphertext(), attributes.masterKey().nonce(), kek));
  }

  static CryptoKey authenticationKey(CryptoKey masterKey) {
    return CryptoKey.copyOf(Kdf.subkey(masterKey, CryptoKey.BYTES, 1, "stkvault"));
  }

  private void writeAll(Path folder) throws IOException {
    CryptoKey authentication = authenticationKey(masterKey);
    VaultStore.create(folder, keyAttributes(), authentication);
    try (VaultStore store = VaultStore.open(folder, authentication, VaultOptions.readWrite(Optional.empty()))) {
      CryptoKey sardinia = CryptoKey.random(random);
      CryptoKey family = CryptoKey.random(random);
      long sardiniaId = album(store, "Sardinia ☀", sardinia);
      long familyId = album(store, "Family", family);
      store.deleteCollection(album(store, "Gone", CryptoKey.random(random)));
      List<CryptoKey> keys = List.of(CryptoKey.random(random), CryptoKey.random(random), CryptoKey.random(random));
      List<StoredFile> files =
          store.registerFiles(
              List.of(
                  photo(store, sardiniaId, sardinia, keys.get(0), "IMG_1.jpg", "beach"),
                  photo(store, sardiniaId, sardinia, keys.get(1), "IMG_2.jpg", ""),
                  photo(store, sardiniaId, sardinia, keys.get(2), "IMG_3.jpg", "blurred")));
      store.addToCollection(familyId, Map.of(files.get(0).id(), wrap(keys.get(0).copyBytes(), family)));
      store.updatePublicMagic(Map.of(files.get(0).id(), magic("{\"caption\":\"At the beach\"}", keys.get(0))));
      store.trash(Map.of(files.get(2).id(), sardiniaId));
      store.replaceKeyAttributes(keyAttributes());
    }
  }

  private KeyAttributes keyAttributes() {
    byte[] salt = new byte[Argon2id.SALT_BYTES];
    random.nextBytes(salt);
    CryptoKey kek = Argon2id.derive(PASSPHRASE.getBytes(UTF_8), salt, MEM_LIMIT_BYTES, OPS_LIMIT);
    CryptoKey recoveryKey = CryptoKey.random(random);
    X25519KeyPair pair = X25519KeyPair.random(random);
    return new KeyAttributes(
        salt, MEM_LIMIT_BYTES, OPS_LIMIT, wrap(masterKey.copyBytes(), kek), pair.publicKey(),
        wrap(pair.secretKey().copyBytes(), masterKey), wrap(masterKey.copyBytes(), recoveryKey),
        wrap(recoveryKey.copyBytes(), masterKey));
  }

  private long album(LibraryStore store, String name, CryptoKey key) throws IOException {
    return store
        .createCollection(
            new NewCollection(
                CollectionType.ALBUM, wrap(key.copyBytes(), masterKey), wrap(name.getBytes(UTF_8), key),
                Optional.empty()))
        .id();
  }

  private NewFile photo(
      LibraryStore store, long collectionId, CryptoKey collectionKey, CryptoKey key, String title, String content)
      throws IOException {
    SecretStream.Blob thumbnail = SecretStream.sealBlob(("thumbnail of " + title).getBytes(UTF_8), key, random);
    return new NewFile(
        collectionId,
        wrap(key.copyBytes(), collectionKey),
        sealed(store, content.getBytes(UTF_8), key),
        Optional.of(put(store, thumbnail.header(), thumbnail.ciphertext())),
        blob("{\"title\":\"" + title + "\",\"fileType\":0,\"creationTime\":1563000000000000}", key),
        Optional.of(magic("{\"visibility\":0}", key)),
        Optional.empty());
  }

  private ObjectRef sealed(LibraryStore store, byte[] content, CryptoKey key) throws IOException {
    ByteArrayOutputStream ciphertext = new ByteArrayOutputStream();
    try (SealingOutputStream out = new SealingOutputStream(ciphertext, content.length, key, random)) {
      out.write(content);
      out.finish();
      return put(store, out.header(), ciphertext.toByteArray());
    }
  }

  private static ObjectRef put(LibraryStore store, byte[] header, byte[] ciphertext) throws IOException {
    try (ObjectUpload upload = store.putObject(ciphertext.length)) {
      upload.body().write(ciphertext);
      return new ObjectRef(upload.commit(), header, ciphertext.length);
    }
  }

  private MagicMetadata magic(String json, CryptoKey key) {
    return new MagicMetadata(1, 1, blob(json, key));
  }

  private EncryptedBlob blob(String json, CryptoKey key) {
    SecretStream.Blob blob = SecretStream.sealBlob(json.getBytes(UTF_8), key, random);
    return new EncryptedBlob(blob.header(), blob.ciphertext());
  }

  private EncryptedKey wrap(byte[] cleartext, CryptoKey key) {
    byte[] nonce = new byte[SecretBox.NONCE_BYTES];
    random.nextBytes(nonce);
    return new EncryptedKey(SecretBox.seal(cleartext, nonce, key), nonce);
  }
}
