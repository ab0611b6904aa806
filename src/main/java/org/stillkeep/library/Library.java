package org.stillkeep.library;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import org.stillkeep.asset.Album;
import org.stillkeep.asset.AlbumKind;
import org.stillkeep.asset.Asset;
import org.stillkeep.asset.AssetDetails;
import org.stillkeep.asset.ContentHash;
import org.stillkeep.catalog.AssetState;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.catalog.StoredAsset;
import org.stillkeep.crypto.ReusedBuffers;
import org.stillkeep.store.LibraryStore;
import org.stillkeep.store.StoreException;

/**
 * An open library: assets and albums behind their keys. Everything it writes is durable in the store before the catalog says
 * so; {@link #refresh} brings in whatever a crash or another client left out.
 *
 * <p>Safe for use by several threads. Changes, {@link #refresh} and {@link #verify} take turns; {@link #seal},
 * {@link #openContent} and {@link #find} wait for nobody.
 */
public final class Library implements Closeable {

  /** Little enough not to keep a refresh from being one. */
  private static final long BYTES_HASHED_AT_A_REFRESH = 256L * 1024 * 1024;

  private final LibraryStore store;
  private final Catalog catalog;
  private final Registrations registrations;
  private final Drafts drafts;
  private final Refresher refresher;
  private final Albums albums;
  private final Sealer sealer;
  private final Additions additions;
  private final Improver improver;
  private final Contents contents;
  private final Unhashed unhashed;
  private final ContentHealth health;
  private final LibraryInside inside;

  private Library(LibraryStore store, Keys keys, Catalog catalog, SecureRandom random) {
    KeyRing keyRing = new KeyRing(keys, catalog.albums(), random);
    Intake intake = new Intake(catalog, keyRing);
    this.store = store;
    this.catalog = catalog;
    this.registrations = new Registrations(store, catalog, keyRing, intake);
    this.drafts = new Drafts(store, catalog, keyRing, random);
    this.refresher = new Refresher(store, catalog, keyRing, intake);
    this.albums = new Albums(store, catalog, keyRing, keys, intake, random);
    this.sealer = new Sealer(store, drafts, random);
    this.additions = new Additions(registrations, catalog, keyRing, albums, sealer, random);
    this.improver = new Improver(store, catalog, keyRing, refresher, random);
    this.contents = new Contents(store, catalog, keyRing);
    this.inside = new LibraryInside(store, catalog, keyRing, albums, contents, registrations, random);
    this.health = new ContentHealth(store, catalog, keyRing, contents, sealer, this);
    this.unhashed = new Unhashed(store, catalog, keyRing, contents, random, this);
  }

  /**
   * Opens the library. The keys, the store and the catalog stay the caller's to close, after this. A catalog of another
   * store is emptied; {@link #refresh} fills it, and belongs before the first import.
   *
   * @throws org.stillkeep.crypto.CiphertextException when the keys are those of another library
   */
  public static Library open(LibraryStore store, Keys keys, Catalog catalog, SecureRandom random) throws IOException {
    keys.requireFit(store.keyAttributes());
    Library library = new Library(store, keys, catalog, random);
    library.refresher.adoptStore();
    return library;
  }

  /** Lets the next opening take the catalog for that of another store: it is emptied, and filled anew. */
  public static void readAnew(Catalog catalog) {
    Refresher.forgetStore(catalog);
  }

  /**
   * Lets the catalog catch up with the store, or rebuilds it when it is empty or of another store. Before, what was on its way
   * to the store when the program was interrupted is sent again; after that, some of the content is read that old clients
   * never hashed, see {@link #hashUnhashed}.
   *
   * @throws StoreException also when the catalog has caught up, and only what was on its way is still not taken
   * @throws java.util.concurrent.CancellationException when stopped; the next refresh goes on from there
   */
  public RefreshSummary refresh(BooleanSupplier stopRequested) throws IOException {
    RefreshSummary caughtUp;
    synchronized (this) {
      Optional<StoreException> notTaken = sendPending();
      drafts.dropOld();
      caughtUp = refresher.refresh(stopRequested);
      if (notTaken.isPresent() && !registrations.giveUpFailing()) {
        throw notTaken.get();
      }
    }
    return caughtUp.unhashed() == 0 ? caughtUp : hashSome(caughtUp, stopRequested);
  }

  /** What fails at one file for ever must not keep us from the news of all others. */
  private Optional<StoreException> sendPending() throws IOException {
    try {
      registrations.sendPending();
      return Optional.empty();
    } catch (StoreException e) {
      if (e.reason() != StoreException.Reason.UNAVAILABLE) {
        throw e;
      }
      return Optional.of(e);
    }
  }

  private RefreshSummary hashSome(RefreshSummary caughtUp, BooleanSupplier stopRequested) throws IOException {
    try {
      return caughtUp.withUnhashed(hashUnhashed(BYTES_HASHED_AT_A_REFRESH, stopRequested).left());
    } catch (StoreException contentIsAway) {
      // The news are here; the next refresh goes on with this.
      return caughtUp;
    }
  }

