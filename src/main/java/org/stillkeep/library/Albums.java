package org.stillkeep.library;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stillkeep.asset.Album;
import org.stillkeep.asset.AlbumKind;
import org.stillkeep.catalog.AlbumTable;
import org.stillkeep.catalog.AssetState;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.catalog.MagicText;
import org.stillkeep.catalog.StoredAlbum;
import org.stillkeep.catalog.StoredAsset;
import org.stillkeep.crypto.CryptoKey;
import org.stillkeep.store.CollectionType;
import org.stillkeep.store.EncryptedKey;
import org.stillkeep.store.LibraryStore;
import org.stillkeep.store.NewCollection;
import org.stillkeep.store.StoreException;
import org.stillkeep.store.StoredCollection;

/** Albums and what is in them, the trash included: it is what takes assets out of all albums. */
final class Albums {

  /** What other clients call the album that they hide assets in. */
  private static final String DEFAULT_HIDDEN_NAME = ".hidden";

  private final LibraryStore store;
  private final Catalog catalog;
  private final KeyRing keyRing;
  private final Keys keys;
  private final Intake intake;
  private final SecureRandom random;

  Albums(LibraryStore store, Catalog catalog, KeyRing keyRing, Keys keys, Intake intake, SecureRandom random) {
    this.store = store;
    this.catalog = catalog;
    this.keyRing = keyRing;
    this.keys = keys;
    this.intake = intake;
    this.random = random;
  }

  Album findOrCreate(AlbumKind kind, String title, String origin, Optional<String> metadata) throws IOException {
    if (kind == AlbumKind.ALBUM && origin.isEmpty()) {
      throw new IllegalArgumentException("an album needs an origin");
    }
    AlbumTable table = catalog.albums();
    Optional<StoredAlbum> known = kind == AlbumKind.ALBUM ? table.byOrigin(origin) : table.byKind(kind);
    return known.isPresent() ? known.get().album() : create(kind, title, origin, metadata);
  }

  /** The holder of assets that are in no other album. */
  Album uncategorized() throws IOException {
    return findOrCreate(AlbumKind.UNCATEGORIZED, "", "", Optional.empty());
  }

  private Album create(AlbumKind kind, String title, String origin, Optional<String> metadata) throws IOException {
    Optional<ObjectNode> magic = kind == AlbumKind.ALBUM ? Optional.of(magic(origin, metadata)) : Optional.empty();
    return create(type(kind), name(kind, title), magic);
  }

  /** An album with the title of one of another library, and with all that is noted of it. */
  Album copy(StoredAlbum other, String origin) throws IOException {
    ObjectNode magic = Improver.parsed(other.privateMagic());
    ours(magic).put(Fields.ORIGIN, origin);
    String name = isDefaultHidden(other) ? DEFAULT_HIDDEN_NAME : other.album().title();
    return create(CollectionType.ALBUM, name, Optional.of(magic));
  }

  /** Whether other clients hide assets in it; an owner has one such album at most. */
  static boolean isDefaultHidden(StoredAlbum album) throws IOException {
    long subType = Json.integer(Improver.parsed(album.privateMagic()), Fields.SUB_TYPE).orElse(0L);
    return !album.shared() && subType == Fields.DEFAULT_HIDDEN;
  }

  /** Deletes an album that is empty by now. */
  void deleteEmpty(Album album) throws IOException {
    StoredAlbum stored = own(album);
    store.deleteCollection(album.id());
    catalog.albums().upsert(stored.gone());
  }

  private Album create(CollectionType type, String name, Optional<ObjectNode> magic) throws IOException {
    try (CryptoKey key = CryptoKey.random(random)) {
      StoredCollection created =
          store.createCollection(
              new NewCollection(
                  type,
                  keys.wrapUnderMaster(key, random),
                  Keys.sealBox(name.getBytes(StandardCharsets.UTF_8), key, random),
                  magic.map(json -> Sealing.magic(1, json, key, random))));
      catalog.inTransaction(() -> intake.bring(created));
      return catalog.albums().byId(created.id()).orElseThrow(() -> new IOException("the new album is unreadable")).album();
    }
  }

