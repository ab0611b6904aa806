package org.stillkeep.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stillkeep.asset.Album;
import org.stillkeep.asset.AlbumKind;
import org.stillkeep.asset.Asset;
import org.stillkeep.asset.AssetKind;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.faults.Covers;
import org.stillkeep.store.InMemoryServer;
import org.stillkeep.store.StoreException;

/** Uploads to a store behind a network, whatever interrupts them. */
class RemoteUploadTest {

  private static final int CHUNK_BYTES = 4 * 1024 * 1024;

  private final SecureRandom random = new SecureRandom();
  private final Keys.Created created = Keys.create("x".toCharArray(), LibraryFixture.CHEAP, random);
  private final InMemoryServer.Contents server = new InMemoryServer.Contents(created.attributes());
  private final Catalog catalog = Catalog.inMemory();
  private Library library;

  @BeforeEach
  void open() throws IOException {
    library = Library.open(new InMemoryServer(server), created.keys(), catalog, random);
  }

  @AfterEach
  void close() {
    catalog.close();
    created.keys().close();
  }

  @Test
  void anInterruptedUploadGoesOnWithTheSameObject() throws IOException {
    byte[] content = content(3 * CHUNK_BYTES + 5);
    server.killAt(4, false); // its beginning and two parts come through
    assertThatThrownBy(() -> seal(part(content, "a"))).isInstanceOf(InMemoryServer.Killed.class);
    server.spare();
    open();
    SealedContent sealed = seal(part(content, "a"));
    Asset asset = add(sealed, "a.mp4");

    assertThat(server.objectsBegun()).as("content and thumbnail").isEqualTo(2);
    assertThat(server.partsReceived()).isEqualTo(4 + 1);
    assertThat(read(asset)).isEqualTo(content);
    assertThat(catalog.uploads().count()).isZero();
  }

  @Test
  void aChunkThatDiffersIsNeverSealedUnderTheSameKey() throws IOException {
    byte[] content = content(2 * CHUNK_BYTES);
    server.killAt(3, true);
    assertThatThrownBy(() -> seal(part(content, "a"))).isInstanceOf(InMemoryServer.Killed.class);
    server.spare();
    byte[] other = content.clone();
    other[CHUNK_BYTES + 1] ^= 1;
    assertThatThrownBy(() -> seal(part(other, "a"))).isInstanceOf(ContentMismatchException.class);
    assertThat(catalog.uploads().count()).as("the key is given up").isZero();
    Asset asset = add(seal(part(other, "a")), "a.mp4");
    assertThat(read(asset)).isEqualTo(other);
    assertThat(server.objectsBegun()).isEqualTo(3);
  }

  @Test
  void whatIsInAPartIsNotedBeforeThePartLeaves() throws IOException {
    List<Boolean> noted = new ArrayList<>();
    server.whenPartArrives(number -> noted.add(catalog.uploads().chunk("1:a", number).isPresent()));
    seal(part(content(2 * CHUNK_BYTES + 1), "a"));
    assertThat(noted).containsExactly(true, true, true);
  }

  @Test
  void contentThatIsNotWhatWasAnnouncedLeavesNoKeyBehind() {
    byte[] content = content(100);
    ContentPart lying = new ContentPart("a.jpg", 100, 12345, Optional.of("a"), () -> new ByteArrayInputStream(content));
    assertThatThrownBy(() -> seal(lying)).isInstanceOf(ContentMismatchException.class);
    assertThat(catalog.uploads().count()).isZero();
  }

  @Test
  void contentThatMayBeAnotherNextTimeIsUploadedAnew() throws IOException {
    byte[] content = content(10);
    seal(LibraryFixture.part("a.jpg", content));
    assertThat(catalog.uploads().count()).isZero();
  }

  @Test
  void whatIsDiscardedIsBegunAnew() throws IOException {
    byte[] content = content(10);
    library.discard(seal(part(content, "a")));
    assertThat(catalog.uploads().count()).isZero();
    assertThat(server.rows().objectCount()).isZero();
    seal(part(content, "a"));
    assertThat(server.objectsBegun()).isEqualTo(2);
  }

