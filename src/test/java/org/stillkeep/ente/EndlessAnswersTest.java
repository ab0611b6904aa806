package org.stillkeep.ente;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stillkeep.ente.server.Faults;
import org.stillkeep.store.StoreException.Reason;
import org.stillkeep.store.StoredFile;

/** Answers without end, and pages that lead in circles, are refused. */
class EndlessAnswersTest extends HostileServer {

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

  private void readPages(EnteStore store, int most) throws IOException {
    long since = 0;
    for (int page = 0; page < most; page++) {
      List<StoredFile> files = store.filesSince(album.id(), since).files();
      since = files.get(files.size() - 1).updatedAt();
    }
  }
}