  /** Gives an album another title, in the store and then here. */
  Album rename(Album album, String title) throws IOException {
    StoredAlbum stored = own(album);
    try (CryptoKey key = keyRing.ofOwnAlbum(album.id())) {
      store.renameCollection(album.id(), Keys.sealBox(title.getBytes(StandardCharsets.UTF_8), key, random));
    }
    catalog.albums().upsert(stored.titled(title));
    return stored.titled(title).album();
  }

  /** Keeps what a Takeout says of an album with it, in the store and then here. */
  void describe(Album album, String metadataJson) throws IOException {
    own(album);
    bringNewest(album);
    StoredAlbum stored = own(album);
    ObjectNode magic = Improver.parsed(stored.privateMagic());
    ours(magic).put(Fields.METADATA, metadataJson);
    int version = Math.max(1, stored.privateMagic().version());
    try (CryptoKey key = keyRing.ofOwnAlbum(album.id())) {
      store.updateCollectionMagic(album.id(), Sealing.magic(version, magic, key, random));
    }
    catalog.albums().upsert(stored.described(new MagicText(version + 1, magic.toString()), metadataJson));
  }

  /** Whether it is hidden or archived stands beside what is to be written, and of albums the store lets the last writer win. */
  private void bringNewest(Album album) throws IOException {
    if (store.isRemote()) {
      for (StoredCollection changed : store.collectionsSince(catalog.cursors().number(Refresher.COLLECTIONS))) {
        // One that was deleted is left to the next refresh, which follows what was in it.
        if (changed.id() == album.id() && !changed.deleted()) {
          catalog.inTransaction(() -> intake.bring(changed));
        }
      }
    }
  }

  private StoredAlbum own(Album album) throws StoreException {
    StoredAlbum stored = catalog.albums().byId(album.id()).orElseThrow();
    if (stored.shared()) {
      throw new StoreException(StoreException.Reason.REFUSED, "album " + album.id() + " is somebody else's");
    }
    return stored;
  }

  private void requireOwn(List<Long> assetIds) throws StoreException {
    for (long assetId : assetIds) {
      if (catalog.assets().byId(assetId).filter(StoredAsset::shared).isPresent()) {
        throw new StoreException(StoreException.Reason.REFUSED, "asset " + assetId + " is somebody else's");
      }
    }
  }

  private static ObjectNode ours(ObjectNode magic) {
    boolean has = magic.get(Fields.STILLKEEP) instanceof ObjectNode;
    return has ? (ObjectNode) magic.get(Fields.STILLKEEP) : magic.putObject(Fields.STILLKEEP);
  }

  /** Puts assets into an album. Only what is missing is asked of the store. What its owner hides stays out of sight. */
  void add(Album album, List<Long> assetIds) throws IOException {
    boolean isHidden = own(album).hidden();
    put(album, assetIds.stream().filter(id -> isHidden || !catalog.albums().isHidden(id)).toList());
  }

  /** Puts assets into an album, whether or not they are hidden. */
  void put(Album album, List<Long> assetIds) throws IOException {
    own(album);
    requireOwn(assetIds);
    Optional<Long> uncategorized = catalog.albums().byKind(AlbumKind.UNCATEGORIZED).map(StoredAlbum::id);
    List<Long> joining = new ArrayList<>();
    List<Long> moving = new ArrayList<>();
    for (long assetId : assetIds) {
      List<Long> present = catalog.albums().albumsOf(assetId).stream().map(Album::id).toList();
      if (album.kind() == AlbumKind.UNCATEGORIZED ? !present.isEmpty() : isSettled(present, album, uncategorized)) {
        continue;
      }
      (uncategorized.isPresent() && present.contains(uncategorized.get()) ? moving : joining).add(assetId);
    }
    try (CryptoKey albumKey = keyRing.ofOwnAlbum(album.id())) {
      for (List<Long> batch : batches(joining)) {
        join(album.id(), wrappedFor(album.id(), albumKey, batch));
      }
      for (List<Long> batch : batches(moving)) {
        move(uncategorized.orElseThrow(), album.id(), wrappedFor(album.id(), albumKey, batch));
      }
    }
  }

  private static boolean isSettled(List<Long> present, Album album, Optional<Long> uncategorized) {
    return present.contains(album.id()) && (uncategorized.isEmpty() || !present.contains(uncategorized.get()));
  }

