package org.stillkeep.ente;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.stillkeep.store.StoreException.Reason;
import org.stillkeep.store.StoredFile;

/** Pages of a server that lead nowhere, go back, or tell too little. */
class StorePagesTest extends StoreOnServer {

  @Test
  void sizesThatAPageDoesNotTellAreAskedFor() throws IOException {
    long album = album();
    StoredFile file = register(album);
    register(album);
    server.apiFaults().rewrite(DIFF, 1, page -> ((ObjectNode) page.withArray("diff").get(0)).remove("info"));
    assertThat(store.filesSince(album, 0).files().get(0)).isEqualTo(file);
    assertThat(server.apiRequests().count("POST /files/info")).isEqualTo(1);
  }

  @Test
  void aFileWhoseSizeNobodyTellsHidesNoOther() throws IOException {
    long album = album();
    register(album);
    StoredFile second = register(album);
    server.apiFaults().rewrite(DIFF, 1, page -> ((ObjectNode) page.withArray("diff").get(0)).remove("info"));
    server.apiFaults().fail("POST /files/info", 1, 403, "{}");
    List<StoredFile> rows = store.filesSince(album, 0).files();
    assertThat(rows.get(0).content().ciphertextBytes()).isZero();
    assertThat(rows.get(1)).isEqualTo(second);
  }

  @Test
  void aPageThatGoesBackwardsIsDamage() throws IOException {
    long album = album();
    register(album);
    long since = register(album).updatedAt();
    register(album);
    server.apiFaults().rewrite(DIFF, 1, page -> times(page.withArray("diff"), since));
    assertReason(Reason.DAMAGED, () -> store.filesSince(album, since));
    server.apiFaults().rewrite(DIFF, 1, page -> times(page.withArray("diff"), since + 9, since + 8, since + 7));
    assertReason(Reason.DAMAGED, () -> store.filesSince(album, 0));
  }

  @Test
  void anEmptyPageThatPromisesMoreIsDamage() throws IOException {
    long album = album();
    server.apiFaults().rewrite(DIFF, 1, page -> page.put("hasMore", true));
    assertReason(Reason.DAMAGED, () -> store.filesSince(album, 0));
    server.apiFaults().rewrite("GET /trash/v2/diff", 1, page -> page.put("hasMore", true));
    assertReason(Reason.DAMAGED, () -> store.trashSince(0));
  }

  @Test
  void theTrashComesWholeFromItsPages() throws IOException {
    long album = album();
    List<Long> thrownAway = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      long id = register(album).id();
      store.trash(Map.of(id, album));
      thrownAway.add(id);
    }
    assertThat(store.trashSince(0)).extracting(each -> each.file().id()).isEqualTo(thrownAway);
    assertThat(server.apiRequests().count("GET /trash/v2/diff")).isEqualTo(3);
  }

  @Test
  void aTrashWithoutEndIsDamage() {
    for (int i = 1; i <= 2 * MOST_ROWS; i++) {
      byte[] page =
          ("{\"hasMore\":true,\"diff\":[{\"updatedAt\":" + i + ",\"isDeleted\":true,\"file\":{\"id\":5,"
                  + "\"collectionID\":6,\"updationTime\":1,\"isDeleted\":true}}]}")
              .getBytes(StandardCharsets.UTF_8);
      server.apiFaults().answerWith("GET /trash/v2/diff", 1, 200, Map.of(), page);
    }
    assertReason(Reason.DAMAGED, () -> store.trashSince(0));
  }

  @Test
  void pagesWithoutEndAreDamage() throws IOException {
    long album = album();
    StoredFile file = register(album);
    assertReason(
        Reason.DAMAGED,
        () -> {
          for (long since = 0; since < 2 * MOST_ROWS; since++) {
            server.apiFaults().answerWith(DIFF, 1, 200, Map.of(), endlessPage(album, file.id(), since + 1));
            store.filesSince(album, since);
          }
        });
  }

  private static byte[] endlessPage(long album, long fileId, long time) {
    String page =
        "{\"hasMore\":true,\"diff\":[{\"id\":" + fileId + ",\"collectionID\":" + album + ",\"isDeleted\":true,"
            + "\"updationTime\":" + time + "}]}";
    return page.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void aRowOfAnotherAlbumIsDamage() throws IOException {
    long album = album();
    register(album);
    server.apiFaults()
        .rewrite(DIFF, 1, page -> ((ObjectNode) page.withArray("diff").get(0)).put("collectionID", album + 1));
    assertReason(Reason.DAMAGED, () -> store.filesSince(album, 0));
  }

  private static void times(ArrayNode rows, long... times) {
    for (int i = 0; i < times.length; i++) {
      ((ObjectNode) rows.get(i)).put("updationTime", times[i]);
    }
  }
}
