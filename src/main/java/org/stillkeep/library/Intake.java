package org.stillkeep.library;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.stillkeep.asset.Album;
import org.stillkeep.asset.AlbumKind;
import org.stillkeep.asset.Asset;
import org.stillkeep.catalog.AssetState;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.catalog.MagicText;
import org.stillkeep.catalog.SealedObject;
import org.stillkeep.catalog.StoredAlbum;
import org.stillkeep.catalog.StoredAsset;
import org.stillkeep.catalog.UnreadableRow;
import org.stillkeep.crypto.CiphertextException;
import org.stillkeep.crypto.CryptoKey;
import org.stillkeep.crypto.SecretBox;
import org.stillkeep.crypto.SecretStream;
import org.stillkeep.store.CollectionType;
import org.stillkeep.store.EncryptedBlob;
import org.stillkeep.store.EncryptedKey;
import org.stillkeep.store.MagicMetadata;
import org.stillkeep.store.ObjectRef;
import org.stillkeep.store.StoredCollection;
import org.stillkeep.store.StoredFile;
import org.stillkeep.store.TrashedFile;

/**
 * Brings rows of the store into the catalog, in clear. The only way in, for what we have just written ourselves as well, so that
 * a catalog that is rebuilt says the same as the one that was lost.
 *
 * <p>Bringing in the same row twice changes nothing. What the keys do not open is noted as unreadable and stops nothing else.
 * Called within a transaction.
 */
final class Intake {

  /** How other clients show the album that they hide assets in, whose name is {@code .hidden}. */
  private static final String HIDDEN_TITLE = "Hidden";

  private final Catalog catalog;
  private final KeyRing keyRing;

  Intake(Catalog catalog, KeyRing keyRing) {
    this.catalog = catalog;
    this.keyRing = keyRing;
  }

  /** Brings in a collection. */
  void bring(StoredCollection collection) {
    if (collection.deleted()) {
      catalog.albums().removeAllMembers(collection.id());
      catalog.unreadable().removeAlbum(collection.id());
    }
    try (CryptoKey key = open(collection)) {
      requireKeyOfBefore(collection.id(), key);
      catalog.albums().upsert(album(collection, key));
      catalog.unreadable().remove(collection.id(), 0);
    } catch (CiphertextException | UnreadableEntryException e) {
      bringUnreadable(collection, e);
    }
  }

  /**
   * Opens its key. One in a sealed box may be anybody's: what we put into an album of our own must never be wrapped under such a
   * key, whatever a server says.
   */
  private CryptoKey open(StoredCollection collection) throws CiphertextException {
    if (!collection.shared() && collection.key().nonce().length == 0) {
      throw new CiphertextException(CiphertextException.Reason.MALFORMED);
    }
    return keyRing.open(collection.key());
  }

  /**
   * An album of our own keeps its key for life. A server that gives it that of another one, or makes it somebody else's, wants
   * what comes into it to be read by whoever knows that other key.
   */
  private void requireKeyOfBefore(long albumId, CryptoKey key) throws UnreadableEntryException {
    Optional<StoredAlbum> known = catalog.albums().byId(albumId).filter(album -> !album.shared());
    if (known.isPresent() && hasOtherKey(known.get(), key)) {
      throw new UnreadableEntryException("its key is not the one that it had");
    }
  }

  private boolean hasOtherKey(StoredAlbum known, CryptoKey key) {
    try (CryptoKey before = keyRing.open(KeyRing.encrypted(known.key()))) {
      return !before.isSame(key);
    } catch (CiphertextException damagedHere) {
      // The store's takes its place.
      return false;
    }
  }

  /** Its name, which ancient accounts have in the clear, without a nonce. */
  private static String name(StoredCollection collection, CryptoKey key) throws CiphertextException {
    EncryptedKey name = collection.name();
    boolean isClear = name.nonce().length == 0 && name.ciphertext().length > 0;
    byte[] utf8 = isClear ? name.ciphertext() : SecretBox.open(name.ciphertext(), name.nonce(), key);
    return new String(utf8, StandardCharsets.UTF_8);
  }

