package org.stillkeep.library;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.stillkeep.asset.Asset;
import org.stillkeep.asset.AssetKind;
import org.stillkeep.asset.ContentHash;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.catalog.Measured;
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

  private static final int BUFFER_BYTES = 64 * 1024;

  /** Far more than any client makes. */
  private static final int MOST_THUMBNAIL_BYTES = 16 * 1024 * 1024;

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
    if (!stored.asset().hash().equals(asset.hash())) {
      throw new StoreException(StoreException.Reason.UNAVAILABLE, asset.details().title() + " has just got other content");
    }
    ContentHash hash = half == Half.LIVE_VIDEO ? asset.hash().video() : asset.hash().still();
    DamageReport damage = new DamageReport(asset);
    try (CryptoKey fileKey = keyRing.ofAsset(asset.id())) {
      InputStream cleartext = opening(stored, open(stored), fileKey);
      Optional<ContentHash> expected = Optional.of(hash).filter(noted -> stored.hashed());
      return new VerifiedInputStream(isLive ? half(cleartext, half) : cleartext, expected, damage);
    } catch (IOException e) {
      throw damage.of(e);
    }
  }

  /** See {@link Library#readHalves}. */
  Optional<LiveHalves> readHalves(Asset asset, int mostBytes) throws IOException {
    StoredAsset stored = stored(asset.id());
    if (!asset.hash().isLivePhoto() || !stored.hashed() || !stored.asset().hash().equals(asset.hash())) {
      return Optional.empty();
    }
    Map<Half, byte[]> halves = new EnumMap<>(Half.class);
    try (CryptoKey fileKey = keyRing.ofAsset(asset.id());
        InputStream cleartext = opening(stored, open(stored), fileKey)) {
      // Whoever made the zip may have packed more into it than it seems to hold.
      LivePhotoZip.readBoth(cleartext, (half, in) -> halves.put(half, in.readNBytes(mostBytes)));
    } catch (IOException e) {
      throw new DamageReport(asset).of(e);
    }
    LiveHalves read = new LiveHalves(halves.get(Half.STILL_OR_WHOLE), halves.get(Half.LIVE_VIDEO));
    if (read.still().length == mostBytes || read.video().length == mostBytes) {
      return Optional.empty();
    }
    if (!read.hash().equals(asset.hash())) {
      throw new DamageReport(asset).otherContent();
    }
    return Optional.of(read);
  }

  /**
   * Reads content to its end, to know what it is.
   *
   * @throws DamagedAssetException when it cannot be read to its end, or is not what its kind should be
   */
  Measured measure(StoredAsset stored, BooleanSupplier stopRequested) throws IOException {
    return measure(stored, OutputStream.nullOutputStream(), stopRequested);
  }

  /**
   * Reads content to its end, and passes its ciphertext on as it is.
   *
   * @param copy where the ciphertext goes; its failures are thrown as they are
   * @throws DamagedAssetException as above; what was passed on is then of no use
   */
  Measured measure(StoredAsset stored, OutputStream copy, BooleanSupplier stopRequested) throws IOException {
    try (CryptoKey fileKey = keyRing.ofAsset(stored.id());
        InputStream cleartext = opening(stored, new CopiedInputStream(open(stored), copy), fileKey)) {
      Map<Half, HashedHalf> halves = new EnumMap<>(Half.class);
      if (stored.asset().kind() == AssetKind.LIVE_PHOTO) {
        LivePhotoZip.readBoth(cleartext, (half, in) -> halves.put(half, hashed(in, stopRequested)));
      } else {
        halves.put(Half.STILL_OR_WHOLE, hashed(cleartext, stopRequested));
      }
      HashedHalf still = halves.get(Half.STILL_OR_WHOLE);
      Optional<HashedHalf> video = Optional.ofNullable(halves.get(Half.LIVE_VIDEO));
      ContentHash hash =
          video.isPresent() ? ContentHash.ofLivePhoto(still.hash(), video.get().hash()) : still.hash();
      return new Measured(
          stored.id(), stored.content().header(), hash, still.bytes(), video.map(HashedHalf::bytes).orElse(0L));
    } catch (CopiedInputStream.CopyException e) {
      throw e.failure();
    } catch (IOException e) {
      throw new DamageReport(stored.asset()).of(e);
    }
  }

  Optional<byte[]> thumbnail(Asset asset) throws IOException {
    Optional<SealedObject> thumbnail = stored(asset.id()).thumbnail();
    if (thumbnail.isEmpty()) {
      return Optional.empty();
    }
    try (CryptoKey fileKey = keyRing.ofAsset(asset.id());
        InputStream ciphertext = store.openThumbnail(asset.id(), ref(thumbnail.get()))) {
      byte[] sealed = ciphertext.readNBytes(MOST_THUMBNAIL_BYTES);
      return Optional.of(SecretStream.openBlob(thumbnail.get().header(), sealed, fileKey));
    } catch (IOException e) {
      throw new DamageReport(asset).of(e);
    }
  }

  /** An asset's sealed thumbnail, which its key opens; empty when it has none, or one that is damaged. */
  Optional<byte[]> sealedThumbnail(StoredAsset stored) throws IOException {
    if (stored.thumbnail().isEmpty()) {
      return Optional.empty();
    }
    SealedObject thumbnail = stored.thumbnail().get();
    try (CryptoKey fileKey = keyRing.ofAsset(stored.id());
        InputStream ciphertext = store.openThumbnail(stored.id(), ref(thumbnail))) {
      byte[] sealed = ciphertext.readNBytes(MOST_THUMBNAIL_BYTES);
      SecretStream.openBlob(thumbnail.header(), sealed, fileKey);
      return Optional.of(sealed);
    } catch (IOException e) {
      IOException damage = new DamageReport(stored.asset()).of(e);
      if (damage instanceof DamagedAssetException) {
        return Optional.empty();
      }
      throw damage;
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

  private record HashedHalf(ContentHash hash, long bytes) {}

  private static HashedHalf hashed(InputStream cleartext, BooleanSupplier stopRequested) throws IOException {
    ContentHasher hasher = new ContentHasher();
    byte[] buffer = new byte[BUFFER_BYTES];
    long bytes = 0;
    for (int count = cleartext.read(buffer); count >= 0; count = cleartext.read(buffer)) {
      Refresher.requireNotStopped(stopRequested);
      hasher.update(buffer, 0, count);
      bytes += count;
    }
    return new HashedHalf(hasher.finish(), bytes);
  }

  /** An asset's content as one file, of a live photo the file of both halves. Not verified but by its ciphertext. */
  InputStream openWhole(StoredAsset stored, CryptoKey fileKey) throws IOException {
    return opening(stored, open(stored), fileKey);
  }

  private InputStream open(StoredAsset stored) throws IOException {
    return store.openObject(stored.id(), ref(stored.content()));
  }

  private static InputStream opening(StoredAsset stored, InputStream ciphertext, CryptoKey fileKey) {
    SealedObject content = stored.content();
    return content.ciphertextBytes() > 0
        ? new OpeningInputStream(ciphertext, content.ciphertextBytes(), content.header(), fileKey)
        : new OpeningInputStream(ciphertext, content.header(), fileKey);
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

  static ObjectRef ref(SealedObject object) {
    return new ObjectRef(object.objectKey(), object.header(), object.ciphertextBytes());
  }
}