  /**
   * Which edition of the library the catalog shows: another number after each refresh that brought something. Empty while a
   * refresh is at work, or was broken off: then what has left one album may not have come into the next yet. May be asked
   * while {@link #refresh} runs.
   */
  public OptionalLong edition() {
    return refresher.edition();
  }

  /**
   * Reads content that old clients never hashed, and notes its hash. Until that is known, an asset is there but cannot be
   * told apart from others: {@link #find} does not find it, and nothing of it can be exported.
   *
   * @param mostBytes goes on until so many bytes of cleartext were read
   * @throws java.util.concurrent.CancellationException when stopped; the next run goes on from there
   */
  public HashingSummary hashUnhashed(long mostBytes, BooleanSupplier stopRequested) throws IOException {
    return unhashed.hash(mostBytes, stopRequested);
  }

  /** Whether an asset's owner hides it, by itself or in a hidden album; {@link #addToAlbum} leaves it where it is then. */
  public boolean isHidden(long assetId) {
    return catalog.albums().isHidden(assetId);
  }

  /** Whether it lies behind a network: to read content twice costs less than to send it in vain. */
  public boolean isRemote() {
    return store.isRemote();
  }

  /** Whether every asset should come with a thumbnail; where none can be made, the library puts one that stands for it. */
  public boolean wantsThumbnails() {
    return store.wantsThumbnails();
  }

  /** How much is in the library, as far as the catalog knows. */
  public LibrarySummary summary() {
    return new LibrarySummary(
        catalog.assets().count(AssetState.ACTIVE),
        catalog.assets().count(AssetState.TRASHED),
        catalog.albums().countOwned(),
        catalog.assets().contentBytes(AssetState.ACTIVE));
  }

  /**
   * The asset of one's own with this content, outside the trash, of several rather one that has not lost it; what others share is
   * never found.
   */
  public Optional<Asset> find(ContentHash hash) {
    return find(hash, AssetState.ACTIVE);
  }

  /** The asset with this content, in the trash: its owner has seen it and thrown it away. */
  public Optional<Asset> findTrashed(ContentHash hash) {
    return find(hash, AssetState.TRASHED);
  }

  /**
   * Finds or creates an album. Favourites and uncategorised exist once; albums are told apart by their origin alone, so
   * that several of one title stay apart, and one that its owner renamed is found again.
   *
   * @param originKey what the album is made from; kept encrypted in the album's private magic metadata
   */
  public synchronized Album album(AlbumKind kind, String title, String originKey) throws IOException {
    return albums.findOrCreate(kind, title, originKey, Optional.empty());
  }

  /**
   * Finds or creates an album, see {@link #album(AlbumKind, String, String)}.
   *
   * @param metadataJson what its Takeout says of it, for a new one
   */
  public synchronized Album album(AlbumKind kind, String title, String originKey, Optional<String> metadataJson)
      throws IOException {
    return albums.findOrCreate(kind, title, originKey, metadataJson);
  }

  /** Gives an album another title. */
  public synchronized Album rename(Album album, String title) throws IOException {
    return albums.rename(album, title);
  }

  /** Keeps the JSON that a Takeout has of an album, word for word, encrypted in the album's private magic metadata. */
  public synchronized void describe(Album album, String metadataJson) throws IOException {
    albums.describe(album, metadataJson);
  }

  /**
   * Reads content once, and hashes and seals it on the way into the store. When this returns, the sealed bytes are
   * durable. A live photo's halves become one object. On a store behind a network, an upload that was interrupted goes on where
   * it was, if the parts say which content they are.
   *
   * @param observer sees the cleartext pass by
   * @throws ContentMismatchException when size or CRC-32 are not what was announced
   * @throws java.util.concurrent.CancellationException when stopped; nothing is left behind but what the next try goes on with
   */
  public SealedContent seal(
      ContentPart still, Optional<ContentPart> liveVideo, ByteObserver observer, BooleanSupplier stopRequested)
      throws IOException {
    return sealer.seal(still, liveVideo, observer, stopRequested);
  }

  /**
   * Reads content once and says which it is, as {@link #seal} would, but leaves the store alone.
   *
   * @param observer sees the cleartext pass by
   * @throws ContentMismatchException when size or CRC-32 are not what was announced
   * @throws java.util.concurrent.CancellationException when stopped
   */
  public ContentHash hash(
      ContentPart still, Optional<ContentPart> liveVideo, ByteObserver observer, BooleanSupplier stopRequested)
      throws IOException {
    return Sealer.hash(still, liveVideo, observer, stopRequested);
  }

  /**
   * Puts a thumbnail of sealed content into the store, unless it has one there. Waits for nobody, as {@link #seal} does.
   *
   * @return the content with its thumbnail, which is to be added or discarded instead
   */
  public SealedContent withThumbnail(SealedContent content, byte[] jpeg, BooleanSupplier stopRequested)
      throws IOException {
    return sealer.withThumbnail(content, jpeg, stopRequested);
  }

