package org.stillkeep.ente;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stillkeep.crypto.CryptoKey;
import org.stillkeep.crypto.PasswordKey;
import org.stillkeep.crypto.RecoveryWords;
import org.stillkeep.ente.EnteException.What;
import org.stillkeep.store.KeyAttributes;
import org.stillkeep.store.KeyAttributesJson;

/** Accounts that libsodium and others have made: everything that a login opens, opens. */
class RecordedAccountTest {

  private final JsonNode recorded;

  RecordedAccountTest() throws IOException {
    try (InputStream resource = RecordedAccountTest.class.getResourceAsStream("/crypto/account-and-library.json")) {
      recorded = new ObjectMapper().readTree(resource);
    }
  }

  @Test
  void thePasswordOpensTheMasterKeyAndProvesItself() throws IOException {
    JsonNode account = recorded.required("cheapAccount");
    KeyAttributes attributes = KeyAttributesJson.decode(account.required("keyAttributes"));
    char[] password = account.at("/plaintext/password").textValue().toCharArray();
    try (PasswordKey key =
            PasswordKey.derive(password, attributes.kekSalt(), attributes.memLimitBytes(), attributes.opsLimit());
        CryptoKey masterKey = AccountKeys.masterKey(attributes, key, What.WRONG_PASSWORD)) {
      assertThat(masterKey.copyBytes()).isEqualTo(base64(account.at("/plaintext/masterKeyB64")));
      byte[] loginPassword = SrpCalls.loginPassword(key);
      assertThat(loginPassword).isEqualTo(base64(account.at("/plaintext/loginSubKeyB64")));
      assertThat(
              Srp.verifier(
                  account.at("/srp/srpUserID").textValue(), base64(account.at("/srp/srpSalt")), loginPassword))
          .isEqualTo(base64(account.at("/srp/srpVerifier")));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"cheapAccount", "realAccount"})
  void theMasterKeyOpensTheSession(String name) throws IOException {
    JsonNode account = recorded.required(name);
    KeyAttributes attributes = KeyAttributesJson.decode(account.required("keyAttributes"));
    try (CryptoKey masterKey = CryptoKey.copyOf(base64(account.at("/plaintext/masterKeyB64")));
        AuthToken token = AccountKeys.token(attributes, masterKey, base64(account.required("encryptedToken")))) {
      assertThat(token.headerValue()).isEqualTo(account.at("/plaintext/authTokenHeader").textValue());
      assertThat(token.toString()).doesNotContain(account.at("/plaintext/authTokenHeader").textValue());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"cheapAccount", "realAccount"})
  void theRecoveryWordsOpenTheMasterKey(String name) throws Exception {
    JsonNode account = recorded.required(name);
    KeyAttributes attributes = KeyAttributesJson.decode(account.required("keyAttributes"));
    try (CryptoKey recoveryKey = RecoveryWords.parse(account.at("/plaintext/recoveryMnemonic").textValue());
        CryptoKey masterKey = AccountKeys.masterKey(attributes, recoveryKey)) {
      assertThat(masterKey.copyBytes()).isEqualTo(base64(account.at("/plaintext/masterKeyB64")));
    }
  }

  @Test
  void keyAttributesAreWrittenAsTheyWereRead() throws IOException {
    for (String name : List.of("cheapAccount", "realAccount")) {
      JsonNode attributes = recorded.required(name).required("keyAttributes");
      String written = KeyAttributesJson.encode(KeyAttributesJson.decode(attributes)).toString();
      assertThat((Object) new ObjectMapper().readTree(written)).isEqualTo(attributes);
    }
  }

  private static byte[] base64(JsonNode text) {
    return Base64.getDecoder().decode(text.textValue());
  }
}
