package org.stillkeep.ente;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.stillkeep.faults.Covers;

/** Whatever JSON a server answers is read, or is an answer that makes no sense; nothing else happens. */
@Covers({"F67", "J"})
class WireFuzzTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  static Stream<byte[]> answers() {
    return Stream.of(
            "{\"id\":5,\"ownerID\":7,\"collectionID\":1,\"encryptedKey\":\"AAAA\",\"keyDecryptionNonce\":\"AAAA\",\"file\":{\"decryptionHeader\":\"AA==\"},"
                + "\"thumbnail\":{\"decryptionHeader\":\"AA==\"},\"metadata\":{\"encryptedData\":\"AA==\",\"decryptionHeader\":\"AA==\"},"
                + "\"magicMetadata\":{\"version\":1,\"count\":1,\"data\":\"AA==\",\"header\":\"AA==\"},\"info\":{\"fileSize\":9,\"thumbSize\":1},"
                + "\"isDeleted\":false,\"updationTime\":1563000000000000}",
            "{\"id\":1,\"owner\":{\"id\":8},\"type\":\"album\",\"name\":\"old\",\"encryptedKey\":\"!\",\"updationTime\":1e300,\"isDeleted\":\"no\"}",
            "{\"id\":-1}", "{\"id\":\"5\",\"updationTime\":null,\"file\":[]}", "{}")
        .map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  @MethodSource("answers")
  @FuzzTest(maxDuration = "1m")
  void anyAnswerIsReadOrMakesNoSense(byte[] answer) throws IOException {
    JsonNode json;
    try {
      json = JSON.readTree(new String(answer, StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      return;
    }
    if (json instanceof ObjectNode object) {
      Answer node = new Answer(object, "/");
      tolerate(() -> FileJson.read(node, 7, Map.of()).id());
      tolerate(() -> CollectionJson.read(node, 7).id());
    }
  }

  static Stream<byte[]> accounts() {
    return Stream.of(
            "{\"email\":\"a@b\",\"usage\":5,\"subscription\":{\"storage\":10,\"productID\":\"free\"},\"storageBonus\":1,\"fileCount\":2,"
                + "\"familyData\":{\"storage\":100,\"members\":[{\"usage\":9223372036854775807},{\"usage\":1}]}}",
            "{\"id\":7,\"encryptedToken\":\"AA==\",\"keyAttributes\":{\"kekSalt\":\"AA==\",\"memLimit\":-1,\"opsLimit\":1e9},\"twoFactorSessionID\":\"x\"}",
            "{\"id\":7,\"token\":\"a\\nb\",\"keyAttributes\":[]}", "{\"subscription\":null}", "{}")
        .map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  @MethodSource("accounts")
  @FuzzTest(maxDuration = "1m")
  void anyAnswerAboutAnAccountIsReadOrMakesNoSense(byte[] answer) throws IOException {
    JsonNode json;
    try {
      json = JSON.readTree(new String(answer, StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      return;
    }
    if (json instanceof ObjectNode object) {
      Answer node = new Answer(object, "/");
      tolerate(() -> 1 + AccountDetails.of(node).freeBytes());
      tolerate(() -> Authorization.of(node).toString().length());
    }
  }

  private interface Reading {
    long id() throws IOException;
  }

  private static void tolerate(Reading reading) throws IOException {
    try {
      assertThat(reading.id()).isPositive();
    } catch (ApiException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }
}