  private void join(long albumId, Map<Long, EncryptedKey> keysById) throws IOException {
    store.addToCollection(albumId, keysById);
    catalog.inTransaction(() -> addMembers(albumId, keysById));
  }

  private void move(long fromId, long toId, Map<Long, EncryptedKey> keysById) throws IOException {
    store.moveFiles(fromId, toId, keysById);
    catalog.inTransaction(
        () -> {
          addMembers(toId, keysById);
          keysById.keySet().forEach(assetId -> catalog.albums().removeMember(fromId, assetId));
        });
  }

  /** Takes assets out of an album; those that are in no other one come to the uncategorised. */
  void leave(Album album, List<Long> assetIds) throws IOException {
    for (long assetId : assetIds) {
      Optional<Album> other =
          catalog.albums().ownAlbumsOf(assetId).stream().filter(each -> each.id() != album.id()).findFirst();
      Album to = other.isPresent() ? other.get() : uncategorized();
      try (CryptoKey key = keyRing.ofOwnAlbum(to.id())) {
        move(album.id(), to.id(), wrappedFor(to.id(), key, List.of(assetId)));
      }
    }
  }

  void trash(List<Long> assetIds) throws IOException {
    requireOwn(assetIds);
    for (List<Long> batch : batches(assetIds)) {
      Map<Long, Long> collectionById = new LinkedHashMap<>();
      for (long assetId : batch) {
        collectionById.put(assetId, keyRing.anyAlbumOf(assetId));
      }
      store.trash(collectionById);
      catalog.inTransaction(
          () ->
              batch.forEach(
                  assetId -> {
                    catalog.albums().removeFromAll(assetId);
                    catalog.assets().setState(assetId, AssetState.TRASHED);
                  }));
    }
  }

  void restore(Album album, List<Long> assetIds) throws IOException {
    try (CryptoKey albumKey = keyRing.ofOwnAlbum(album.id())) {
      for (List<Long> batch : batches(assetIds)) {
        Map<Long, EncryptedKey> keysById = wrappedFor(album.id(), albumKey, batch);
        store.restore(album.id(), keysById);
        catalog.inTransaction(
            () -> {
              addMembers(album.id(), keysById);
              batch.forEach(assetId -> catalog.assets().setState(assetId, AssetState.ACTIVE));
            });
      }
    }
  }

  private void addMembers(long albumId, Map<Long, EncryptedKey> keysById) {
    keysById.forEach((assetId, key) -> catalog.albums().addMember(albumId, assetId, KeyRing.wrapped(key)));
  }

  private Map<Long, EncryptedKey> wrappedFor(long albumId, CryptoKey albumKey, List<Long> assetIds) throws IOException {
    Map<Long, EncryptedKey> keysById = new LinkedHashMap<>();
    for (long assetId : assetIds) {
      keysById.put(assetId, keyRing.ofAssetUnder(assetId, albumId, albumKey));
    }
    return keysById;
  }

  /** The store takes so many at a time. */
  static <T> List<List<T>> batches(List<T> all) {
    List<List<T>> batches = new ArrayList<>();
    for (int start = 0; start < all.size(); start += LibraryStore.MAX_BATCH) {
      batches.add(all.subList(start, Math.min(all.size(), start + LibraryStore.MAX_BATCH)));
    }
    return batches;
  }

  private static ObjectNode magic(String origin, Optional<String> metadata) {
    ObjectNode magic = Json.object();
    ObjectNode ours = magic.putObject(Fields.STILLKEEP).put(Fields.ORIGIN, origin);
    metadata.ifPresent(json -> ours.put(Fields.METADATA, json));
    return magic;
  }

  /** Other clients show the names of the two special ones as they like; on the wire they are these. */
  private static String name(AlbumKind kind, String title) {
    return switch (kind) {
      case ALBUM -> title;
      case FAVORITES -> "Favorites";
      case UNCATEGORIZED -> "Uncategorized";
    };
  }

  private static CollectionType type(AlbumKind kind) {
    return switch (kind) {
      case ALBUM -> CollectionType.ALBUM;
      case FAVORITES -> CollectionType.FAVORITES;
      case UNCATEGORIZED -> CollectionType.UNCATEGORIZED;
    };
  }
}
