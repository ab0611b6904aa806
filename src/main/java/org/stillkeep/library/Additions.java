package org.stillkeep.library;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
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
import org.stillkeep.library.Registrations.Registered;
import org.stillkeep.library.SealedContent.SealedThumbnail;
import org.stillkeep.store.NewFile;
import org.stillkeep.store.StoreException;

/**
 * Adds assets whose content is sealed already. First the store registers each in one album, then the catalog learns of it,
 * then it joins its further albums; stopped in between, an asset is there and known, and only misses an album, which
 * the next import gives it.
 */
final class Additions {

  private final Registrations registrations;
  private final Catalog catalog;
  private final KeyRing keyRing;
  private final Albums albums;
  private final Sealer sealer;
  private final SecureRandom random;

  Additions(
      Registrations registrations, Catalog catalog, KeyRing keyRing, Albums albums, Sealer sealer, SecureRandom random) {
    this.registrations = registrations;
    this.catalog = catalog;
    this.keyRing = keyRing;
    this.albums = albums;
    this.sealer = sealer;
    this.random = random;
  }

  /** Wipes the keys of all, whatever becomes of them: what could not be added is sealed anew. */
  List<Addition> add(List<NewAsset> assets) throws IOException {
    List<Addition> all = new ArrayList<>();
    try {
      for (List<NewAsset> batch : Albums.batches(assets)) {
        all.addAll(addBatch(batch));
      }
      return all;
    } finally {
      assets.forEach(each -> each.content().fileKey().close());
    }
  }

  private List<Addition> addBatch(List<NewAsset> batch) throws IOException {
    IdentityHashMap<NewAsset, Long> ids = new IdentityHashMap<>();
    if (registrations.sendPending()) {
      // What is to be added now may be what was on its way then.
      batch.forEach(each -> registered(each.content()).ifPresent(id -> ids.put(each, id)));
    }
    List<NewAsset> fresh = batch.stream().filter(each -> !ids.containsKey(each)).toList();
    List<NewFile> files = newFiles(fresh);
    IdentityHashMap<NewAsset, StoreException> refusals = new IdentityHashMap<>();
    List<Registered> answers = files.isEmpty() ? List.of() : registrations.register(files);
    for (int i = 0; i < answers.size(); i++) {
      NewAsset each = fresh.get(i);
      answers.get(i).row().ifPresent(row -> ids.put(each, row.id()));
      answers.get(i).refusal().ifPresent(why -> refusals.put(each, why));
    }
    joinFurtherAlbums(batch.stream().filter(ids::containsKey).toList(), ids);
    Map<Long, StoredAsset> added = catalog.assets().byIds(ids.values());
    List<Addition> all = new ArrayList<>();
    for (NewAsset each : batch) {
      all.add(ids.containsKey(each) ? Addition.of(asset(added, ids.get(each))) : Addition.refused(refusals.get(each)));
    }
    return all;
  }

  private static Asset asset(Map<Long, StoredAsset> added, long id) throws IOException {
    if (!added.containsKey(id)) {
      throw new IOException("the new asset " + id + " is unreadable");
    }
    return added.get(id).asset();
  }

  private Optional<Long> registered(SealedContent content) {
    return catalog.assets().byHash(content.hash()).stream()
        .filter(stored -> Arrays.equals(stored.content().header(), content.object().header()))
        .map(StoredAsset::id)
        .findFirst();
  }

  private List<NewFile> newFiles(List<NewAsset> fresh) throws IOException {
    List<NewFile> files = new ArrayList<>();
    Optional<Album> uncategorized =
        fresh.stream().anyMatch(each -> realAlbums(each).isEmpty()) ? Optional.of(albums.uncategorized()) : Optional.empty();
    try (AlbumKeys albumKeys = new AlbumKeys(keyRing::ofOwnAlbum)) {
      for (NewAsset each : fresh) {
        Album first = realAlbums(each).stream().findFirst().or(() -> uncategorized).orElseThrow();
        files.add(newFile(each, first.id(), albumKeys.of(first.id())));
      }
    }
    return files;
  }

  private NewFile newFile(NewAsset each, long albumId, CryptoKey albumKey) throws IOException {
    SealedContent content =
        each.thumbnailJpeg().isPresent()
            ? sealer.withThumbnail(each.content(), each.thumbnailJpeg().get(), () -> false)
            : sealer.withPlaceholder(each.content(), () -> false);
    CryptoKey fileKey = content.fileKey();
    Asset asset =
        new Asset(0, each.kind(), content.hash(), content.sizeBytes(), content.liveVideoSizeBytes(), each.details());
    Optional<SealedThumbnail> thumbnail = content.thumbnail();
    boolean hasPlaceholder = thumbnail.filter(SealedThumbnail::isPlaceholder).isPresent();
    ObjectNode publicMagic = AssetWriter.publicMagic(asset);
    return new NewFile(
        albumId,
        Keys.wrap(fileKey, albumKey, random),
        content.object(),
        thumbnail.map(SealedThumbnail::object),
        Sealing.blob(AssetWriter.metadata(asset, hasPlaceholder), fileKey, random),
        Optional.of(Sealing.magic(1, AssetWriter.privateMagic(asset), fileKey, random)),
        publicMagic.isEmpty() ? Optional.empty() : Optional.of(Sealing.magic(1, publicMagic, fileKey, random)));
  }

  private void joinFurtherAlbums(List<NewAsset> batch, IdentityHashMap<NewAsset, Long> ids) throws IOException {
    Map<Album, List<Long>> joining = new LinkedHashMap<>();
    for (NewAsset each : batch) {
      for (Album album : realAlbums(each)) {
        joining.computeIfAbsent(album, any -> new ArrayList<>()).add(ids.get(each));
      }
    }
    for (Map.Entry<Album, List<Long>> each : joining.entrySet()) {
      albums.add(each.getKey(), each.getValue());
    }
  }

  private static List<Album> realAlbums(NewAsset each) {
    return each.albums().stream().filter(album -> album.kind() != AlbumKind.UNCATEGORIZED).toList();
  }
}
