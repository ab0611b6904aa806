package org.stillkeep.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stillkeep.crypto.Vectors.Case;

/** A whole recorded account and library: every key is reached from the passphrase, every field opened and sealed again. */
class AccountTest {

  private static final Case VECTORS = Vectors.read("account-and-library");

  @ParameterizedTest
  @ValueSource(strings = {"cheapAccount", "realAccount"})
  void thePassphraseGivesTheKeyThatWrapsTheMasterKey(String account) {
    Case attributes = VECTORS.at(account).at("keyAttributes");
    Case plain = VECTORS.at(account).at("plaintext");
    int memLimitBytes = attributes.number("memLimit");
    Argon2idTest.assumeAffordable(memLimitBytes, attributes.number("opsLimit"));
    byte[] passphrase = plain.text("password").getBytes(UTF_8);
    try (CryptoKey kek =
        Argon2id.derive(passphrase, attributes.base64("kekSalt"), memLimitBytes, attributes.number("opsLimit"))) {
      assertThat(kek.copyBytes()).isEqualTo(plain.base64("kekB64"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"cheapAccount", "realAccount"})
  void theAccountOpensFromTheWrappingKeyDownToTheToken(String account) throws IOException {
    Case attributes = VECTORS.at(account).at("keyAttributes");
    Case plain = VECTORS.at(account).at("plaintext");
    byte[] login = Kdf.subkey(plain.key("kekB64"), 32, 1, "loginctx");
    assertThat(Arrays.copyOf(login, 16)).isEqualTo(plain.base64("loginSubKeyB64"));
    byte[] masterKey = assertBox(attributes, "encryptedKey", "keyDecryptionNonce", plain.key("kekB64"));
    assertThat(masterKey).isEqualTo(plain.base64("masterKeyB64"));
    byte[] secretKey =
        assertBox(attributes, "encryptedSecretKey", "secretKeyDecryptionNonce", CryptoKey.copyOf(masterKey));
    assertThat(secretKey).isEqualTo(plain.base64("privateKeyB64"));
    try (X25519KeyPair pair = X25519KeyPair.of(attributes.base64("publicKey"), CryptoKey.copyOf(secretKey))) {
      byte[] token = SealedBox.open(VECTORS.at(account).base64("encryptedToken"), pair);
      assertThat(token).isEqualTo(plain.base64("authTokenBytesB64"));
      assertThat(Base64.getUrlEncoder().encodeToString(token)).isEqualTo(plain.text("authTokenHeader"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"cheapAccount", "realAccount"})
  void theRecoveryWordsOpenTheMasterKeyAndTheMasterKeyOpensThem(String account) throws Exception {
    Case attributes = VECTORS.at(account).at("keyAttributes");
    Case plain = VECTORS.at(account).at("plaintext");
    CryptoKey recoveryKey = RecoveryWords.parse(plain.text("recoveryMnemonic"));
    byte[] masterKey =
        assertBox(attributes, "masterKeyEncryptedWithRecoveryKey", "masterKeyDecryptionNonce", recoveryKey);
    assertThat(masterKey).isEqualTo(plain.base64("masterKeyB64"));
    byte[] recovered =
        assertBox(
            attributes, "recoveryKeyEncryptedWithMasterKey", "recoveryKeyDecryptionNonce", CryptoKey.copyOf(masterKey));
    assertThat(recovered).isEqualTo(plain.base64("recoveryKeyB64"));
    assertThat(String.join(" ", RecoveryWords.of(CryptoKey.copyOf(recovered)))).isEqualTo(plain.text("recoveryMnemonic"));
  }

  @Test
  void theAlbumOpens() throws IOException {
    Case library = VECTORS.at("library");
    Case album = library.at("collection");
    Case plain = library.at("collectionPlain");
    CryptoKey masterKey = VECTORS.at("cheapAccount").at("plaintext").key("masterKeyB64");
    byte[] albumKey = assertBox(album, "encryptedKey", "keyDecryptionNonce", masterKey);
    assertThat(albumKey).isEqualTo(plain.base64("collectionKeyB64"));
    byte[] name = assertBox(album, "encryptedName", "nameDecryptionNonce", CryptoKey.copyOf(albumKey));
    assertThat(new String(name, UTF_8)).isEqualTo(plain.text("name"));
    byte[] magic = assertBlob(album.at("magicMetadata"), "data", "header", CryptoKey.copyOf(albumKey));
    assertThat(new String(magic, UTF_8)).isEqualTo(plain.at("magicMetadata").json().toString());
  }

  @Test
  void theFileOpensWithEverythingBesideIt() throws IOException {
    Case library = VECTORS.at("library");
    Case file = library.at("file");
    Case plain = library.at("filePlain");
    byte[] fileKeyBytes =
        assertBox(file, "encryptedKey", "keyDecryptionNonce", library.at("collectionPlain").key("collectionKeyB64"));
    assertThat(fileKeyBytes).isEqualTo(plain.base64("fileKeyB64"));
    CryptoKey fileKey = CryptoKey.copyOf(fileKeyBytes);
    byte[] content = Vectors.pattern(plain.number("contentLength"), plain.number("contentPatternSeed"));
    assertThat(assertBlob(file.at("file"), "cipherB64", "decryptionHeader", fileKey)).isEqualTo(content);
    try (InputStream in =
        new OpeningInputStream(
            new ByteArrayInputStream(file.at("file").base64("cipherB64")),
            file.at("file").number("size"),
            file.at("file").base64("decryptionHeader"),
            fileKey)) {
      assertThat(in.readAllBytes()).isEqualTo(content);
    }
    assertThat(assertBlob(file.at("thumbnail"), "cipherB64", "decryptionHeader", fileKey))
        .isEqualTo(Vectors.pattern(plain.number("thumbnailLength"), plain.number("thumbnailPatternSeed")));
  }

  @Test
  void theMetadataOpensAndNamesTheContentsHash() throws IOException {
    Case file = VECTORS.at("library").at("file");
    Case plain = VECTORS.at("library").at("filePlain");
    CryptoKey fileKey = plain.key("fileKeyB64");
    String metadata = new String(assertBlob(file.at("metadata"), "encryptedData", "decryptionHeader", fileKey), UTF_8);
    assertThat(metadata).isEqualTo(plain.text("metadataJson"));
    Blake2b hash = Blake2b.hash512();
    hash.update(Vectors.pattern(plain.number("contentLength"), plain.number("contentPatternSeed")), 0, 5000);
    assertThat(metadata).contains("\"" + Base64.getEncoder().encodeToString(hash.digest()) + "\"");
    assertThat(assertBlob(file.at("pubMagicMetadata"), "data", "header", fileKey))
        .isEqualTo(plain.text("pubMagicMetadataJson").getBytes(UTF_8));
    assertThat(assertBlob(file.at("magicMetadata"), "data", "header", fileKey))
        .isEqualTo(plain.text("magicMetadataJson").getBytes(UTF_8));
  }

  @Test
  void theSameFileOpensFromASecondAlbum() throws IOException {
    Case second = VECTORS.at("library").at("sameFileInSecondCollection");
    byte[] fileKey = assertBox(second, "encryptedKey", "keyDecryptionNonce", second.key("secondCollectionKeyB64"));
    assertThat(fileKey).isEqualTo(VECTORS.at("library").at("filePlain").base64("fileKeyB64"));
  }

  @Test
  void theSharedAlbumsKeyOpensForItsRecipient() throws IOException {
    Case shared = VECTORS.at("library").at("collectionSharedWithPublicKey");
    try (X25519KeyPair recipient =
        X25519KeyPair.of(shared.base64("recipientPublicKeyB64"), shared.key("recipientPrivateKeyB64"))) {
      assertThat(SealedBox.open(shared.base64("encryptedKey"), recipient))
          .isEqualTo(VECTORS.at("library").at("collectionPlain").base64("collectionKeyB64"));
    }
  }

  @Test
  void theSecondFactorsSecretOpensWithTheRecoveryKey() {
    Case totp = VECTORS.at("library").at("totpRecovery");
    byte[] secret = totp.base64("plainBytesB64");
    long opening =
        Stream.of("cheapAccount", "realAccount")
            .map(account -> VECTORS.at(account).at("plaintext").key("recoveryKeyB64"))
            .filter(
                key ->
                    Arrays.equals(
                        SecretBox.seal(secret, totp.base64("twoFactorSecretDecryptionNonce"), key),
                        totp.base64("encryptedTwoFactorSecret")))
            .count();
    assertThat(opening).as("accounts whose recovery key seals to the recorded bytes").isEqualTo(1);
  }

  /** Opens a secretbox, and seals it again to the very same bytes. */
  private static byte[] assertBox(Case fields, String data, String nonce, CryptoKey key) throws CiphertextException {
    byte[] opened = SecretBox.open(fields.base64(data), fields.base64(nonce), key);
    assertThat(SecretBox.seal(opened, fields.base64(nonce), key)).isEqualTo(fields.base64(data));
    return opened;
  }

  /** Opens a blob, and seals it again to the very same bytes. */
  private static byte[] assertBlob(Case fields, String data, String header, CryptoKey key) throws CiphertextException {
    byte[] opened = SecretStream.openBlob(fields.base64(header), fields.base64(data), key);
    SecretStream.Blob again = SecretStream.sealBlob(opened, key, new ReplayedRandom(fields.base64(header)));
    assertThat(again.ciphertext()).isEqualTo(fields.base64(data));
    return opened;
  }
}
