package org.stillkeep.ente;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import org.stillkeep.asset.Album;
import org.stillkeep.asset.AlbumKind;
import org.stillkeep.asset.Asset;
import org.stillkeep.asset.AssetDetails;
import org.stillkeep.asset.AssetKind;
import org.stillkeep.asset.CaptureTime;
import org.stillkeep.catalog.AssetState;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.crypto.CryptoKey;
import org.stillkeep.ente.server.Account;
import org.stillkeep.ente.server.EnteServerForTests;
import org.stillkeep.library.ByteObserver;
import org.stillkeep.library.ContentPart;
import org.stillkeep.library.Half;
import org.stillkeep.library.Keys;
import org.stillkeep.library.Library;
import org.stillkeep.library.NewAsset;
import org.stillkeep.library.SealedContent;
import org.stillkeep.library.WrongPassphraseException;

/** A library on a server for tests, with a catalog in memory: what one client of an account has. */
public final class EnteLibrary implements AutoCloseable {

  private final EnteStore store;
  private final Keys keys;
  private final Catalog catalog = Catalog.inMemory();
  private final Library library;

  private EnteLibrary(EnteStore store, Keys keys) throws IOException {
    this.store = store;
    this.keys = keys;
    this.library = Library.open(store, keys, catalog, new SecureRandom());
  }

  /** A client that knows nothing yet. */
  public static EnteLibrary open(EnteServerForTests server, Account account) throws IOException {
    try (CryptoKey masterKey = account.masterKey()) {
      return new EnteLibrary(
          EnteStores.open(server, account), Keys.unlockWithMasterKey(account.keyAttributes(), masterKey));
    } catch (WrongPassphraseException e) {
      throw new IllegalStateException("the account's own key does not open it", e);
    }
  }

  public Library library() {
    return library;
  }

  public Catalog catalog() {
    return catalog;
  }

  EnteStore store() {
    return store;
  }

  /** Reads what is new on the server. */
  public void refresh() throws IOException {
    library.refresh(() -> false);
  }

  /** Every asset that is not in the trash. */
  public List<Asset> assets() {
    List<Asset> assets = new ArrayList<>();
    catalog.assets().forEach(AssetState.ACTIVE, each -> assets.add(each.asset()));
    return assets;
  }

  public Album album(String title) throws IOException {
    return library.album(AlbumKind.ALBUM, title, "takeout/" + title);
  }

  public Asset photo(String title, String content, Album... albums) throws IOException {
    return photo(title, content.getBytes(StandardCharsets.UTF_8), albums);
  }

  public Asset photo(String title, byte[] content, Album... albums) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(content);
    ContentPart part = new ContentPart(title, content.length, crc.getValue(), () -> new ByteArrayInputStream(content));
    SealedContent sealed = library.seal(part, Optional.empty(), ByteObserver.NONE, () -> false);
    byte[] thumbnail = ("thumb of " + title).getBytes(StandardCharsets.UTF_8);
    return library
        .add(List.of(new NewAsset(sealed, AssetKind.PHOTO, details(title), List.of(albums), Optional.of(thumbnail))))
        .get(0);
  }

  public byte[] read(Asset asset) throws IOException {
    try (InputStream in = library.openContent(asset, Half.STILL_OR_WHOLE)) {
      return in.readAllBytes();
    }
  }

  private static AssetDetails details(String title) {
    return new AssetDetails(
        title, Optional.empty(), CaptureTime.ofSidecar(Instant.parse("2019-07-13T06:40:00Z")), Optional.empty(),
        Optional.empty(), "about " + title, List.of(), false, Optional.empty(), Optional.empty());
  }

  @Override
  public void close() {
    keys.close();
    catalog.close();
    store.close();
  }
}
