package org.stillkeep.ente;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stillkeep.store.Ciphertexts;
import org.stillkeep.store.CollectionType;
import org.stillkeep.store.EncryptedKey;
import org.stillkeep.store.NewCollection;
import org.stillkeep.store.StoredCollection;

/** Collections in JSON, as servers of all ages write them. */
class CollectionJsonTest {

  private static final long ME = 7;

  @Test
  void whatWasWrittenIsRead() throws IOException {
    NewCollection made = Ciphertexts.collection(CollectionType.FAVORITES, Optional.of(Ciphertexts.magic(3)));
    ObjectNode json = CollectionJson.write(made).put("id", 5).put("updationTime", 99);
    json.putObject("owner").put("id", ME);
    StoredCollection read = read(json.toString());
    assertThat(read.key()).isEqualTo(made.key());
    assertThat(read.name()).isEqualTo(made.name());
    assertThat(read.privateMagic()).isEqualTo(made.privateMagic());
    assertThat(read.type()).isEqualTo(CollectionType.FAVORITES);
    assertThat(read.shared()).isFalse();
    assertThat(read.deleted()).isFalse();
    assertThat(read.updatedAt()).isEqualTo(99);
  }

  @Test
  void aSharedOneHasASealedKeyAndOurOwnMagic() throws IOException {
    StoredCollection shared =
        read(
            """
            {"id":5,"owner":{"id":8},"type":"album","encryptedKey":"c2VhbGVk","keyDecryptionNonce":"","updationTime":1,
             "encryptedName":"bmFtZQ==","nameDecryptionNonce":"bm9uY2U=","name":"",
             "magicMetadata":{"version":4,"count":1,"data":"b3duZXI=","header":"aA=="},
             "sharedMagicMetadata":{"version":2,"count":1,"data":"b3Vycw==","header":"aA=="},"sharees":null}""");
    assertThat(shared.shared()).isTrue();
    assertThat(shared.key()).isEqualTo(new EncryptedKey(bytes("sealed"), new byte[0]));
    assertThat(shared.privateMagic().orElseThrow().version()).isEqualTo(2);
    assertThat(shared.privateMagic().orElseThrow().blob().ciphertext()).isEqualTo(bytes("ours"));
  }

  @Test
  void anAncientNameIsHandedOnInTheClearWithoutANonce() throws IOException {
    StoredCollection ancient =
        read("{\"id\":5,\"owner\":{\"id\":7},\"name\":\"Sardäinia\",\"encryptedName\":\"\",\"updationTime\":1}");
    assertThat(ancient.name()).isEqualTo(new EncryptedKey(bytes("Sardäinia"), new byte[0]));
  }

  @Test
  void aServerCannotPutAnotherNameBeforeAnEncryptedOne() throws IOException {
    StoredCollection album =
        read(
            "{\"id\":5,\"owner\":{\"id\":7},\"name\":\"forged\",\"encryptedName\":\"bmFtZQ==\","
                + "\"nameDecryptionNonce\":\"bm9uY2U=\",\"updationTime\":1}");
    assertThat(album.name()).isEqualTo(new EncryptedKey(bytes("name"), bytes("nonce")));
  }

  @Test
  void aKeyThatIsNoBase64IsLeftToTheLibraryToReport() throws IOException {
    StoredCollection odd =
        read("{\"id\":5,\"owner\":{\"id\":7},\"encryptedKey\":\"%%%\",\"encryptedName\":null,\"updationTime\":1}");
    assertThat(odd.key()).isEqualTo(new EncryptedKey(new byte[0], new byte[0]));
  }

  @Test
  void withoutAnIdThereIsNoCollection() {
    for (String json : new String[] {"{\"updationTime\":1}", "{\"id\":0,\"updationTime\":1}", "{\"id\":\"5\"}", "{\"id\":5}"}) {
      assertThatThrownBy(() -> read(json)).isInstanceOf(ApiException.class);
    }
  }

  private static StoredCollection read(String json) throws IOException {
    return CollectionJson.read(new Answer((ObjectNode) new ObjectMapper().readTree(json), "/collections"), ME);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
