package org.stillkeep.library;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stillkeep.asset.Album;
import org.stillkeep.asset.AssetDetails;
import org.stillkeep.catalog.AssetState;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.catalog.StoredAlbum;
import org.stillkeep.catalog.StoredAsset;
import org.stillkeep.crypto.CryptoKey;
import org.stillkeep.store.CollectionType;
import org.stillkeep.store.EncryptedBlob;
import org.stillkeep.store.EncryptedKey;
import org.stillkeep.store.InMemoryContents;
import org.stillkeep.store.InMemoryStore;
import org.stillkeep.store.KeyAttributes;
import org.stillkeep.store.MagicMetadata;
import org.stillkeep.store.NewCollection;
import org.stillkeep.store.NewFile;
import org.stillkeep.store.ObjectRef;
import org.stillkeep.store.ObjectUpload;

/** An account, an album and a file as other clients make them with libsodium. */
class VectorsTest {

  private static final JsonNode VECTORS = load();
  private static final JsonNode ACCOUNT = VECTORS.get("account");
  private static final JsonNode LIBRARY = VECTORS.get("library");

  @Test
  void theAccountOpensWithItsPassphraseAndWithItsRecoveryWords() throws Exception {
    byte[] masterKey = bytes(ACCOUNT.at("/plaintext/masterKeyB64"));
    String words = ACCOUNT.at("/plaintext/recoveryMnemonic").asText();
    try (Keys byPassphrase = unlocked();
        Keys byWords = Keys.unlockWithRecoveryWords(attributes(), words);
        CryptoKey first = byPassphrase.masterKeyCopy();
        CryptoKey second = byWords.masterKeyCopy()) {
      assertThat(first.copyBytes()).isEqualTo(masterKey);
      assertThat(second.copyBytes()).isEqualTo(masterKey);
      assertThat(byWords.recoveryWords(attributes())).isEqualTo(List.of(words.split(" ")));
    }
  }

  @Test
  void theAlbumAndTheFileOpenWithAllThatTheySay() throws Exception {
    InMemoryStore store = new InMemoryStore(new InMemoryContents(attributes()));
    fill(store);
    try (Keys keys = unlocked();
        Catalog catalog = Catalog.inMemory();
        Library library = Library.open(store, keys, catalog, new SecureRandom())) {
      assertThat(library.refresh(() -> false).unreadable()).isZero();
      assertThat(catalog.albums().all()).extracting(StoredAlbum::album).extracting(Album::title).containsExactly("Sommer 2019 🏖");
      List<StoredAsset> assets = new ArrayList<>();
      catalog.assets().forEach(AssetState.ACTIVE, assets::add);
      assertThat(assets).hasSize(1);
      AssetDetails details = assets.get(0).asset().details();
      assertThat(details.title()).isEqualTo("IMG_0001.jpg");
      assertThat(details.taken().instant()).isEqualTo(Instant.ofEpochSecond(1_563_000_000));
      assertThat(details.taken().offset()).contains(ZoneOffset.ofHours(2));
      assertThat(details.modified()).contains(Instant.ofEpochSecond(1_563_000_100));
      assertThat(details.description()).isEqualTo("Am See");
      assertThat(details.archived()).isTrue();
      try (InputStream content = library.openContent(assets.get(0).asset(), Half.STILL_OR_WHOLE)) {
        assertThat(content.readAllBytes()).isEqualTo(pattern(5000, 21));
      }
      assertThat(library.thumbnail(assets.get(0).asset())).contains(pattern(900, 22));
      assertThat(library.verify(true, VerifyListener.NONE, () -> false).findings()).isEmpty();
    }
    store.close();
  }

