package org.stillkeep.library;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;
import org.stillkeep.catalog.AlbumTable;
import org.stillkeep.catalog.AssetKey;
import org.stillkeep.catalog.StoredAlbum;
import org.stillkeep.catalog.WrappedKey;
import org.stillkeep.crypto.CiphertextException;
import org.stillkeep.crypto.CryptoKey;
import org.stillkeep.store.EncryptedKey;
import org.stillkeep.store.StoreException;

/** Opens the wrapped keys in the catalog: albums' with the master key, assets' with their albums'. Callers close them. */
final class KeyRing {

  private final Keys keys;
  private final AlbumTable albums;
  private final SecureRandom random;

  KeyRing(Keys keys, AlbumTable albums, SecureRandom random) {
    this.keys = keys;
    this.albums = albums;
    this.random = random;
  }

  /** The key of an album, removed or not. */
  CryptoKey ofAlbum(long albumId) throws IOException {
    StoredAlbum album = albums.byId(albumId).orElseThrow(() -> unknown("album", albumId));
    return keys.openCollectionKey(encrypted(album.key()));
  }

  /**
   * The key of an album of one's own, to seal something under it. That of another's album is known to others; and a server may
   * call an album another's from one moment to the next.
   *
   * @throws StoreException REFUSED when it is somebody else's
   */
  CryptoKey ofOwnAlbum(long albumId) throws IOException {
    StoredAlbum album = albums.byId(albumId).orElseThrow(() -> unknown("album", albumId));
    if (album.shared()) {
      throw new StoreException(StoreException.Reason.REFUSED, "album " + albumId + " is somebody else's");
    }
    return keys.openCollectionKey(encrypted(album.key()));
  }

  /** The key of an asset, by way of any album that it is or was in. */
  CryptoKey ofAsset(long assetId) throws IOException {
    AssetKey first = anyKeyOf(assetId);
    try (CryptoKey albumKey = ofAlbum(first.albumId())) {
      return Keys.unwrap(encrypted(first.key()), albumKey);
    }
  }

  /**
   * The key of an asset of one's own, to seal something under it.
   *
   * @throws StoreException REFUSED when it is known by somebody else's album only, and so to somebody else
   */
  CryptoKey ofOwnAsset(long assetId) throws IOException {
    AssetKey first = anyKeyOf(assetId);
    try (CryptoKey albumKey = ofOwnAlbum(first.albumId())) {
      return Keys.unwrap(encrypted(first.key()), albumKey);
    }
  }

  /** An album that an asset is in, or one that it was in. */
  long anyAlbumOf(long assetId) throws StoreException {
    AssetKey any = anyKeyOf(assetId);
    return albums.keysOf(assetId).stream().filter(each -> !each.removed()).findFirst().orElse(any).albumId();
  }

  private AssetKey anyKeyOf(long assetId) throws StoreException {
    List<AssetKey> wrapped = albums.keysOf(assetId);
    if (wrapped.isEmpty()) {
      throw unknown("key of asset", assetId);
    }
    return wrapped.get(0);
  }

  /**
   * An asset's key under the key of an album. If the asset was in that album before, it is the one that the store still has,
   * so that both sides keep the same.
   */
  EncryptedKey ofAssetUnder(long assetId, long albumId, CryptoKey albumKey) throws IOException {
    for (AssetKey former : albums.keysOf(assetId)) {
      if (former.albumId() == albumId) {
        return encrypted(former.key());
      }
    }
    try (CryptoKey assetKey = ofOwnAsset(assetId)) {
      return Keys.wrap(assetKey, albumKey, random);
    }
  }

  /** A collection's key, as the store has it. */
  CryptoKey open(EncryptedKey collectionKey) throws CiphertextException {
    return keys.openCollectionKey(collectionKey);
  }

  /** A key that no collection holds yet, under the master key. */
  WrappedKey wrapUnderMaster(CryptoKey key) {
    return wrapped(keys.wrapUnderMaster(key, random));
  }

  static EncryptedKey encrypted(WrappedKey key) {
    return new EncryptedKey(key.ciphertext(), key.nonce());
  }

  static WrappedKey wrapped(EncryptedKey key) {
    return new WrappedKey(key.ciphertext(), key.nonce());
  }

  private static StoreException unknown(String what, long id) {
    return new StoreException(StoreException.Reason.NOT_FOUND, "the catalog knows no " + what + " " + id);
  }
}
