package org.stillkeep.library;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.stillkeep.asset.Album;
import org.stillkeep.asset.AlbumKind;
import org.stillkeep.asset.Asset;
import org.stillkeep.asset.AssetDetails;
import org.stillkeep.asset.ContentHash;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.store.LibraryStore;

/**
 * An open library: assets and albums behind their keys. Everything it writes is durable in the store before the catalog says
 * so; {@link #refresh} brings in whatever a crash or another client left out.
 *
 * <p>Safe for use by several threads. Changes, {@link #refresh} and {@link #verify} take turns; {@link #seal},
 * {@link #openContent} and {@link #find} wait for nobody.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class Library implements Closeable {

  private Library() {}

  /** Opens the library. The keys, the store and the catalog stay the caller's to close, after this. */
  public static Library open(LibraryStore store, Keys keys, Catalog catalog, SecureRandom random) throws IOException {
    throw new UnsupportedOperationException();
  }

  /**
   * Lets the catalog catch up with the store, or rebuilds it when it is empty or of another store.
   *
   * @throws java.util.concurrent.CancellationException when stopped; the next refresh goes on from there
   */
  public RefreshSummary refresh(BooleanSupplier stopRequested) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** How much is in the library, as far as the catalog knows. */
  public LibrarySummary summary() {
    throw new UnsupportedOperationException();
  }

  /** The asset with this content, outside the trash. */
  public Optional<Asset> find(ContentHash hash) {
    throw new UnsupportedOperationException();
  }

  /** The asset with this content, in the trash: its owner has seen it and thrown it away. */
  public Optional<Asset> findTrashed(ContentHash hash) {
    throw new UnsupportedOperationException();
  }

  /**
   * Finds or creates an album. Favourites and uncategorised exist once; albums are told apart by their origin alone, so
   * that several of one title stay apart, and one that its owner renamed is found again.
   *
   * @param originKey what the album is made from; kept encrypted in the album's private magic metadata
   */
  public Album album(AlbumKind kind, String title, String originKey) throws IOException {
    throw new UnsupportedOperationException();
  }

  /**
   * Reads content once, and hashes and seals it on the way into the store. When this returns, the sealed bytes are
   * durable. A live photo's halves become one object.
   *
   * @param observer sees the cleartext pass by
   * @throws ContentMismatchException when size or CRC-32 are not what was announced
   * @throws java.util.concurrent.CancellationException when stopped; nothing is left behind
   */
  public SealedContent seal(
      ContentPart still, Optional<ContentPart> liveVideo, ByteObserver observer, BooleanSupplier stopRequested)
      throws IOException {
    throw new UnsupportedOperationException();
  }

  /** Removes sealed content that will not be added after all. */
  public void discard(SealedContent content) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** Adds assets: registers them in the store, then in the catalog. Whether the content is there already is not asked. */
  public List<Asset> add(List<NewAsset> batch) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** Improves what is known about one asset; see {@link #improve(Map)}. */
  public Asset improve(long assetId, AssetDetails better) throws IOException {
    throw new UnsupportedOperationException();
  }

  /**
   * Improves what is known about assets. What the new details leave empty (no place, no url, no description, no people, …)
   * stays as it is; what other clients wrote beside our fields is kept.
   *
   * @return the assets as they are now
   */
  public List<Asset> improve(Map<Long, AssetDetails> betterById) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** Puts assets into an album; those that are in no other leave the uncategorised. Those that are in it stay in it. */
  public void addToAlbum(Album album, List<Long> assetIds) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** Takes assets out of all albums and into the library's trash. */
  public void trash(List<Long> assetIds) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** Takes assets out of the trash and into an album. */
  public void restore(Album album, List<Long> assetIds) throws IOException {
    throw new UnsupportedOperationException();
  }

  /**
   * Opens an asset's cleartext. It is given out as it is verified, and the stream ends regularly only if the whole content
   * is the one that the asset's hash names; closing it earlier is no failure.
   *
   * @throws DamagedAssetException here or while reading, when the content is missing or damaged
   */
  public InputStream openContent(Asset asset, Half half) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** The asset's thumbnail, a JPEG, where it has one. */
  public Optional<byte[]> thumbnail(Asset asset) throws IOException {
    throw new UnsupportedOperationException();
  }

  /**
   * Checks that everything in the library can be opened: every entry of the store, and that every object is there with its
   * length. With {@code readData} all content is decrypted and hashed.
   */
  public VerifyReport verify(boolean readData, VerifyListener listener, BooleanSupplier stopRequested) throws IOException {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}
}
