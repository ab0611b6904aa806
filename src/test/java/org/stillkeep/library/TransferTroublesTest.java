package org.stillkeep.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stillkeep.asset.Album;
import org.stillkeep.asset.Asset;
import org.stillkeep.store.RemoteStore;
import org.stillkeep.store.StoreException;

/** A transfer from or into a library in which something is wrong. */
class TransferTroublesTest extends TransferFixture {

  @Test
  void damagedContentIsNamedAndTheRestArrives() throws IOException {
    Album album = fixture.album("Album");
    Asset missing = fixture.addPhoto("missing.jpg", "missing", album);
    Asset swapped = fixture.addPhoto("swapped.jpg", "swapped", album, fixture.album("Second"));
    Asset good = fixture.addPhoto("good.jpg", "good", album);
    fixture.contents.loseObject(objectKey(missing));
    byte[] object = fixture.contents.object(objectKey(swapped));
    object[object.length - 1] ^= 1;
    TransferSummary summary = push();

    assertThat(summary.failures()).extracting(TransferFailure::title).containsExactly("missing.jpg", "swapped.jpg");
    assertThat(summary.differences()).isEmpty();
    assertThat(summary.isComplete()).isFalse();
    assertThat(serverLibrary().find(good.hash())).isPresent();
    assertThat(server.fileCount()).isEqualTo(1);
  }

  @Test
  void oneContentThatTheSourceNeverGivesOutLeavesNoOtherBehind() throws IOException {
    Album album = fixture.album("Album");
    Asset lost = fixture.addPhoto("lost.jpg", "lost", album);
    for (int i = 0; i < 5; i++) {
      fixture.addPhoto(i + ".jpg", "photo " + i, album);
    }
    RemoteStore store = new RemoteStore(fixture.store);
    Library source = Library.open(store, fixture.keys, fixture.catalog, RANDOM);
    store.failDownloadOf(lost.id());
    TransferSummary summary = new Transfer(source, serverLibrary(), TransferListener.NONE, () -> false).run();

    assertThat(summary.sent()).isEqualTo(5);
    assertThat(summary.failures()).extracting(TransferFailure::title).containsExactly("lost.jpg");
    assertThat(push().isComplete()).isTrue();
    assertThat(server.fileCount()).isEqualTo(6);
  }

  @Test
  void aFileThatTheTargetRefusesStaysAndAllOthersArrive() throws IOException {
    Album album = fixture.album("Album");
    for (int i = 0; i < 5; i++) {
      fixture.addPhoto(i + ".jpg", "x".repeat(100 + i), album);
    }
    Asset refused = fixture.addPhoto("refused.jpg", "x".repeat(1000), album);
    server.neverRegister(StoreException.Reason.REFUSED, file -> file.content().ciphertextBytes() > 900);

    TransferSummary summary = push();

    assertThat(summary.sent()).isEqualTo(5);
    assertThat(summary.failures()).extracting(TransferFailure::assetId).containsExactly(refused.id());
    assertThat(summary.failures().get(0).reason()).isEqualTo("never this one");
    assertThat(summary.differences()).isEmpty();
    int objects = server.objectsBegun();
    assertThat(push().alreadyThere()).isEqualTo(5);
    assertThat(server.objectsBegun()).as("that one and its thumbnail").isEqualTo(objects + 2);
  }

  @Test
  void aTargetThatRefusesAllEndsTheTransfer() throws IOException {
    Album album = fixture.album("Album");
    for (int i = 0; i < 5; i++) {
      fixture.addPhoto(i + ".jpg", "photo " + i, album);
    }
    server.neverRegister(StoreException.Reason.REFUSED, file -> true);
    assertThatThrownBy(this::push).isInstanceOf(StoreException.class).hasMessage("never this one");
  }

  @Test
  void aSourceThatGivesNothingOutEndsTheTransfer() throws IOException {
    Album album = fixture.album("Album");
    for (int i = 0; i < 20; i++) {
      fixture.addPhoto(i + ".jpg", "photo " + i, album);
    }
    RemoteStore store = new RemoteStore(fixture.store);
    Library source = Library.open(store, fixture.keys, fixture.catalog, RANDOM);
    store.failDownloads(Optional.of(StoreException.Reason.UNAVAILABLE));

    assertThatThrownBy(() -> new Transfer(source, serverLibrary(), TransferListener.NONE, () -> false).run())
        .isInstanceOf(StoreException.class);
    assertThat(store.objectsOpened()).isLessThan(10);
  }

  @Test
  void aDamagedThumbnailGivesWayToAPlaceholder() throws IOException {
    Asset asset = fixture.addPhoto("a.jpg", "content", fixture.album("Album"));
    String thumbnail = fixture.catalog.assets().byId(asset.id()).orElseThrow().thumbnail().orElseThrow().objectKey();
    fixture.contents.loseObject(thumbnail);
    assertThat(push().isComplete()).isTrue();
    Library there = serverLibrary();
    assertThat(there.thumbnail(there.find(asset.hash()).orElseThrow())).contains(Placeholder.jpeg());
  }

  @Test
  void aServerThatFailsEndsTheTransferAndNothingIsCalledDamaged() throws IOException {
    fill();
    fixture.library.refresh(() -> false);
    Library there = serverLibrary();
    server.refuse(Optional.of(StoreException.Reason.FULL));
    assertThatThrownBy(() -> new Transfer(fixture.library, there, TransferListener.NONE, () -> false).run())
        .isInstanceOf(StoreException.class);
    server.refuse(Optional.empty());
    assertThat(push().isComplete()).isTrue();
  }
}
