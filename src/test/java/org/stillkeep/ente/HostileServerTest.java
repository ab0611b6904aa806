package org.stillkeep.ente;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stillkeep.asset.Album;
import org.stillkeep.asset.Asset;
import org.stillkeep.catalog.UnreadableRow;
import org.stillkeep.ente.server.Account;
import org.stillkeep.ente.server.Faults;
import org.stillkeep.store.StoreException.Reason;

/** A server that lies and forges gets nowhere, and what is known already stays as it is. */
class HostileServerTest extends HostileServer {

  @Test
  void albumKeysOfSomebodyElseOpenNothingAndReplaceNothing() throws IOException {
    String foreign = Base64.getEncoder().encodeToString(new byte[48]);
    assertHarmless("GET /collections/v2", answer -> eachOf(answer, "collections", row -> row.put("encryptedKey", foreign)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"encryptedKey", "keyDecryptionNonce"})
  void forgedFileKeysOpenNothingAndReplaceNothing(String field) throws IOException {
    assertHarmless("GET /collections/v2/diff", answer -> eachOf(answer, "diff", row -> forge(row, field)));
  }

  @Test
  void forgedMetadataReplacesNothing() throws IOException {
    assertHarmless(
        "GET /collections/v2/diff",
        answer -> eachOf(answer, "diff", row -> forge((ObjectNode) row.get("metadata"), "encryptedData")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"magicMetadata", "pubMagicMetadata"})
  void forgedMagicMetadataReplacesNothing(String field) throws IOException {
    assertHarmless(
        "GET /collections/v2/diff",
        answer -> eachOf(answer, "diff", row -> forge((ObjectNode) row.get(field), "data")));
  }

  @Test
  void aRegistrationAnsweredWithTheNumberOfAnotherFileReplacesNothing() throws IOException {
    server.apiFaults().rewrite("POST /files", 1, answer -> answer.put("id", first.id()));
    assertReason(Reason.DAMAGED, () -> client.photo("IMG_3.jpg", "a third", album));
    assertKnownAsBefore();
  }

  /** Whoever the other album was shared with could read what is added to this one. */
  @Test
  void anAlbumIsNotGivenTheKeyOfAnother() throws IOException {
    Album winter = client.album("Winter");
    client.library().rename(album, "Summer 2019");
    server.apiFaults()
        .rewrite(
            "GET /collections/v2", Faults.ALWAYS,
            answer -> {
              if (answer.path("collections").size() > 1) {
                ObjectNode other = rowOf(answer, winter.id()).deepCopy().remove(List.of("id", "updationTime"));
                rowOf(answer, album.id()).setAll(other);
              }
            });
    client.refresh();
    server.apiFaults().clear();
    assertThat(client.catalog().albums().byId(album.id()).orElseThrow().album().title()).isEqualTo("Summer 2019");
    assertThat(client.catalog().unreadable().all()).extracting(UnreadableRow::albumId).containsExactly(album.id());
    Asset third = client.photo("IMG_3.jpg", "a third", album);
    try (EnteLibrary fresh = EnteLibrary.open(server, account)) {
      fresh.refresh();
      assertThat(fresh.read(third)).asString().isEqualTo("a third");
    }
  }

  private static ObjectNode rowOf(ObjectNode answer, long collectionId) {
    for (JsonNode row : answer.withArray("collections")) {
      if (row.get("id").asLong() == collectionId) {
        return (ObjectNode) row;
      }
    }
    throw new AssertionError("no collection " + collectionId);
  }

  /** Whoever shares an album knows its key, and with it the keys of all files in it. */
  @Test
  void whatLiesInAnotherAccountsAlbumIsNotOursBecauseTheServerSaysSo() throws IOException {
    long shared = photoSharedByAStranger("a known picture");
    rewriteDiff(answer -> eachOf(answer, "diff", row -> row.put("ownerID", account.userId())));
    client.refresh();
    Asset pretended = client.assets().stream().filter(each -> each.id() == shared).findFirst().orElseThrow();
    assertThat(client.library().find(pretended.hash())).as("would keep our own from being imported").isEmpty();
    server.apiRequests().clear();
    assertReason(
        Reason.REFUSED,
        () -> client.library().improve(shared, client.assets().get(0).details()));
    assertThat(server.apiRequests().count("PUT /files/")).isZero();
  }

  @Test
  void aFileOfOursIsNotReplacedByOneInAnotherAccountsAlbum() throws IOException {
    long shared = photoSharedByAStranger("a picture with our number");
    rewriteDiff(
        answer ->
            eachOf(
                answer, "diff",
                row -> {
                  if (row.get("id").asLong() == shared) {
                    row.put("ownerID", account.userId()).put("id", first.id());
                  }
                }));
    client.refresh();
    assertKnownAsBefore();
    client.library().trash(List.of(first.id()));
    assertThat(client.assets()).extracting(Asset::id).containsExactly(second.id());
  }

  private long photoSharedByAStranger(String content) throws IOException {
    Account stranger = server.account("stranger@example.org");
    try (EnteLibrary theirs = EnteLibrary.open(server, stranger)) {
      Album garden = theirs.album("Garden");
      Asset photo = theirs.photo("IMG_9.jpg", content, garden);
      stranger.share(garden.id(), account);
      return photo.id();
    }
  }

  @Test
  void passesForAnotherAccountsObjectsAreNotUsed() {
    server.apiFaults()
        .rewrite(
            "GET /files/upload-urls", Faults.ALWAYS,
            answer -> eachOf(answer, "urls", each -> each.put("objectKey", "1/" + each.get("objectKey").asText())));
    try (EnteLibrary fresh = EnteLibrary.open(server, account)) {
      fresh.refresh();
      long before = server.objectRequests().count("PUT");
      assertReason(Reason.UNAVAILABLE, () -> fresh.photo("IMG_3.jpg", "a third"));
      assertThat(server.objectRequests().count("PUT")).isEqualTo(before);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** A second client reads what the server pretends, and then what is true; the first is not impressed either. */
  private void assertHarmless(String call, Consumer<ObjectNode> forgery) throws IOException {
    server.apiFaults().rewrite(call, Faults.ALWAYS, forgery);
    try (EnteLibrary fresh = EnteLibrary.open(server, account)) {
      fresh.refresh();
      assertThat(fresh.assets()).isEmpty();
      assertThat(fresh.catalog().unreadable().all()).isNotEmpty();
      server.edits().bumpPrivateMagic(first.id());
      client.refresh();
      assertKnownAsBefore();
      server.apiFaults().clear();
    }
    assertKnownAsBefore();
  }

  private static void forge(ObjectNode row, String field) {
    byte[] bytes = Base64.getDecoder().decode(row.get(field).asText());
    bytes[bytes.length / 2] ^= 1;
    row.put(field, Base64.getEncoder().encodeToString(bytes));
  }
}