  /** A deleted one may well have lost its key: a share that ended, for one. */
  private void bringUnreadable(StoredCollection collection, Exception failure) {
    if (collection.deleted()) {
      catalog.albums().byId(collection.id()).ifPresent(known -> catalog.albums().upsert(known.gone()));
    } else {
      catalog.unreadable().add(new UnreadableRow(collection.id(), 0, reason(failure)));
    }
  }

  /** Brings in a file's row of a collection with the given key. */
  void bring(StoredFile row, CryptoKey albumKey) {
    if (row.deleted()) {
      catalog.albums().removeMember(row.collectionId(), row.id());
      catalog.unreadable().remove(row.collectionId(), row.id());
      return;
    }
    try {
      boolean others = isInOthersAlbum(row);
      if (!others || !isOurs(row)) {
        catalog.assets().upsert(asset(row, albumKey, AssetState.ACTIVE, others));
      }
      catalog.albums().addMember(row.collectionId(), row.id(), KeyRing.wrapped(row.key()));
      catalog.unreadable().remove(row.collectionId(), row.id());
    } catch (CiphertextException | UnreadableEntryException e) {
      catalog.unreadable().add(new UnreadableRow(row.collectionId(), row.id(), reason(e)));
    }
  }

  /** Brings in a change of the trash. */
  void bring(TrashedFile change) {
    StoredFile row = change.file();
    if (change.deleted()) {
      catalog.albums().removeFromAll(row.id());
      catalog.assets().remove(row.id());
    } else if (!change.restored()) {
      bringTrashed(row);
    } else if (catalog.albums().albumsOf(row.id()).isEmpty()) {
      // Restored while we were reading: its albums tell so next time. Until then it is not gone.
      catalog.assets().setState(row.id(), AssetState.TRASHED);
    }
  }

  private void bringTrashed(StoredFile row) {
    try (CryptoKey albumKey = ofAlbum(row.collectionId())) {
      catalog.albums().removeFromAll(row.id());
      boolean others = isInOthersAlbum(row);
      if (others && isOurs(row)) {
        catalog.assets().setState(row.id(), AssetState.TRASHED);
      } else {
        catalog.assets().upsert(asset(row, albumKey, AssetState.TRASHED, others));
      }
      catalog.albums().addFormerMember(row.collectionId(), row.id(), KeyRing.wrapped(row.key()));
      catalog.unreadable().remove(row.collectionId(), row.id());
    } catch (CiphertextException | UnreadableEntryException e) {
      catalog.unreadable().add(new UnreadableRow(row.collectionId(), row.id(), reason(e)));
    }
  }

  /**
   * Whether the row is of an asset that we know by an album of our own. Whoever shares an album chooses the keys in it; so nothing
   * that a row in somebody else's album says replaces what our own albums say.
   */
  private boolean isOurs(StoredFile row) {
    return catalog.assets().byId(row.id()).filter(known -> !known.shared()).isPresent();
  }

  private boolean isInOthersAlbum(StoredFile row) {
    return catalog.albums().byId(row.collectionId()).filter(StoredAlbum::shared).isPresent();
  }

  private CryptoKey ofAlbum(long albumId) throws UnreadableEntryException, CiphertextException {
    StoredAlbum album =
        catalog
            .albums()
            .byId(albumId)
            .orElseThrow(() -> new UnreadableEntryException("its collection " + albumId + " is unknown or unreadable"));
    return keyRing.open(KeyRing.encrypted(album.key()));
  }

  private static StoredAlbum album(StoredCollection collection, CryptoKey key)
      throws CiphertextException, UnreadableEntryException {
    String title = name(collection, key);
    MagicText magic = magic(collection.privateMagic(), key);
    ObjectNode all = Json.parse(magic.json());
    ObjectNode ours = all.get(Fields.STILLKEEP) instanceof ObjectNode object ? object : Json.object();
    long subType = Json.integer(all, Fields.SUB_TYPE).orElse(0L);
    return new StoredAlbum(
        new Album(collection.id(), kind(collection), subType == Fields.DEFAULT_HIDDEN ? HIDDEN_TITLE : title),
        Json.text(ours, Fields.ORIGIN).orElse(""),
        KeyRing.wrapped(collection.key()),
        magic,
        Json.text(ours, Fields.METADATA),
        collection.deleted(),
        collection.shared(),
        Json.integer(all, Fields.VISIBILITY).orElse(0L) == Fields.HIDDEN,
        subType == Fields.QUICK_LINK);
  }

