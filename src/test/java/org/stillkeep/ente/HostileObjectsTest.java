package org.stillkeep.ente;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Arrays;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.stillkeep.asset.Asset;
import org.stillkeep.ente.server.Faults;
import org.stillkeep.library.DamagedAssetException;
import org.stillkeep.store.StoreException;
import org.stillkeep.store.StoreException.Reason;

/** Contents that a server swaps, cuts and lengthens are refused. */
class HostileObjectsTest extends HostileServer {

  private static final int CHUNK_BYTES = 4 << 20;
  private static final int SEALED_CHUNK_BYTES = CHUNK_BYTES + 17;

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
}
