package org.stillkeep.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stillkeep.asset.Album;
import org.stillkeep.asset.Asset;
import org.stillkeep.asset.AssetDetails;
import org.stillkeep.catalog.AssetState;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.store.EncryptedKey;
import org.stillkeep.store.FilePage;
import org.stillkeep.store.ForwardingStore;
import org.stillkeep.store.LibraryStore;
import org.stillkeep.store.MagicMetadata;
import org.stillkeep.store.StoreException;
import org.stillkeep.store.StoredFile;
import org.stillkeep.store.TrashedFile;

/** Catching up with a store that others change at the same time, or that says nonsense. */
class RefreshTest {

  private LibraryFixture fixture;
  private Catalog own;

  @BeforeEach
  void open() throws IOException {
    fixture = new LibraryFixture();
    own = Catalog.inMemory();
  }

  @AfterEach
  void close() {
    own.close();
    fixture.close();
  }

  /** Another client's deed, done once, when we are about to read the files of one album. */
  private static final class Busy extends ForwardingStore {
    private final long albumId;
    private final Deed deed;
    private boolean done;

    Busy(LibraryStore store, long albumId, Deed deed) {
      super(store);
      this.albumId = albumId;
      this.deed = deed;
    }

    private interface Deed {
      void run() throws IOException;
    }

    @Override
    public FilePage filesSince(long collectionId, long since) throws IOException {
      if (collectionId == albumId && !done) {
        done = true;
        deed.run();
      }
      return super.filesSince(collectionId, since);
    }
  }

  @Test
  void anAssetThatIsMovedIntoAnAlbumThatWasReadAlreadyIsNotGone() throws IOException {
    Album early = fixture.album("Early");
    Album late = fixture.album("Late");
    Asset moving = fixture.addPhoto("a.jpg", "a", late);
    fixture.addPhoto("b.jpg", "b", early);
    Library mine = fixture.library;
    List<AssetState> states = new ArrayList<>();
    library(fixture.store).refresh(() -> false);
    fixture.addPhoto("c.jpg", "c", early, late);

    Library busy =
        library(new Busy(fixture.store, late.id(), () -> move(mine, moving, late, early)));
    busy.refresh(() -> false);
    own.assets().changedSince(0, change -> states.add(change.state()));

    assertThat(states).containsOnly(AssetState.ACTIVE);
    assertThat(own.albums().membersOf(early.id())).contains(moving.id());
    assertThat(own.albums().membersOf(late.id())).doesNotContain(moving.id());
  }

  private void move(Library library, Asset asset, Album from, Album to) throws IOException {
    EncryptedKey key = KeyRing.encrypted(fixture.catalog.albums().keysOf(asset.id()).get(0).key());
    fixture.store.moveFiles(from.id(), to.id(), Map.of(asset.id(), rewrapped(key, from, to)));
    library.refresh(() -> false);
  }

  private EncryptedKey rewrapped(EncryptedKey key, Album from, Album to) throws IOException {
    KeyRing ring = new KeyRing(fixture.keys, fixture.catalog.albums(), fixture.random);
    try (var fromKey = ring.ofAlbum(from.id());
        var toKey = ring.ofAlbum(to.id());
        var fileKey = Keys.unwrap(key, fromKey)) {
      return Keys.wrap(fileKey, toKey, fixture.random);
    }
  }

  @Test
  void aStoreInWhichSomebodyIsAlwaysBusyIsReadAllTheSame() throws IOException {
    Album album = fixture.album("Album");
    Asset asset = fixture.addPhoto("a.jpg", "a", album);
    LibraryStore restless =
        new ForwardingStore(fixture.store) {
          private int renames;

          @Override
          public FilePage filesSince(long collectionId, long since) throws IOException {
            fixture.library.rename(album, "Album " + ++renames);
            return super.filesSince(collectionId, since);
          }
        };
    Library library = library(restless);
    library.refresh(() -> false);
    assertThat(library.find(asset.hash())).isPresent();
  }