  @Test
  void keysOfOtherClientsSurviveAnImprovement() throws Exception {
    InMemoryStore store = new InMemoryStore(new InMemoryContents(attributes()));
    fill(store);
    try (Keys keys = unlocked();
        Catalog catalog = Catalog.inMemory();
        Library library = Library.open(store, keys, catalog, new SecureRandom())) {
      library.refresh(() -> false);
      library.improve(1, LibraryFixture.details("IMG_0001.jpg"));
      String publicJson = catalog.assets().byId(1).orElseThrow().publicMagic().json();
      assertThat(new ObjectMapper().readTree(publicJson).get("w").asInt()).isEqualTo(4032);
      assertThat(catalog.assets().byId(1).orElseThrow().asset().details().description()).isEqualTo("Am See");
    }
    store.close();
  }

  private static void fill(InMemoryStore store) throws IOException {
    JsonNode collection = LIBRARY.get("collection");
    long id =
        store
            .createCollection(
                new NewCollection(
                    CollectionType.ofWireName(collection.get("type").asText()),
                    key(collection, "encryptedKey", "keyDecryptionNonce"),
                    key(collection, "encryptedName", "nameDecryptionNonce"),
                    Optional.of(magic(collection.get("magicMetadata")))))
            .id();
    JsonNode file = LIBRARY.get("file");
    store.registerFiles(
        List.of(
            new NewFile(
                id,
                key(file, "encryptedKey", "keyDecryptionNonce"),
                object(store, file.get("file")),
                Optional.of(object(store, file.get("thumbnail"))),
                blob(file.get("metadata"), "encryptedData", "decryptionHeader"),
                Optional.of(magic(file.get("magicMetadata"))),
                Optional.of(magic(file.get("pubMagicMetadata"))))));
  }

  private static ObjectRef object(InMemoryStore store, JsonNode node) throws IOException {
    byte[] ciphertext = bytes(node.get("cipherB64"));
    try (ObjectUpload upload = store.putObject(ciphertext.length)) {
      upload.body().write(ciphertext);
      return new ObjectRef(upload.commit(), bytes(node.get("decryptionHeader")), ciphertext.length);
    }
  }

  private static Keys unlocked() throws Exception {
    return Keys.unlockWithPassphrase(attributes(), ACCOUNT.at("/plaintext/password").asText().toCharArray());
  }

  private static KeyAttributes attributes() {
    JsonNode node = ACCOUNT.get("keyAttributes");
    return new KeyAttributes(
        bytes(node.get("kekSalt")),
        node.get("memLimit").asLong(),
        node.get("opsLimit").asInt(),
        key(node, "encryptedKey", "keyDecryptionNonce"),
        bytes(node.get("publicKey")),
        key(node, "encryptedSecretKey", "secretKeyDecryptionNonce"),
        key(node, "masterKeyEncryptedWithRecoveryKey", "masterKeyDecryptionNonce"),
        key(node, "recoveryKeyEncryptedWithMasterKey", "recoveryKeyDecryptionNonce"));
  }

  private static MagicMetadata magic(JsonNode node) {
    return new MagicMetadata(node.get("version").asInt(), node.get("count").asInt(), blob(node, "data", "header"));
  }

  private static EncryptedBlob blob(JsonNode node, String data, String header) {
    return new EncryptedBlob(bytes(node.get(header)), bytes(node.get(data)));
  }

  private static EncryptedKey key(JsonNode node, String ciphertext, String nonce) {
    return new EncryptedKey(bytes(node.get(ciphertext)), bytes(node.get(nonce)));
  }

  private static byte[] bytes(JsonNode base64) {
    return Base64.getDecoder().decode(base64.asText());
  }

  /** The rule of the vectors' contents: {@code (i*i*31 + i*7 + (i>>>8)*13 + seed) & 0xff}. */
  private static byte[] pattern(int length, int seed) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (i * i * 31 + i * 7 + (i >>> 8) * 13 + seed);
    }
    return bytes;
  }

  private static JsonNode load() {
    try (InputStream in = VectorsTest.class.getResourceAsStream("/library/account-and-library.json")) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