  /** What is somebody else's favourites is an album among others here. */
  private static AlbumKind kind(StoredCollection collection) {
    return collection.shared() ? AlbumKind.ALBUM : kind(collection.type());
  }

  private static AlbumKind kind(CollectionType type) {
    return switch (type) {
      case ALBUM, FOLDER -> AlbumKind.ALBUM;
      case FAVORITES -> AlbumKind.FAVORITES;
      case UNCATEGORIZED -> AlbumKind.UNCATEGORIZED;
    };
  }

  /** @param others whether the row is in somebody else's album */
  private StoredAsset asset(StoredFile row, CryptoKey albumKey, AssetState state, boolean others)
      throws CiphertextException, UnreadableEntryException {
    try (CryptoKey fileKey = Keys.unwrap(row.key(), albumKey)) {
      MagicText privateMagic = magic(row.privateMagic(), fileKey);
      MagicText publicMagic = magic(row.publicMagic(), fileKey);
      ObjectNode ours = Json.parse(privateMagic.json());
      byte[] header = row.content().header();
      AssetReader.Content content =
          new AssetReader.Content(contentBytes(row.content()), header, catalog.measured().of(row.id(), header));
      AssetReader.Reading reading =
          new AssetReader(Json.parse(open(row.metadata(), fileKey)), ours, Json.parse(publicMagic.json()))
              .read(row.id(), content);
      return new StoredAsset(
          reading.asset(),
          state,
          sealed(row.content()),
          row.thumbnail().map(Intake::sealed),
          new MagicText(privateMagic.version(), withoutSidecar(ours)),
          publicMagic,
          // Whatever the server calls it: only what lies in an album of our own has a key that nobody else has chosen.
          row.shared() || others,
          Json.integer(ours, Fields.VISIBILITY).orElse(0L) == Fields.HIDDEN,
          reading.hashed());
    }
  }

  /** Private magic metadata as the catalog keeps it: the sidecar, by far the longest part, stands in the asset's details. */
  static String withoutSidecar(ObjectNode privateMagic) {
    ObjectNode shortened = privateMagic.deepCopy();
    if (shortened.get(Fields.STILLKEEP) instanceof ObjectNode ours) {
      ours.remove(Fields.SIDECAR);
    }
    return shortened.toString();
  }

  private static MagicText magic(Optional<MagicMetadata> magic, CryptoKey key)
      throws CiphertextException, UnreadableEntryException {
    return magic.isEmpty()
        ? MagicText.NONE
        : new MagicText(magic.get().version(), Json.parse(open(magic.get().blob(), key)).toString());
  }

  private static byte[] open(EncryptedBlob blob, CryptoKey key) throws CiphertextException {
    return SecretStream.openBlob(blob.header(), blob.ciphertext(), key);
  }

  /** Of some old files the store does not know the length; nothing is known of their size then, until they are read. */
  private static long contentBytes(ObjectRef content) throws UnreadableEntryException {
    if (content.ciphertextBytes() <= 0) {
      return 0;
    }
    try {
      return SecretStream.openedLength(content.ciphertextBytes());
    } catch (IllegalArgumentException e) {
      throw new UnreadableEntryException("no content has " + content.ciphertextBytes() + " sealed bytes", e);
    }
  }

  private static SealedObject sealed(ObjectRef object) {
    return new SealedObject(object.objectKey(), object.header(), object.ciphertextBytes());
  }

  private static String reason(Exception e) {
    return e instanceof CiphertextException ciphertext
        ? "its ciphertext fails: " + ciphertext.reason()
        : String.valueOf(e.getMessage());
  }
}