  @Test
  void filesWithoutOrderOrEndAreAnErrorAndNoLoop() throws IOException {
    Album album = fixture.album("Album");
    for (int i = 0; i < 5; i++) {
      fixture.addPhoto(i + ".jpg", "photo " + i, album);
    }
    assertDamaged(
        new ForwardingStore(fixture.store) {
          @Override
          public FilePage filesSince(long collectionId, long since) throws IOException {
            return super.filesSince(collectionId, 0);
          }
        });
    assertDamaged(
        new ForwardingStore(fixture.store) {
          @Override
          public FilePage filesSince(long collectionId, long since) {
            return new FilePage(List.of(), true);
          }
        });
    assertDamaged(
        new ForwardingStore(fixture.store) {
          @Override
          public FilePage filesSince(long collectionId, long since) throws IOException {
            List<StoredFile> backwards = new ArrayList<>(super.filesSince(collectionId, since).files());
            Collections.reverse(backwards);
            return new FilePage(backwards, false);
          }
        });
    StoredFile row = fixture.store.filesSince(album.id(), 0).files().get(0);
    FilePage more = new FilePage(List.of(row), true);
    assertThatThrownBy(() -> Refresher.requireProgress(album.id(), more, 0, Refresher.MOST_PAGES))
        .as("a page too many")
        .isInstanceOf(StoreException.class);
    assertThat(Refresher.requireProgress(album.id(), more, 0, Refresher.MOST_PAGES - 1)).isEqualTo(row.updatedAt());
  }

  @Test
  void aTrashWithoutOrderIsAnErrorAndNoLoop() throws IOException {
    Asset asset = fixture.addPhoto("a.jpg", "a", fixture.album("Album"));
    fixture.library.trash(List.of(asset.id()));
    Library library =
        library(
            new ForwardingStore(fixture.store) {
              @Override
              public List<TrashedFile> trashSince(long since) throws IOException {
                return super.trashSince(0);
              }
            });
    library.refresh(() -> false);
    assertThatThrownBy(() -> library.refresh(() -> false)).isInstanceOf(StoreException.class);
  }

  @Test
  void improvementsOfTwoClientsMeetWithoutLoss() throws IOException {
    Asset asset = fixture.addPhoto("a.jpg", "a", fixture.album("Album"));
    LibraryStore racing =
        new ForwardingStore(fixture.store) {
          private int conflicts;

          @Override
          public void updatePrivateMagic(Map<Long, MagicMetadata> magicByFileId) throws IOException {
            if (conflicts++ < 2) {
              fixture.library.refresh(() -> false);
              fixture.library.improve(asset.id(), withUrl(asset, "https://example.org/" + conflicts));
            }
            super.updatePrivateMagic(magicByFileId);
          }
        };
    Library library = library(racing);
    library.refresh(() -> false);
    Asset improved = library.improve(asset.id(), withPeople(asset));
    assertThat(improved.details().people()).containsExactly("Ada");
    assertThat(improved.details().url()).contains("https://example.org/2");
    fixture.library.refresh(() -> false);
    assertThat(fixture.library.find(asset.hash()).orElseThrow()).isEqualTo(improved);
  }

  private static AssetDetails withUrl(Asset asset, String url) {
    var plain = asset.details();
    return new AssetDetails(
        plain.title(), plain.liveVideoTitle(), plain.taken(), plain.modified(), plain.place(), plain.description(),
        plain.people(), plain.archived(), Optional.of(url), plain.sidecarJson());
  }

  private static AssetDetails withPeople(Asset asset) {
    var plain = asset.details();
    return new AssetDetails(
        plain.title(), plain.liveVideoTitle(), plain.taken(), plain.modified(), plain.place(), plain.description(),
        List.of("Ada"), plain.archived(), plain.url(), plain.sidecarJson());
  }

  private void assertDamaged(LibraryStore store) throws IOException {
    try (Catalog fresh = Catalog.inMemory()) {
      Library library = Library.open(store, fixture.keys, fresh, fixture.random);
      assertThatThrownBy(() -> library.refresh(() -> false))
          .isInstanceOfSatisfying(
              StoreException.class, e -> assertThat(e.reason()).isEqualTo(StoreException.Reason.DAMAGED));
    }
  }

  private Library library(LibraryStore store) throws IOException {
    return Library.open(store, fixture.keys, own, fixture.random);
  }
}