  /**
   * Does the same with a picture that stands for a thumbnail, if {@link #wantsThumbnails}; what {@link #add} would do for each
   * content that has none, one after the other.
   */
  public SealedContent withPlaceholder(SealedContent content, BooleanSupplier stopRequested) throws IOException {
    return sealer.withPlaceholder(content, stopRequested);
  }

  /** Removes sealed content that will not be added after all. */
  public synchronized void discard(SealedContent content) throws IOException {
    sealer.discard(content);
  }

  /**
   * Adds assets: registers them in the store, then in the catalog. Whether the content is there already is not asked. One that a
   * store behind a network refuses keeps no other out.
   *
   * @return what became of each, in the same order
   */
  public synchronized List<Addition> add(List<NewAsset> batch) throws IOException {
    return additions.add(batch);
  }

  /** Whether an asset's place was set in the library, by its owner or by an earlier improvement, and not when it came in. */
  public static boolean isPlaceEdited(StoredAsset stored) throws IOException {
    try {
      return Json.parse(stored.publicMagic().json()).has(Fields.LAT);
    } catch (UnreadableEntryException e) {
      throw new IOException("the catalog holds metadata that is not JSON", e);
    }
  }

  /** Improves what is known about one asset; see {@link #improve(Map)}. */
  public synchronized Asset improve(long assetId, AssetDetails better) throws IOException {
    return improve(Map.of(assetId, better)).get(0);
  }

  /**
   * Improves what is known about assets. What the new details leave empty (no place, no url, no description, no people, …)
   * stays as it is; what other clients wrote beside our fields is kept.
   *
   * @return the assets as they are now
   */
  public synchronized List<Asset> improve(Map<Long, AssetDetails> betterById) throws IOException {
    return improver.improve(betterById);
  }

  /**
   * Puts assets into an album; those that are in no other leave the uncategorised. Those that are in it stay in it. Those that
   * their owner hides stay where they are, unless the album is hidden, too.
   *
   * @throws org.stillkeep.store.StoreException REFUSED for assets and albums of others, as in all that changes something
   */
  public synchronized void addToAlbum(Album album, List<Long> assetIds) throws IOException {
    albums.add(album, assetIds);
  }

  /** Takes assets out of all albums and into the library's trash. */
  public synchronized void trash(List<Long> assetIds) throws IOException {
    albums.trash(assetIds);
  }

  /** Takes assets out of the trash and into an album. */
  public synchronized void restore(Album album, List<Long> assetIds) throws IOException {
    albums.restore(album, assetIds);
  }

  /**
   * Opens an asset's cleartext. It is given out as it is verified, and the stream ends regularly only if the whole content
   * is the one that the asset's hash names; closing it earlier is no failure.
   *
   * @throws DamagedAssetException here or while reading, when the content is missing or damaged
   */
  public InputStream openContent(Asset asset, Half half) throws IOException {
    return contents.open(asset, half);
  }

  /**
   * Reads both halves of a live photo at once, into memory, for those to whom reading twice would be dear.
   *
   * @param mostBytes neither half may be as long as this
   * @return empty for what is no live photo, or is too long, or was changed meanwhile: {@link #openContent} tells them apart
   * @throws DamagedAssetException when the content is missing or damaged
   */
  public Optional<LiveHalves> readHalves(Asset asset, int mostBytes) throws IOException {
    return contents.readHalves(asset, mostBytes);
  }

  /** The asset's thumbnail, a JPEG, where it has one. */
  public Optional<byte[]> thumbnail(Asset asset) throws IOException {
    return contents.thumbnail(asset);
  }

  /**
   * Checks that everything in the library can be opened: every entry of the store, and that every object is there with its
   * length. With {@code readData} all content is decrypted and hashed.
   */
  public synchronized VerifyReport verify(boolean readData, VerifyListener listener, BooleanSupplier stopRequested) throws IOException {
    refresher.startOver();
    refresher.refresh(stopRequested);
    return new Verifier(catalog, contents, health, readData, listener, stopRequested).run();
  }

  /** Whether content is whole, and its way back where it is not. */
  public ContentHealth health() {
    return health;
  }

  /** Gives back the memory that is kept for the next work. For any thread; what is under way keeps its own. */
  public void rest() {
    catalog.rest();
    ReusedBuffers.release();
  }

  /** Ends the use of the library; what it was opened with stays open. */
  @Override
  public void close() {}

  /** Its parts, for whoever deals with two libraries at once. */
  LibraryInside inside() {
    return inside;
  }

  private Optional<Asset> find(ContentHash hash, AssetState state) {
    return catalog.assets().byHash(hash).stream()
        .filter(stored -> stored.state() == state)
        .min(Comparator.comparing(stored -> catalog.checks().isDamaged(stored.id())))
        .map(StoredAsset::asset);
  }
}
