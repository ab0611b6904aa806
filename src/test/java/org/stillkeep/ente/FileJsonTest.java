package org.stillkeep.ente;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stillkeep.store.Ciphertexts;
import org.stillkeep.store.NewFile;
import org.stillkeep.store.ObjectRef;
import org.stillkeep.store.StoredFile;

/** Files in JSON, as servers of all ages write them. */
class FileJsonTest {

  private static final long ME = 7;

  @Test
  void whatWasRegisteredIsRead() throws IOException {
    NewFile file = file();
    ObjectNode json = FileJson.write(file).put("id", 5).put("ownerID", ME).put("updationTime", 99);
    json.putObject("info").put("fileSize", 1000).put("thumbSize", 20);
    StoredFile read = read(json);
    assertThat(read.key()).isEqualTo(file.key());
    assertThat(read.content()).isEqualTo(new ObjectRef("", file.content().header(), 1000));
    assertThat(read.thumbnail()).contains(new ObjectRef("", file.thumbnail().orElseThrow().header(), 20));
    assertThat(read.metadata()).isEqualTo(file.metadata());
    assertThat(read.privateMagic()).isEqualTo(file.privateMagic());
    assertThat(read.publicMagic()).isEqualTo(file.publicMagic());
    assertThat(read.shared()).isFalse();
    assertThat(read.deleted()).isFalse();
  }

  @Test
  void theSameFileIsRegisteredWordForWord() {
    NewFile file = file();
    assertThat(FileJson.write(file)).hasToString(FileJson.write(file).toString());
  }

  @Test
  void withoutMagicMetadataTheirFieldsAreMissing() {
    NewFile file = file();
    ObjectNode json =
        FileJson.write(
            new NewFile(
                file.collectionId(), file.key(), file.content(), file.thumbnail(), file.metadata(), Optional.empty(),
                Optional.empty()));
    assertThat(json.has("magicMetadata")).isFalse();
    assertThat(json.has("pubMagicMetadata")).isFalse();
  }

  @Test
  void anotherOnesFileIsSharedAndHasNoPrivateMagic() throws IOException {
    StoredFile shared = read(FileJson.write(file()).put("id", 5).put("ownerID", 8).put("updationTime", 1));
    assertThat(shared.shared()).isTrue();
    assertThat(shared.privateMagic()).isEmpty();
    assertThat(shared.publicMagic()).isPresent();
  }

  @Test
  void anOldFilesSizesAreAskedFor() throws IOException {
    ObjectNode json = FileJson.write(file()).put("id", 5).put("ownerID", ME).put("updationTime", 1);
    json.putNull("info");
    assertThat(FileJson.lacksSizes(answer(json))).isTrue();
    StoredFile read = FileJson.read(answer(json), ME, Map.of(5L, new FileJson.Sizes(123, 45)));
    assertThat(read.content().ciphertextBytes()).isEqualTo(123);
    assertThat(read.thumbnail().orElseThrow().ciphertextBytes()).isEqualTo(45);
  }

  @Test
  void whatHasGoneForGoodIsDeletedHoweverLittleIsLeftOfIt() throws IOException {
    ObjectNode json = EnteApi.object().put("id", 5).put("collectionID", 6).put("updationTime", 1);
    json.putObject("metadata").put("encryptedData", "-").put("decryptionHeader", "-");
    StoredFile dead = read(json);
    assertThat(dead.deleted()).isTrue();
    assertThat(dead.metadata().ciphertext()).isEmpty();
    assertThat(dead.thumbnail()).isEmpty();
    assertThat(FileJson.lacksSizes(answer(json))).isFalse();
  }

  @Test
  void withoutIdCollectionOrTimeThereIsNoFile() {
    for (String field : new String[] {"id", "collectionID", "updationTime"}) {
      ObjectNode json = FileJson.write(file()).put("id", 5).put("updationTime", 1);
      json.remove(field);
      assertThatThrownBy(() -> read(json)).isInstanceOf(ApiException.class).hasMessageContaining(field);
    }
  }

  private static NewFile file() {
    return new NewFile(
        6, Ciphertexts.key(), new ObjectRef("7/content", Ciphertexts.bytes(24), 1000),
        Optional.of(new ObjectRef("7/thumbnail", Ciphertexts.bytes(24), 20)), Ciphertexts.blob(),
        Optional.of(Ciphertexts.magic(1)), Optional.of(Ciphertexts.magic(1)));
  }

  private static StoredFile read(ObjectNode json) throws IOException {
    return FileJson.read(answer(json), ME, Map.of());
  }

  private static Answer answer(ObjectNode json) throws IOException {
    return new Answer((ObjectNode) new ObjectMapper().readTree(json.toString()), "/files");
  }
}
