package org.stillkeep.ente;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stillkeep.asset.Album;
import org.stillkeep.asset.Asset;
import org.stillkeep.catalog.UnreadableRow;
import org.stillkeep.ente.server.Account;
import org.stillkeep.ente.server.EnteServerForTests;
import org.stillkeep.ente.server.Faults;
import org.stillkeep.library.DamagedAssetException;
import org.stillkeep.store.StoreException;
import org.stillkeep.store.StoreException.Reason;
import org.stillkeep.store.StoredFile;

/** A server that lies, forges, swaps, cuts and floods gets nowhere, and what is known already stays as it is. */
class HostileServerTest {

  private static final int CHUNK_BYTES = 4 << 20;
  private static final int SEALED_CHUNK_BYTES = CHUNK_BYTES + 17;

  private EnteServerForTests server;
  private Account account;
  private EnteLibrary client;
  private Album album;
  private Asset first;
  private Asset second;

  @BeforeEach
  void start() throws IOException {
    server = EnteServerForTests.start();
    account = server.account("ada@example.org");
    client = EnteLibrary.open(server, account);
    album = client.album("Summer");
    first = client.photo("IMG_1.jpg", "the first photo", album);
    second = client.photo("IMG_2.jpg", "the second one!", album);
    client.refresh();
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    server.close();
  }

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
  void swappedObjectsAreRefused() throws IOException {
    String firstKey = server.edits().objectKey(first.id());
    String secondKey = server.edits().objectKey(second.id());
    byte[] firstBytes = server.object(firstKey);
    server.replaceObject(firstKey, server.object(secondKey));
    server.replaceObject(secondKey, firstBytes);
    assertDamaged(() -> client.read(first));
    assertDamaged(() -> client.read(second));
  }

  @Test
  void oneFilesThumbnailIsNotAnothers() throws IOException {
    byte[] thumbnail = server.object(server.edits().thumbnailKey(second.id()));
    server.replaceObject(server.edits().thumbnailKey(first.id()), thumbnail);
    assertThatThrownBy(() -> client.library().thumbnail(first)).isInstanceOf(IOException.class);
    assertThat(client.library().thumbnail(second)).isPresent();
  }

  @Test
  void aFlippedBitIsRefused() throws IOException {
    String key = server.edits().objectKey(first.id());
    byte[] bytes = server.object(key);
    bytes[5] ^= 1;
    server.replaceObject(key, bytes);
    assertDamaged(() -> client.read(first));
  }

  @Test
  void aFileThatEndsAtTheBorderOfAChunkIsRefusedEvenIfTheServerSwearsThatIsItsLength() throws IOException {
    Asset large = client.photo("VID.mp4", new byte[CHUNK_BYTES + 5], album);
    String key = server.edits().objectKey(large.id());
    server.replaceObject(key, Arrays.copyOf(server.object(key), SEALED_CHUNK_BYTES));
    assertDamaged(() -> client.read(large));
    assertDamagedForANewClient(large, SEALED_CHUNK_BYTES);
  }

  @Test
  void whatFollowsTheEndIsRefusedEvenIfTheServerSwearsThatItBelongsThere() throws IOException {
    String key = server.edits().objectKey(first.id());
    byte[] sealed = server.object(key);
    byte[] longer = Arrays.copyOf(sealed, sealed.length + 100);
    server.replaceObject(key, longer);
    assertDamaged(() -> client.read(first));
    assertDamagedForANewClient(first, longer.length);
  }

