package org.stillkeep.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.stillkeep.asset.Album;
import org.stillkeep.asset.AlbumKind;
import org.stillkeep.asset.Asset;
import org.stillkeep.catalog.AssetState;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.crypto.CryptoKey;
import org.stillkeep.vault.VaultOptions;
import org.stillkeep.vault.VaultStore;

/** A library moves into another. */
class TransferTest extends TransferFixture {

  @Test
  void everythingArrivesAndASecondTimeNothingIsSent() throws IOException {
    fill();
    TransferSummary first = push();

    assertThat(first.isComplete()).isTrue();
    assertThat(first.sent()).isEqualTo(assetsOf(fixture.catalog).size());
    assertThat(assetsOf(serverCatalog)).isEqualTo(assetsOf(fixture.catalog));
    assertThat(albumsOf(serverCatalog)).isEqualTo(albumsOf(fixture.catalog));
    Library there = serverLibrary();
    assertThat(there.verify(true, VerifyListener.NONE, () -> false).findings()).isEmpty();
    assertThat(server.rows().objectCount()).isEqualTo(2 * server.fileCount());
    TransferSummary second = push();
    assertThat(second.sent()).isZero();
    assertThat(second.alreadyThere()).isEqualTo(first.sent());
    assertThat(second.isComplete()).isTrue();
    assertThat(assetsOf(serverCatalog)).isEqualTo(assetsOf(fixture.catalog));
  }

  @Test
  void whatCameFromAServerGoesIntoAVaultAndBack() throws Exception {
    fill();
    push();
    Keys.Created vaultKeys = Keys.create("v".toCharArray(), LibraryFixture.CHEAP, RANDOM);
    try (CryptoKey vaultKey = vaultKeys.keys().vaultAuthenticationKey();
        Catalog vaultCatalog = Catalog.inMemory()) {
      VaultStore.create(folder.resolve("vault"), vaultKeys.attributes(), vaultKey);
      try (VaultStore vault = VaultStore.open(folder.resolve("vault"), vaultKey, VaultOptions.readWrite(Optional.empty()));
          Library pulled = Library.open(vault, vaultKeys.keys(), vaultCatalog, RANDOM)) {
        TransferSummary pull = new Transfer(serverLibrary(), pulled, TransferListener.NONE, () -> false).run();
        assertThat(pull.isComplete()).isTrue();
        assertThat(assetsOf(vaultCatalog)).isEqualTo(assetsOf(fixture.catalog));
        assertThat(albumsOf(vaultCatalog)).isEqualTo(albumsOf(fixture.catalog));
        assertThat(pulled.verify(true, VerifyListener.NONE, () -> false).findings()).isEmpty();
        TransferSummary back = new Transfer(pulled, serverLibrary(), TransferListener.NONE, () -> false).run();
        assertThat(back.sent()).isZero();
        assertThat(back.isComplete()).isTrue();
      }
    } finally {
      vaultKeys.keys().close();
    }
  }

  @Test
  void whatTheTargetHasByItselfIsNotSentAgainAndGetsItsAlbums() throws IOException {
    Library there = serverLibrary();
    Asset own = add(there, "other name.jpg", "same", there.album(AlbumKind.ALBUM, "Mine", "mine"));
    Asset thrownAway = add(there, "trashed.jpg", "trashed", there.album(AlbumKind.ALBUM, "Mine", "mine"));
    there.trash(List.of(thrownAway.id()));
    Album album = fixture.album("Paris");
    fixture.addPhoto("a.jpg", "same", album);
    fixture.addPhoto("b.jpg", "trashed", album);
    TransferSummary summary = push();

    assertThat(summary.sent()).isZero();
    assertThat(summary.alreadyThere()).isEqualTo(2);
    assertThat(summary.trashedThere()).isEqualTo(1);
    assertThat(summary.isComplete()).isTrue();
    assertThat(serverCatalog.albums().albumsOf(own.id())).extracting(Album::title).containsExactly("Mine", "Paris");
    assertThat(serverCatalog.assets().byId(thrownAway.id()).orElseThrow().state()).isEqualTo(AssetState.TRASHED);
  }

  @Test
  void twoAssetsWithTheSameContentStayTwo() throws IOException {
    long album = phone.album("Camera", Json.object());
    phone.file(album, hashed(0, "one.jpg", "same"), "same");
    phone.file(album, hashed(0, "two.jpg", "same"), "same");
    assertThat(push().sent()).isEqualTo(2);
    assertThat(push().sent()).isZero();
    assertThat(assetsOf(serverCatalog)).isEqualTo(assetsOf(fixture.catalog));
  }

  @Test
  void whatOthersShareStaysWhereItIs() throws IOException {
    long theirs = phone.album("Grandma's", Json.object());
    phone.file(theirs, hashed(0, "a.jpg", "a"), "a");
    phone.share(theirs);
    TransferSummary summary = push();
    assertThat(summary.shared()).isEqualTo(1);
    assertThat(summary.isComplete()).isTrue();
    assertThat(server.fileCount()).isZero();
    assertThat(serverCatalog.albums().all()).isEmpty();
  }

  @Test
  void itStopsWhenAskedAndGoesOnLater() throws IOException {
    fill();
    int[] moved = new int[1];
    TransferListener counting =
        new TransferListener() {
          @Override
          public void planned(long assets, long bytes) {}

          @Override
          public void moved(long assets, long bytes) {
            moved[0]++;
          }
        };
    fixture.library.refresh(() -> false);
    Transfer transfer = new Transfer(fixture.library, serverLibrary(), counting, () -> moved[0] >= 3);
    assertThatThrownBy(transfer::run).isInstanceOf(CancellationException.class);
    assertThat(push().isComplete()).isTrue();
  }

  @Test
  void progressEndsWhereThePlanDoes() throws IOException {
    fill();
    List<String> heard = new ArrayList<>();
    TransferListener hearing =
        new TransferListener() {
          @Override
          public void planned(long assets, long bytes) {
            heard.add(assets + " " + bytes);
          }

          @Override
          public void moved(long assets, long bytes) {
            heard.add(assets + " " + bytes);
          }
        };
    new Transfer(fixture.library, serverLibrary(), hearing, () -> false).run();
    assertThat(heard.get(heard.size() - 1)).isEqualTo(heard.get(0));
  }

  @Test
  void aLibraryIsNotMovedIntoItself() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Transfer(fixture.library, fixture.library, TransferListener.NONE, () -> false));
  }
}
