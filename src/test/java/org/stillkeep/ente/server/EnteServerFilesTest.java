package org.stillkeep.ente.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stillkeep.ente.server.WireClient.Reply;

/** The server for tests refuses and answers as the protocol says: collections, uploads, files, trash. */
class EnteServerFilesTest {

  private EnteServerForTests server;
  private Account ada;
  private WireClient client;

  @BeforeEach
  void start() throws IOException {
    server = EnteServerForTests.start();
    ada = server.account("ada@example.org");
    client = new WireClient(server, ada.token());
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @Test
  void noTokenIsA401() throws IOException {
    Reply reply = new WireClient(server, null).get("/collections/v2?sinceTime=0");
    assertThat(reply.status()).isEqualTo(401);
    assertThat(reply.body().get("error").asText()).isEqualTo("missing token");
    ada.endSessions();
    assertThat(client.get("/collections/v2?sinceTime=0").status()).isEqualTo(401);
  }

  @Test
  void theShapeOfARefusalIsAsSeen() throws IOException {
    Reply malformed = client.post("/collections", WireClient.json().put("type", "album"));
    assertThat(malformed.status()).isEqualTo(400);
    assertThat(malformed.body()).isEmpty();
    assertThat(client.post("/collections", WireClient.json().put("type", "shelf")).status()).isEqualTo(500);
  }

  @Test
  void aRegisteredFileIsInTheDiffAndItsBytesAreBehindARedirect() throws IOException {
    long album = client.album();
    long id = client.file(album, new byte[] {1, 2, 3});
    JsonNode row = diff(album, 0).at("/diff/0");
    assertThat(row.get("id").asLong()).isEqualTo(id);
    assertThat(row.at("/file/size").asLong()).isZero();
    assertThat(row.at("/info/fileSize").asLong()).isEqualTo(3);
    Reply redirect = client.get("/files/download/" + id);
    assertThat(redirect.status()).isEqualTo(307);
    String location = redirect.raw().headers().firstValue("Location").orElseThrow();
    assertThat(client.fetch(location)).containsExactly(1, 2, 3);
    assertThat(client.get("/files/download/1").status()).isEqualTo(404);
  }

  @Test
  void registeringAgainBringsTheSameFileAndWithAnotherHeaderNone() throws IOException {
    ObjectNode body = client.uploaded(client.album(), new byte[5]);
    long id = client.post("/files", body).body().get("id").asLong();
    assertThat(client.post("/files", body).body().get("id").asLong()).isEqualTo(id);
    ((ObjectNode) body.get("file")).put("decryptionHeader", WireClient.base64(23));
    assertThat(client.post("/files", body).status()).isEqualTo(400);
  }

  @Test
  void registeringIsRefusedAsTheProtocolSays() throws IOException {
    long album = client.album();
    ObjectNode body = client.uploaded(album, new byte[5]);
    assertThat(with(body, "/file", "size", 6).status()).isEqualTo(400);
    assertThat(with(body, "/file", "size", (10L << 30) + 1).status()).isEqualTo(413);
    assertThat(without(body, "thumbnail").status()).isEqualTo(400);
    ObjectNode foreign = body.deepCopy();
    ((ObjectNode) foreign.get("file")).put("objectKey", "1/x");
    assertThat(client.post("/files", foreign).status()).isEqualTo(400);
    ObjectNode missing = body.deepCopy();
    ((ObjectNode) missing.get("file")).put("objectKey", ada.userId() + "/x");
    assertThat(client.post("/files", missing).code()).isEqualTo("OBJECT_SIZE_FETCH_FAILED");
    ObjectNode same = body.deepCopy();
    same.set("thumbnail", body.get("file"));
    assertThat(client.post("/files", same).status()).isEqualTo(400);
    ObjectNode empty = body.deepCopy();
    empty.putObject("pubMagicMetadata").put("version", 0).put("count", 0).put("data", "").put("header", "");
    assertThat(client.post("/files", empty).status()).isEqualTo(400);
    assertThat(client.post("/files", body).status()).isEqualTo(200);
  }

  @Test
  void aFullAccountUploadsNothing() throws IOException {
    long album = client.album();
    ObjectNode body = client.uploaded(album, new byte[5]);
    server.setOverdraftBytes(0);
    ada.setStorageBytes(14);
    assertThat(client.post("/files", body).status()).isEqualTo(426);
    ada.setStorageBytes(0);
    assertThat(client.get("/files/upload-urls?count=1").status()).isEqualTo(426);
    assertThat(client.get("/files/upload-eligibility").status()).isEqualTo(426);
    ada.setSubscribed(false);
    assertThat(client.get("/files/upload-eligibility").status()).isEqualTo(402);
  }

  @Test
  void pagesNeverSplitOneTime() throws IOException {
    server.setPageRows(2);
    long album = client.album();
    long other = client.album();
    ObjectNode add = WireClient.json().put("collectionID", other);
    ArrayNode files = add.putArray("files");
    for (int i = 0; i < 3; i++) {
      files.addObject().put("id", client.file(album, new byte[1])).put("encryptedKey", WireClient.base64(48))
          .put("keyDecryptionNonce", WireClient.base64(24));
    }
    client.post("/collections/add-files", add);
    assertThat(diff(album, 0).get("diff")).hasSize(2);
    assertThat(diff(album, 0).get("hasMore").asBoolean()).isTrue();
    assertThat(diff(other, 0).get("diff")).hasSize(3);
    assertThat(diff(other, 0).get("hasMore").asBoolean()).isFalse();
  }

  @Test
  void aStaleVersionIsA409WithoutAWord() throws IOException {
    long album = client.album();
    long id = client.file(album, new byte[1]);
    assertThat(setMagic(id, 1).status()).isEqualTo(200);
    Reply stale = setMagic(id, 1);
    assertThat(stale.status()).isEqualTo(409);
    assertThat(stale.body()).isEmpty();
    assertThat(setMagic(id, 2).status()).isEqualTo(200);
  }

  @Test
  void favoritesExistOnceAndAreNotDeleted() throws IOException {
    long favorites = client.collection("favorites");
    assertThat(client.collection("favorites")).isEqualTo(favorites);
    assertThat(deleteCollection(favorites, false).status()).isEqualTo(400);
  }

  @Test
  void filesOfADeletedCollectionGoToTheTrashLater() throws IOException {
    long album = client.album();
    client.file(album, new byte[1]);
    assertThat(deleteCollection(album, true).code()).isEqualTo("COLLECTION_NOT_EMPTY");
    assertThat(deleteCollection(album, false).status()).isEqualTo(200);
    assertThat(client.get("/trash/v2/diff?sinceTime=0").body().get("diff")).isEmpty();
    server.runJobs();
    assertThat(client.get("/trash/v2/diff?sinceTime=0").body().get("diff")).hasSize(1);
  }

  @Test
  void whatWentWrongOnPurposeIsSeenAndWrittenDown() throws IOException {
    server.apiFaults().fail("GET /ping", 1, 503, "{}");
    assertThat(client.get("/ping").status()).isEqualTo(503);
    assertThat(client.get("/ping").status()).isEqualTo(200);
    server.apiFaults().cut("GET /ping", Faults.ALWAYS);
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> client.get("/ping"));
    server.apiFaults().clear();
    server.apiFaults().cutAnswer("GET /ping", Faults.ALWAYS, 5);
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> client.get("/ping"));
    server.apiFaults().clear();
    long album = client.album();
    server.apiFaults().loseAnswer("POST /collections", 1);
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> client.album());
    assertThat(client.get("/collections/v2?sinceTime=0").body().get("collections")).hasSize(2);
    assertThat(album).isPositive();
    assertThat(server.apiRequests().count("GET /ping")).isGreaterThanOrEqualTo(4);
  }

  @Test
  void itComesBackUnderItsAddressWithAllItHad() throws IOException {
    long album = client.album();
    long id = client.file(album, new byte[] {7});
    server.stop();
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> client.get("/ping"));
    server.restart();
    String location = client.get("/files/download/" + id).raw().headers().firstValue("Location").orElseThrow();
    assertThat(client.fetch(location)).containsExactly(7);
  }

  private Reply deleteCollection(long id, boolean keepFiles) throws IOException {
    return client.delete("/collections/v3/" + id + "?collectionID=" + id + "&keepFiles=" + keepFiles);
  }

  private JsonNode diff(long collectionId, long since) throws IOException {
    return client.get("/collections/v2/diff?collectionID=" + collectionId + "&sinceTime=" + since).body();
  }

  private Reply setMagic(long fileId, int version) throws IOException {
    ObjectNode body = WireClient.json();
    body.putArray("metadataList").addObject().put("id", fileId).putObject("magicMetadata").put("version", version)
        .put("count", 1).put("data", WireClient.base64(20)).put("header", WireClient.base64(24));
    return client.put("/files/public-magic-metadata", body);
  }

  private Reply with(ObjectNode body, String at, String field, long value) throws IOException {
    ObjectNode copy = body.deepCopy();
    ((ObjectNode) copy.at(at)).put(field, value);
    return client.post("/files", copy);
  }

  private Reply without(ObjectNode body, String field) throws IOException {
    ObjectNode copy = body.deepCopy();
    copy.remove(field);
    return client.post("/files", copy);
  }
}
