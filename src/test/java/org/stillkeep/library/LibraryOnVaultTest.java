package org.stillkeep.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.asset.Album;
import org.stillkeep.asset.AlbumKind;
import org.stillkeep.asset.Asset;
import org.stillkeep.asset.AssetKind;
import org.stillkeep.catalog.AssetState;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.crypto.CryptoKey;
import org.stillkeep.vault.VaultOptions;
import org.stillkeep.vault.VaultStore;

/** The library in a real vault, from creation to a passphrase that opens it on another machine. */
class LibraryOnVaultTest {

  @TempDir Path folder;

  private final SecureRandom random = new SecureRandom();

  @Test
  void aVaultIsReadInFullByAMachineThatOnlyKnowsItsPassphrase() throws Exception {
    Path vault = folder.resolve("vault");
    Asset photo;
    Keys.Created created = Keys.create("pass".toCharArray(), LibraryFixture.CHEAP, random);
    try (Keys keys = created.keys();
        CryptoKey authenticationKey = keys.vaultAuthenticationKey();
        Catalog catalog = Catalog.open(folder.resolve("state/catalog.db"))) {
      VaultStore.create(vault, created.attributes(), authenticationKey);
      photo = addTwo(vault, keys, catalog);
    }
    try (Keys keys = Keys.unlockWithPassphrase(VaultStore.readHeader(vault).keyAttributes(), "pass".toCharArray());
        CryptoKey authenticationKey = keys.vaultAuthenticationKey();
        VaultStore store = VaultStore.open(vault, authenticationKey, VaultOptions.readOnly(Optional.empty()));
        Catalog catalog = Catalog.inMemory();
        Library library = Library.open(store, keys, catalog, random)) {
      library.refresh(() -> false);
      assertThat(library.find(photo.hash())).contains(photo);
      assertThat(catalog.assets().count(AssetState.TRASHED)).isEqualTo(1);
      assertThat(catalog.albums().albumsOf(photo.id())).extracting(Album::title).containsExactly("Sardinia");
      try (InputStream content = library.openContent(photo, Half.STILL_OR_WHOLE)) {
        assertThat(content).hasContent("the only copy");
      }
      assertThat(library.verify(true, VerifyListener.NONE, () -> false).findings()).isEmpty();
    }
  }

  private Asset addTwo(Path vault, Keys keys, Catalog catalog) throws IOException {
    try (CryptoKey authenticationKey = keys.vaultAuthenticationKey();
        VaultStore store = VaultStore.open(vault, authenticationKey, VaultOptions.readWrite(Optional.empty()));
        Library library = Library.open(store, keys, catalog, random)) {
      Album album = library.album(AlbumKind.ALBUM, "Sardinia", "set/Sardinia");
      Asset photo = add(library, "IMG_1.jpg", "the only copy");
      Asset unwanted = add(library, "IMG_2.jpg", "blurred");
      library.addToAlbum(album, List.of(photo.id()));
      library.trash(List.of(unwanted.id()));
      return library.improve(photo.id(), LibraryFixture.details("IMG_1 better.jpg"));
    }
  }

  private static Asset add(Library library, String title, String content) throws IOException {
    SealedContent sealed =
        library.seal(LibraryFixture.part(title, content), Optional.empty(), ByteObserver.NONE, () -> false);
    return library
        .add(List.of(new NewAsset(sealed, AssetKind.PHOTO, LibraryFixture.details(title), List.of(), Optional.empty())))
        .get(0)
        .orThrow();
  }
}
