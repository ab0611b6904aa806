package org.stillkeep.library;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stillkeep.asset.Album;
import org.stillkeep.asset.AlbumKind;
import org.stillkeep.asset.Asset;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.catalog.StoredAsset;
import org.stillkeep.crypto.CryptoKey;
import org.stillkeep.store.LibraryStore;
import org.stillkeep.store.NewFile;
import org.stillkeep.store.ObjectRef;
import org.stillkeep.store.StoredFile;

/**
 * Adds assets whose content is sealed already. First the store registers each in one album, then the catalog learns of it,
 * then it joins its further albums; stopped in between, an asset is there and known, and only misses an album, which
 * the next import gives it.
 */
final class Additions {

  private final LibraryStore store;
  private final Catalog catalog;
  private final KeyRing keyRing;
  private final Intake intake;
  private final Albums albums;
  private final Sealer sealer;
  private final SecureRandom random;

  Additions(
      LibraryStore store, Catalog catalog, KeyRing keyRing, Intake intake, Albums albums, Sealer sealer, SecureRandom random) {
    this.store = store;
    this.catalog = catalog;
    this.keyRing = keyRing;
    this.intake = intake;
    this.albums = albums;
    this.sealer = sealer;
    this.random = random;
  }

  List<Asset> add(List<NewAsset> assets) throws IOException {
    List<Asset> added = new ArrayList<>();
    for (List<NewAsset> batch : Albums.batches(assets)) {
      added.addAll(addBatch(batch));
    }
    return added;
  }

  private List<Asset> addBatch(List<NewAsset> batch) throws IOException {
    List<NewFile> files = new ArrayList<>();
    for (NewAsset each : batch) {
      files.add(newFile(each));
    }
    List<StoredFile> rows = store.registerFiles(files);
    bring(rows);
    batch.forEach(each -> each.content().fileKey().close());
    joinFurtherAlbums(batch, rows);
    List<Asset> added = new ArrayList<>();
    for (StoredFile row : rows) {
      added.add(
          catalog
              .assets()
              .byId(row.id())
              .map(StoredAsset::asset)
              .orElseThrow(() -> new IOException("the new asset " + row.id() + " is unreadable")));
    }
    return added;
  }

  private NewFile newFile(NewAsset each) throws IOException {
    SealedContent content = each.content();
    CryptoKey fileKey = content.fileKey();
    Asset asset =
        new Asset(0, each.kind(), content.hash(), content.sizeBytes(), content.liveVideoSizeBytes(), each.details());
    long albumId = firstAlbum(each).id();
    Optional<ObjectRef> thumbnail = content.thumbnail();
    if (thumbnail.isEmpty() && each.thumbnailJpeg().isPresent()) {
      thumbnail = Optional.of(sealer.sealThumbnail(each.thumbnailJpeg().get(), fileKey));
    }
    ObjectNode publicMagic = AssetWriter.publicMagic(asset);
    try (CryptoKey albumKey = keyRing.ofAlbum(albumId)) {
      return new NewFile(
          albumId,
          Keys.wrap(fileKey, albumKey, random),
          content.object(),
          thumbnail,
          Sealing.blob(AssetWriter.metadata(asset), fileKey, random),
          Optional.of(Sealing.magic(1, AssetWriter.privateMagic(asset), fileKey, random)),
          publicMagic.isEmpty() ? Optional.empty() : Optional.of(Sealing.magic(1, publicMagic, fileKey, random)));
    }
  }

  private void bring(List<StoredFile> rows) throws IOException {
    Map<Long, CryptoKey> albumKeys = new LinkedHashMap<>();
    try {
      for (StoredFile row : rows) {
        if (!albumKeys.containsKey(row.collectionId())) {
          albumKeys.put(row.collectionId(), keyRing.ofAlbum(row.collectionId()));
        }
      }
      catalog.inTransaction(() -> rows.forEach(row -> intake.bring(row, albumKeys.get(row.collectionId()))));
    } finally {
      albumKeys.values().forEach(CryptoKey::close);
    }
  }

  private void joinFurtherAlbums(List<NewAsset> batch, List<StoredFile> rows) throws IOException {
    Map<Album, List<Long>> joining = new LinkedHashMap<>();
    for (int i = 0; i < batch.size(); i++) {
      for (Album album : realAlbums(batch.get(i))) {
        joining.computeIfAbsent(album, any -> new ArrayList<>()).add(rows.get(i).id());
      }
    }
    for (Map.Entry<Album, List<Long>> each : joining.entrySet()) {
      albums.add(each.getKey(), each.getValue());
    }
  }

  private Album firstAlbum(NewAsset each) throws IOException {
    List<Album> real = realAlbums(each);
    return real.isEmpty() ? albums.uncategorized() : real.get(0);
  }

  private static List<Album> realAlbums(NewAsset each) {
    return each.albums().stream().filter(album -> album.kind() != AlbumKind.UNCATEGORIZED).toList();
  }
}
