package org.stillkeep.faults;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import org.stillkeep.asset.Album;
import org.stillkeep.asset.AlbumKind;
import org.stillkeep.asset.AssetDetails;
import org.stillkeep.asset.AssetKind;
import org.stillkeep.asset.CaptureTime;
import org.stillkeep.catalog.AssetState;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.library.ByteObserver;
import org.stillkeep.library.ContentPart;
import org.stillkeep.library.Keys;
import org.stillkeep.library.Library;
import org.stillkeep.library.NewAsset;
import org.stillkeep.library.SealedContent;
import org.stillkeep.store.InMemoryContents;
import org.stillkeep.store.InMemoryStore;

/** Another client of an account: it uploads into an album of its own, and throws things away. */
final class Phone {

  private static final String ALBUM = "Camera";

  private final Catalog catalog = Catalog.inMemory();
  private final Library library;

  Phone(InMemoryContents contents, Keys keys) throws IOException {
    library = Library.open(new InMemoryStore(contents), keys, catalog, new SecureRandom());
  }

  /** Uploads a picture, as soon as it is taken. */
  void uploads(Snap snap) throws IOException {
    library.refresh(() -> false);
    Album album = library.album(AlbumKind.ALBUM, ALBUM, "phone/" + ALBUM);
    CRC32 crc = new CRC32();
    crc.update(snap.content);
    ContentPart part =
        new ContentPart(snap.name, snap.content.length, crc.getValue(), () -> new ByteArrayInputStream(snap.content));
    SealedContent sealed = library.seal(part, Optional.empty(), ByteObserver.NONE, () -> false);
    library.add(List.of(new NewAsset(sealed, AssetKind.PHOTO, details(snap), List.of(album), Optional.empty()))).get(0).orThrow();
    snap.there = true;
    snap.dated = true;
    snap.albumsThere.add(ALBUM);
  }

  /** Throws a picture away. */
  void throwsAway(Snap snap) throws IOException {
    library.refresh(() -> false);
    List<Long> unwanted = new ArrayList<>();
    catalog.assets().forEach(
        AssetState.ACTIVE,
        stored -> {
          if (stored.asset().details().title().equals(snap.name)) {
            unwanted.add(stored.asset().id());
          }
        });
    library.trash(unwanted);
    snap.thrownAway = true;
  }

  void close() {
    library.close();
    catalog.close();
  }

  private static AssetDetails details(Snap snap) {
    return new AssetDetails(
        snap.name,
        Optional.empty(),
        CaptureTime.ofSidecar(snap.taken),
        Optional.empty(),
        Optional.empty(),
        "from the phone",
        List.of(),
        false,
        Optional.empty(),
        Optional.empty());
  }
}