  @Test
  void anObjectWithoutEndIsRefused() {
    server.objectFaults().answerWithoutEnd("GET /objects/", Faults.ALWAYS, "", "0123456789");
    assertThatThrownBy(() -> client.read(first)).isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET /collections/v2", "GET /trash/v2/diff"})
  void answersWithoutEndAreRefused(String call) throws IOException {
    server.apiFaults().answerWithoutEnd(call, Faults.ALWAYS, "{\"collections\":[", "{\"id\":1},");
    assertReason(Reason.UNAVAILABLE, client::refresh);
    assertKnownAsBefore();
  }

  @Test
  void anErrorWithoutEndIsAnError() throws IOException {
    server.apiFaults().answerWith("GET /collections/v2", Faults.ALWAYS, 500, Map.of(), new byte[10 << 20]);
    assertReason(Reason.UNAVAILABLE, client::refresh);
    assertKnownAsBefore();
  }

  @Test
  void pagesThatPromiseMoreAndBringNothingAreRefused() throws IOException {
    rewriteDiff(answer -> answer.put("hasMore", true).putNull("diff"));
    assertReason(Reason.DAMAGED, this::readAnew);
  }

  @Test
  void aPageThatComesAgainAndAgainIsRefused() {
    AtomicReference<JsonNode> page = new AtomicReference<>();
    rewriteDiff(
        answer -> {
          page.compareAndSet(null, answer.get("diff"));
          answer.put("hasMore", true).set("diff", page.get().deepCopy());
        });
    server.apiFaults()
        .rewrite(
            "GET /collections/v2", Faults.ALWAYS,
            answer -> eachOf(answer, "collections", row -> row.put("updationTime", Long.MAX_VALUE / 2)));
    assertReason(Reason.DAMAGED, this::readAnew);
  }

  @Test
  void timesThatGoBackwardsAreRefused() throws IOException {
    rewriteDiff(answer -> eachOf(answer, "diff", row -> row.put("updationTime", 1_000_000_000L - row.get("id").asLong())));
    assertReason(Reason.DAMAGED, this::readAnew);
  }

  @Test
  void rowsWithoutEndAreRefused() throws IOException {
    AtomicLong time = new AtomicLong(Long.MAX_VALUE / 2);
    AtomicReference<JsonNode> rows = new AtomicReference<>();
    rewriteDiff(
        answer -> {
          rows.compareAndSet(null, answer.get("diff"));
          answer.put("hasMore", true).set("diff", rows.get().deepCopy());
          eachOf(answer, "diff", row -> row.put("updationTime", time.incrementAndGet()));
        });
    EnteSession session = EnteStores.session(server, account);
    try (EnteStore impatient = new EnteStore(session, EnteStores.options(), Clock.systemUTC(), 10)) {
      assertReason(Reason.DAMAGED, () -> readPages(impatient, 100));
    }
  }

  @Test
  void rowsOfAnotherAlbumAreRefused() throws IOException {
    rewriteDiff(answer -> eachOf(answer, "diff", row -> row.put("collectionID", album.id() + 1)));
    assertReason(Reason.DAMAGED, this::readAnew);
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

  @ParameterizedTest
  @ValueSource(strings = {"GET /collections/v2", "POST /collections", "POST /files"})
  void redirectsOfCallsAreNotFollowed(String call) throws IOException {
    try (EnteServerForTests thief = EnteServerForTests.start()) {
      server.apiFaults().redirect(call, Faults.ALWAYS, thief.uri().resolve("/ping"));
      assertThatThrownBy(
              () -> {
                client.refresh();
                client.photo("IMG_3.jpg", "a third", client.album("Winter"));
              })
          .isInstanceOf(StoreException.class);
      assertThat(thief.apiRequests().all()).isEmpty();
    }
  }

  @Test
  void downloadsFromElsewhereGetNoTokenAndAreVerified() throws IOException {
    try (EnteServerForTests thief = EnteServerForTests.start()) {
      server.apiFaults().redirect("GET /files/download/", Faults.ALWAYS, thief.uri().resolve("/ping"));
      assertThatThrownBy(() -> client.read(first)).isInstanceOf(IOException.class);
      assertThat(thief.apiRequests().all()).isNotEmpty();
      thief.apiRequests().all().forEach(each -> assertThat(each.toString()).doesNotContain(account.token()));
    }
  }

  @Test
  void aDownloadThatLeadsBackToTheServerGetsNoToken() {
    server.apiFaults().redirect("GET /files/download/", 1, server.uri().resolve("/files/download/" + second.id()));
    assertThatThrownBy(() -> client.read(first)).isInstanceOf(IOException.class);
    assertThat(server.apiRequests().count("GET /files/download/" + second.id())).isZero();
  }

  @Test
  void anObjectStoreThatSendsOnIsNotFollowed() throws IOException {
    try (EnteServerForTests thief = EnteServerForTests.start()) {
      server.objectFaults().redirect("", Faults.ALWAYS, thief.uri());
      assertThatThrownBy(() -> client.read(first)).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> client.photo("IMG_3.jpg", "a third", album)).isInstanceOf(IOException.class);
      assertThat(thief.apiRequests().all()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:///etc/passwd", "ftp://example.org/x", "", "nonsense", "http://[", "/files/download/1"})
  void addressesThatAreNoneAreNotTried(String location) {
    server.apiFaults().answerWith("GET /files/download/", Faults.ALWAYS, 307, Map.of("Location", location), new byte[0]);
    assertThatThrownBy(() -> client.read(first)).isInstanceOf(IOException.class);
  }

  @Test
  void withTlsToTheServerNoObjectCrossesTheNetworkWithoutIt() {
    EnteServer secure = EnteServer.parse("https://ente.example.org", false);
    try (ObjectClient objects = new ObjectClient(secure, EnteStores.options())) {
      URI plain = server.objectsUri().resolve("/objects/x");
      assertThatThrownBy(() -> objects.put(plain.toString(), new byte[1], 1, new byte[16], () -> false))
          .isInstanceOf(ApiException.class);
      assertThat(server.objectRequests().count("PUT /objects/x")).isZero();
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

  private void assertKnownAsBefore() throws IOException {
    server.apiFaults().clear();
    assertThat(client.assets()).extracting(each -> each.details().title()).containsExactly("IMG_1.jpg", "IMG_2.jpg");
    assertThat(client.read(client.assets().get(0))).asString().isEqualTo("the first photo");
    assertThat(client.read(client.assets().get(1))).asString().isEqualTo("the second one!");
  }

  private void assertDamagedForANewClient(Asset asset, long pretendedBytes) throws IOException {
    rewriteDiff(
        answer ->
            eachOf(
                answer, "diff",
                row -> {
                  if (row.get("id").asLong() == asset.id()) {
                    ((ObjectNode) row.get("info")).put("fileSize", pretendedBytes);
                  }
                }));
    try (EnteLibrary fresh = EnteLibrary.open(server, account)) {
      fresh.refresh();
      Asset pretended = fresh.assets().stream().filter(each -> each.id() == asset.id()).findFirst().orElseThrow();
      assertDamaged(() -> fresh.read(pretended));
    }
  }

  private void readPages(EnteStore store, int most) throws IOException {
    long since = 0;
    for (int page = 0; page < most; page++) {
      List<StoredFile> files = store.filesSince(album.id(), since).files();
      since = files.get(files.size() - 1).updatedAt();
    }
  }

  private void readAnew() throws IOException {
    try (EnteLibrary fresh = EnteLibrary.open(server, account)) {
      fresh.refresh();
    }
  }

  private void rewriteDiff(Consumer<ObjectNode> forgery) {
    server.apiFaults().rewrite("GET /collections/v2/diff", Faults.ALWAYS, forgery);
  }

  private static void eachOf(ObjectNode answer, String list, Consumer<ObjectNode> forgery) {
    if (answer.get(list) instanceof ArrayNode rows) {
      for (JsonNode row : rows) {
        forgery.accept((ObjectNode) row);
      }
    }
  }

  private static void forge(ObjectNode row, String field) {
    byte[] bytes = Base64.getDecoder().decode(row.get(field).asText());
    bytes[bytes.length / 2] ^= 1;
    row.put(field, Base64.getEncoder().encodeToString(bytes));
  }

  private static void assertDamaged(ThrowingCallable reading) {
    assertThatThrownBy(reading)
        .satisfies(
            e ->
                assertThat(
                        e instanceof DamagedAssetException
                            || (e instanceof StoreException refusal && refusal.reason() == Reason.DAMAGED))
                    .as(e.toString())
                    .isTrue());
  }

  private static void assertReason(Reason reason, ThrowingCallable call) {
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(call)
        .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo(reason));
  }
}