  @Test
  void anObjectThatTheServerHasLostIsUploadedAnew() throws IOException {
    byte[] content = content(10);
    SealedContent sealed = seal(part(content, "a"));
    server.rows().loseObject(sealed.object().objectKey());
    assertThatThrownBy(() -> add(sealed, "a.jpg"))
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.reason()).isEqualTo(StoreException.Reason.NOT_FOUND));
    assertThat(catalog.uploads().count()).as("an upload that says that it is there is not gone on with").isZero();
    assertThat(read(add(seal(part(content, "a")), "a.jpg"))).isEqualTo(content);
  }

  @Test
  void oldUploadsAreForgotten() throws IOException {
    seal(part(content(10), "a"));
    catalog.uploads().removeOlderThan(Duration.ofDays(13));
    assertThat(catalog.uploads().count()).isEqualTo(1);
    catalog.uploads().removeOlderThan(Duration.ofDays(-1));
    assertThat(catalog.uploads().count()).isZero();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  @Covers({"F67", "P4"})
  void anImportThatIsKilledAtAnyCallDoublesNothing(boolean answerLost) throws IOException {
    for (int call = 1; call <= 40; call++) {
      InMemoryServer.Contents fresh = new InMemoryServer.Contents(created.attributes());
      try (Catalog own = Catalog.inMemory()) {
        int kills = importAll(fresh, own, call, answerLost);
        assertThat(fresh.fileCount()).as("killed at call " + call).isEqualTo(3);
        // A thumbnail whose answer got lost is the only thing that may be there twice; the server drops it in time.
        assertThat(fresh.objectsBegun()).as("killed at call " + call).isLessThanOrEqualTo(6 + kills);
        assertThat(own.registrations().all()).isEmpty();
        assertThat(own.uploads().count()).isZero();
        if (kills == 0) {
          return;
        }
      }
    }
    throw new AssertionError("an import of three photos takes more than forty calls");
  }

  /** Imports three photos as an importer does, again until it comes through; returns how often it was killed. */
  private int importAll(InMemoryServer.Contents contents, Catalog own, int killedAtCall, boolean answerLost)
      throws IOException {
    contents.killAt(killedAtCall, answerLost);
    for (int kills = 0; ; kills++) {
      try {
        Library reopened = Library.open(new InMemoryServer(contents), created.keys(), own, random);
        reopened.refresh(() -> false);
        importInto(reopened);
        contents.spare();
        return kills;
      } catch (InMemoryServer.Killed e) {
        contents.spare();
      }
    }
  }

  private void importInto(Library into) throws IOException {
    Album album = into.album(AlbumKind.ALBUM, "Paris", "takeout/Paris");
    Album second = into.album(AlbumKind.ALBUM, "Rome", "takeout/Rome");
    for (int i = 0; i < 3; i++) {
      byte[] content = LibraryFixture.utf8("photo " + i);
      ContentPart part = part(content, "photo " + i);
      Optional<Asset> there = into.find(into.hash(part, Optional.empty(), ByteObserver.NONE, () -> false));
      if (there.isPresent()) {
        into.addToAlbum(album, List.of(there.get().id()));
        into.addToAlbum(second, List.of(there.get().id()));
      } else {
        SealedContent sealed = into.seal(part, Optional.empty(), ByteObserver.NONE, () -> false);
        NewAsset fresh =
            new NewAsset(
                into.withThumbnail(sealed, LibraryFixture.utf8("thumb"), () -> false),
                AssetKind.PHOTO,
                LibraryFixture.details(i + ".jpg"),
                List.of(album, second),
                Optional.empty());
        into.add(List.of(fresh)).get(0).orThrow();
      }
    }
    Set<Long> members = new HashSet<>();
    for (int i = 0; i < 3; i++) {
      members.add(into.find(OtherClient.hash("photo " + i)).orElseThrow().id());
    }
    assertThat(members).hasSize(3);
  }

  @Test
  void aRegistrationWhoseAnswerGotLostIsSentAgainAndTheAssetIsKnown() throws IOException {
    byte[] content = content(20);
    SealedContent sealed = library.withPlaceholder(seal(part(content, "a")), () -> false);
    library.album(AlbumKind.UNCATEGORIZED, "", "");
    server.killAt(1, true);
    assertThatThrownBy(() -> add(sealed, "a.jpg")).isInstanceOf(InMemoryServer.Killed.class);
    server.spare();
    open();
    library.refresh(() -> false);

    assertThat(library.find(sealed.hash())).isPresent();
    assertThat(catalog.uploads().count()).isZero();
    assertThat(read(library.find(sealed.hash()).orElseThrow())).isEqualTo(content);
  }

  @Test
  void aFullServerKeepsRegistrationsWaitingAndIsReadAllTheSame() throws IOException {
    Asset there = add(seal(part(content(5), "first")), "a.jpg");
    SealedContent sealed = library.withPlaceholder(seal(part(content(20), "second")), () -> false);
    server.refuse(Optional.of(StoreException.Reason.FULL));
    assertThatThrownBy(() -> add(sealed, "b.jpg")).isInstanceOf(StoreException.class);
    assertThat(catalog.registrations().all()).hasSize(1);
    server.refuse(Optional.empty());
    library.refresh(() -> false);
    assertThat(catalog.registrations().all()).isEmpty();
    assertThat(library.find(sealed.hash())).isPresent();
    assertThat(library.find(there.hash())).isPresent();
  }

  @Test
  void aRegistrationThatIsRefusedForGoodIsForgotten() throws IOException {
    SealedContent sealed = library.withPlaceholder(seal(part(content(20), "a")), () -> false);
    library.album(AlbumKind.UNCATEGORIZED, "", "");
    server.refuse(Optional.of(StoreException.Reason.NOT_FOUND));
    assertThatThrownBy(() -> add(sealed, "b.jpg")).isInstanceOf(StoreException.class);
    assertThat(catalog.registrations().all()).isEmpty();
  }

  @Test
  void aFileThatIsRefusedForGoodIsForgottenAloneAndTheOthersAreNotSentAgain() throws IOException {
    List<NewAsset> batch = new ArrayList<>();
    for (int bytes = 20; bytes < 25; bytes++) {
      SealedContent sealed = seal(part(content(bytes), "part " + bytes));
      batch.add(new NewAsset(sealed, AssetKind.PHOTO, LibraryFixture.details(bytes + ".jpg"), List.of(), Optional.empty()));
    }
    byte[] refused = batch.get(2).content().object().header();
    server.neverRegister(StoreException.Reason.REFUSED, file -> Arrays.equals(file.content().header(), refused));

    List<Addition> additions = library.add(batch);

    assertThat(additions).extracting(each -> each.asset().isPresent()).containsExactly(true, true, false, true, true);
    assertThat(additions.get(2).refusal()).map(StoreException::reason).contains(StoreException.Reason.REFUSED);
    assertThat(catalog.registrations().all()).isEmpty();
    assertThat(catalog.uploads().count()).isZero();
    for (int i = 0; i < batch.size(); i++) {
      assertThat(library.find(batch.get(i).content().hash()).isPresent()).isEqualTo(i != 2);
    }
  }

  @Test
  void aBatchWithARefusedFileThatIsKilledGoesOn() throws IOException {
    Album album = library.album(AlbumKind.ALBUM, "Paris", "x");
    for (int call = 1; call <= 4; call++) {
      List<NewAsset> batch = new ArrayList<>();
      for (int bytes = 10 * call; bytes < 10 * call + 3; bytes++) {
        SealedContent sealed = library.withPlaceholder(seal(part(content(bytes), "part " + bytes)), () -> false);
        batch.add(new NewAsset(sealed, AssetKind.PHOTO, LibraryFixture.details("a.jpg"), List.of(album), Optional.empty()));
      }
      byte[] refused = batch.get(0).content().object().header();
      server.neverRegister(StoreException.Reason.REFUSED, file -> Arrays.equals(file.content().header(), refused));
      server.killAt(call, true);
      assertThatThrownBy(() -> library.add(batch)).isInstanceOf(InMemoryServer.Killed.class);
      server.spare();
      open();

      library.refresh(() -> false);

      assertThat(batch).extracting(each -> library.find(each.content().hash()).isPresent()).containsExactly(false, true, true);
      assertThat(catalog.registrations().all()).isEmpty();
      assertThat(catalog.uploads().count()).isZero();
    }
  }

  @Test
  void whatCannotBePreviewedGetsAPlaceholderThatSaysSo() throws IOException {
    Asset asset = add(seal(part(content(20), "a")), "a.heic");
    byte[] jpeg = library.thumbnail(asset).orElseThrow();
    assertThat(Arrays.copyOf(jpeg, 2)).isEqualTo(new byte[] {(byte) 0xFF, (byte) 0xD8});
    assertThat(jpeg).hasSizeLessThan(2000);
    assertThat(AssetWriter.metadata(asset, true).get("hasStaticThumbnail").booleanValue()).isTrue();
    assertThat(AssetWriter.metadata(asset, false).has("hasStaticThumbnail")).isFalse();
  }

  @Test
  void aServerThatIsAwayChangesNothing() throws IOException {
    Asset asset = add(seal(part(content(20), "a")), "a.jpg");
    server.refuse(Optional.of(StoreException.Reason.UNAVAILABLE));
    assertThatThrownBy(() -> library.refresh(() -> false)).isInstanceOf(StoreException.class);
    assertThat(library.find(asset.hash())).isPresent();
    server.refuse(Optional.empty());
    assertThat(library.refresh(() -> false).changes()).isZero();
  }

  private SealedContent seal(ContentPart part) throws IOException {
    return library.seal(part, Optional.empty(), ByteObserver.NONE, () -> false);
  }

  private Asset add(SealedContent sealed, String title) throws IOException {
    return library
        .add(List.of(new NewAsset(sealed, AssetKind.PHOTO, LibraryFixture.details(title), List.of(), Optional.empty())))
        .get(0)
        .orThrow();
  }

  private byte[] read(Asset asset) throws IOException {
    try (InputStream in = library.openContent(asset, Half.STILL_OR_WHOLE)) {
      return in.readAllBytes();
    }
  }

  private static ContentPart part(byte[] content, String identity) {
    ContentPart plain = LibraryFixture.part("a.jpg", content);
    return new ContentPart(
        plain.fileName(), plain.sizeBytes(), ContentPart.UNKNOWN_CRC, Optional.of(identity), plain.opener());
  }

  private byte[] content(int bytes) {
    byte[] content = new byte[bytes];
    random.nextBytes(content);
    return content;
  }
}
