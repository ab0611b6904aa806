package org.stillkeep.library;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Optional;
import org.stillkeep.asset.Asset;
import org.stillkeep.asset.AssetKind;
import org.stillkeep.asset.ContentHash;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.catalog.SealedObject;
import org.stillkeep.catalog.StoredAsset;
import org.stillkeep.crypto.CryptoKey;
import org.stillkeep.crypto.OpeningInputStream;
import org.stillkeep.crypto.SecretStream;
import org.stillkeep.store.LibraryStore;
import org.stillkeep.store.ObjectRef;
import org.stillkeep.store.StoreException;

/** Opens sealed content and thumbnails. What cannot be opened is told by its photo's name. */
final class Contents {

  private final LibraryStore store;
  private final Catalog catalog;
  private final KeyRing keyRing;

  Contents(LibraryStore store, Catalog catalog, KeyRing keyRing) {
    this.store = store;
    this.catalog = catalog;
    this.keyRing = keyRing;
  }

  InputStream open(Asset asset, Half half) throws IOException {
    boolean isLive = asset.kind() == AssetKind.LIVE_PHOTO;
    if (half == Half.LIVE_VIDEO && !isLive) {
      throw new IllegalArgumentException(asset.details().title() + " is no live photo");
    }
    StoredAsset stored = stored(asset.id());
    ContentHash hash = half == Half.LIVE_VIDEO ? asset.hash().video() : asset.hash().still();
    DamageReport damage = new DamageReport(asset);
    try (CryptoKey fileKey = keyRing.ofAsset(asset.id())) {
      InputStream ciphertext = store.openObject(asset.id(), ref(stored.content()));
      InputStream cleartext =
          new OpeningInputStream(ciphertext, stored.content().ciphertextBytes(), stored.content().header(), fileKey);
      return new VerifiedInputStream(isLive ? half(cleartext, half) : cleartext, hash, damage);
    } catch (IOException e) {
      throw damage.of(e);
    }
  }

  Optional<byte[]> thumbnail(Asset asset) throws IOException {
    Optional<SealedObject> thumbnail = stored(asset.id()).thumbnail();
    if (thumbnail.isEmpty()) {
      return Optional.empty();
    }
    try (CryptoKey fileKey = keyRing.ofAsset(asset.id());
        InputStream ciphertext = store.openThumbnail(asset.id(), ref(thumbnail.get()))) {
      byte[] sealed = ciphertext.readNBytes(Math.toIntExact(thumbnail.get().ciphertextBytes()));
      return Optional.of(SecretStream.openBlob(thumbnail.get().header(), sealed, fileKey));
    } catch (IOException e) {
      throw new DamageReport(asset).of(e);
    }
  }

  /** Proves that an asset's objects are there, with their lengths, without reading them. */
  void probe(StoredAsset stored) throws IOException {
    try (InputStream content = store.openObject(stored.id(), ref(stored.content()))) {
      requireOpen(content);
    } catch (IOException e) {
      throw new DamageReport(stored.asset()).of(e);
    }
  }

  /** Proves the same of its thumbnail. */
  void probeThumbnail(StoredAsset stored) throws IOException {
    if (stored.thumbnail().isPresent()) {
      try (InputStream thumbnail = store.openThumbnail(stored.id(), ref(stored.thumbnail().get()))) {
        requireOpen(thumbnail);
      } catch (IOException e) {
        throw new DamageReport(stored.asset()).of(e);
      }
    }
  }

  private StoredAsset stored(long id) throws StoreException {
    return catalog
        .assets()
        .byId(id)
        .orElseThrow(() -> new StoreException(StoreException.Reason.NOT_FOUND, "the catalog knows no asset " + id));
  }

  private static InputStream half(InputStream zip, Half half) throws IOException {
    try {
      return LivePhotoZip.open(zip, half);
    } catch (IOException e) {
      zip.close();
      throw e;
    }
  }

  private static void requireOpen(InputStream stream) {
    Objects.requireNonNull(stream);
  }

  private static ObjectRef ref(SealedObject object) {
    return new ObjectRef(object.objectKey(), object.header(), object.ciphertextBytes());
  }
}
