package org.stillkeep.ente;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
import org.stillkeep.crypto.CiphertextException;
import org.stillkeep.crypto.CryptoKey;
import org.stillkeep.crypto.SecretBox;
import org.stillkeep.crypto.SecretStream;
import org.stillkeep.ente.server.Account;
import org.stillkeep.ente.server.EnteServerForTests;
import org.stillkeep.ente.server.Owner;
import org.stillkeep.library.ByteObserver;
import org.stillkeep.library.ContentPart;
import org.stillkeep.library.Half;
import org.stillkeep.library.Keys;
import org.stillkeep.library.Library;
import org.stillkeep.library.NewAsset;
import org.stillkeep.library.SealedContent;
import org.stillkeep.library.WrongPassphraseException;
import org.stillkeep.store.EncryptedBlob;
import org.stillkeep.store.EncryptedKey;
import org.stillkeep.store.MagicMetadata;
import org.stillkeep.store.StoredCollection;
import org.stillkeep.store.StoredFile;

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
    return open(server.uri(), account.owner());
  }

  /** As the former, for a server in another process. */
  public static EnteLibrary open(URI server, Owner owner) throws IOException {
    try (CryptoKey masterKey = owner.masterKey()) {
      return new EnteLibrary(
          EnteStore.open(EnteStores.session(server, owner), EnteStores.options()),
          Keys.unlockWithMasterKey(owner.keyAttributes(), masterKey));
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
        .get(0)
        .orThrow();
  }

  /** Hides a photo, as its owner does in Ente's app. */
  public void hide(Asset asset, Album album) throws IOException {
    StoredCollection collection =
        store.collectionsSince(0).stream().filter(each -> each.id() == album.id()).findFirst().orElseThrow();
    StoredFile file =
        store.filesSince(album.id(), 0).files().stream().filter(each -> each.id() == asset.id()).findFirst().orElseThrow();
    ObjectNode magic =
        (ObjectNode) new ObjectMapper().readTree(catalog.assets().byId(asset.id()).orElseThrow().privateMagic().json());
    magic.put("visibility", 2);
    try (CryptoKey masterKey = keys.masterKeyCopy();
        CryptoKey albumKey = unwrapped(collection.key(), masterKey);
        CryptoKey fileKey = unwrapped(file.key(), albumKey)) {
      byte[] cleartext = magic.toString().getBytes(StandardCharsets.UTF_8);
      SecretStream.Blob sealed = SecretStream.sealBlob(cleartext, fileKey, new SecureRandom());
      int version = file.privateMagic().map(MagicMetadata::version).orElse(1);
      EncryptedBlob blob = new EncryptedBlob(sealed.header(), sealed.ciphertext());
      store.updatePrivateMagic(Map.of(file.id(), new MagicMetadata(version, magic.size(), blob)));
    } catch (CiphertextException e) {
      throw new IOException(e);
    }
  }

  private static CryptoKey unwrapped(EncryptedKey wrapped, CryptoKey under) throws CiphertextException {
    return CryptoKey.copyOf(SecretBox.open(wrapped.ciphertext(), wrapped.nonce(), under));
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
