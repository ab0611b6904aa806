package org.stillkeep.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stillkeep.asset.Album;
import org.stillkeep.asset.Asset;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.store.InMemoryServer;

/** A transfer that is killed goes on, and doubles nothing. */
class InterruptedTransferTest extends TransferFixture {

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aTransferThatIsKilledAtAnyCallGoesOnWithoutDoublingAnything(boolean answerLost) throws IOException {
    fillLittle();
    for (int call = 1; call < 200; call++) {
      server = new InMemoryServer.Contents(account.attributes());
      serverCatalog.close();
      serverCatalog = Catalog.inMemory();
      boolean killed = pushKilledAt(call, answerLost);
      assertThat(assetsOf(serverCatalog)).as("killed at call " + call).isEqualTo(assetsOf(fixture.catalog));
      assertThat(albumsOf(serverCatalog)).as("killed at call " + call).isEqualTo(albumsOf(fixture.catalog));
      assertThat(server.fileCount()).as("killed at call " + call).isEqualTo(assetsOf(fixture.catalog).size());
      if (!killed) {
        return;
      }
    }
    throw new AssertionError("so little takes more than two hundred calls");
  }

  private boolean pushKilledAt(int call, boolean answerLost) throws IOException {
    if (!isPushKilledAt(call, answerLost)) {
      return false;
    }
    assertThat(push().isComplete()).isTrue();
    return true;
  }

  @Test
  void whatWasRestoredWhileATransferWasInterruptedIsNotThrownAway() throws IOException {
    Album rome = fixture.album("Rome");
    Asset asset = fixture.addPhoto("t.jpg", "thrown away", rome);
    int onTheirWay = 0;
    boolean killed = true;
    for (int call = 1; killed; call++) {
      server = new InMemoryServer.Contents(account.attributes());
      serverCatalog.close();
      serverCatalog = Catalog.inMemory();
      fixture.library.trash(List.of(asset.id()));
      killed = isPushKilledAt(call, true);
      serverLibrary().refresh(() -> false);
      onTheirWay += killed && serverLibrary().find(asset.hash()).isPresent() ? 1 : 0;
      boolean isInTrash = serverLibrary().findTrashed(asset.hash()).isPresent();
      fixture.library.restore(rome, List.of(asset.id()));

      assertThat(push().isComplete()).isTrue();
      if (!isInTrash) {
        assertThat(assetsOf(serverCatalog)).as("killed at call " + call).isEqualTo(assetsOf(fixture.catalog));
        assertThat(albumsOf(serverCatalog)).as("killed at call " + call).isEqualTo(albumsOf(fixture.catalog));
      }
    }
    assertThat(onTheirWay).isPositive();
  }

  private boolean isPushKilledAt(int call, boolean answerLost) throws IOException {
    server.killAt(call, answerLost);
    try {
      push();
      return false;
    } catch (InMemoryServer.Killed e) {
      return true;
    } finally {
      server.spare();
    }
  }
}
