package org.stillkeep.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.stillkeep.asset.Album;
import org.stillkeep.asset.Asset;
import org.stillkeep.library.OtherClient;
import org.stillkeep.store.CollectionType;
import org.stillkeep.store.RemoteStore;
import org.stillkeep.store.StoreException.Reason;
import org.stillkeep.store.StoreException;

/** An export of a library on a server: what is there is not downloaded again, and what arrives is believed only if it is right. */
class ExportFromServerTest {

  private static final int PHOTO = 0;
  private static final int LIVE_PHOTO = 2;

  @TempDir Path folder;

  private Household home;
  private OtherClient phone;

  @BeforeEach
  void setUp() throws IOException {
    home = Household.onServer(folder.resolve("export"));
    phone = new OtherClient(home.contents, home.keys);
  }

  @AfterEach
  void tearDown() {
    home.close();
  }

  private static ObjectNode json() {
    return new ObjectMapper().createObjectNode();
  }

  private static ObjectNode hashed(String title, String content) {
    return OtherClient.metadata(PHOTO, title).put("hash", OtherClient.hash(content).text());
  }

  private static ObjectNode hashedLive(String title, String still, String video) {
    return OtherClient.metadata(LIVE_PHOTO, title)
        .put("hash", OtherClient.hash(still).text() + ":" + OtherClient.hash(video).text());
  }

  private ExportSummary refreshAndExport() throws IOException {
    home.library.refresh(Household.NEVER);
    return home.export();
  }

  /** How many contents a pass downloads, after the library has brought its news. */
  private int downloads() throws IOException {
    home.library.refresh(Household.NEVER);
    int before = home.server.objectsOpened();
    assertThat(home.export().failures()).isEmpty();
    return home.server.objectsOpened() - before;
  }

  @Test
  void whatIsThereIsNotDownloadedForFactsAboutIt() throws IOException {
    Album sea = home.album("Sea");
    Asset asset = home.photo("a.jpg", "a", sea);
    assertThat(downloads()).isOne();

    home.library.improve(asset.id(), Household.described(Household.details("a.jpg"), "at noon"));
    assertThat(downloads()).as("a caption").isZero();
    assertThat(home.read("Sea/metadata/a.jpg.json")).contains("at noon");

    home.library.improve(asset.id(), Household.taken("a.jpg", Instant.parse("2018-01-01T00:00:00Z")));
    assertThat(downloads()).as("a date").isZero();
    assertThat(Files.getLastModifiedTime(home.at("Sea/a.jpg")).toInstant()).isEqualTo("2018-01-01T00:00:00Z");

    home.library.rename(sea, "Seaside");
    assertThat(downloads()).as("an album's title").isZero();
    assertThat(home.media()).containsExactly("Seaside/a.jpg");

    home.library.addToAlbum(home.favorites(), List.of(asset.id()));
    assertThat(downloads()).as("a favourite: its second copy is made from the first").isZero();
    assertThat(home.media()).containsExactly("Favorites/a.jpg", "Seaside/a.jpg");
    assertThat(home.read("Favorites/a.jpg")).isEqualTo("a");
  }

  @Test
  void whatMovesBetweenAlbumsIsNotDownloaded() throws IOException {
    long sea = phone.album("Sea", json());
    long hills = phone.album("Hills", json());
    long file = phone.file(sea, hashed("a.jpg", "a"), "a");
    assertThat(downloads()).isOne();

    phone.move(file, sea, hills);
    assertThat(downloads()).isZero();
    assertThat(home.media()).containsExactly("Hills/a.jpg");
  }

  @Test
  void contentInSeveralAlbumsIsDownloadedOnce() throws IOException {
    home.photo("a.jpg", "the very same", home.album("Sea"), home.album("Hills"), home.album("Town"));
    assertThat(downloads()).isOne();
    assertThat(home.files()).containsEntry("Sea/a.jpg", "the very same").containsEntry("Hills/a.jpg", "the very same");
    assertThat(home.media()).hasSize(3);
    assertThat(home.export()).isEqualTo(ExportSummary.NOTHING);
    assertThat(home.exportFully().changedAnything()).isFalse();
  }

  @Test
  void aFirstCopyThatIsNotWhatItSeemsIsNotCopied() throws IOException {
    Asset asset = home.photo("a.jpg", "right", home.album("Sea"));
    refreshAndExport();
    FileTime time = Files.getLastModifiedTime(home.at("Sea/a.jpg"));
    Files.writeString(home.at("Sea/a.jpg"), "WRONG");
    Files.setLastModifiedTime(home.at("Sea/a.jpg"), time);

    home.library.addToAlbum(home.album("Hills"), List.of(asset.id()));
    assertThat(downloads()).as("the library has it").isOne();
    assertThat(home.read("Hills/a.jpg")).isEqualTo("right");
  }

  @Test
  void contentThatAnotherClientChangedReplacesTheOldInAllAlbums() throws IOException {
    long sea = phone.album("Sea", json());
    long file = phone.file(sea, hashed("a.jpg", "first"), "first");
    phone.addToAlbum(phone.album("Hills", json()), file);
    refreshAndExport();

    phone.replaceContent(file, hashed("a.jpg", "second, and longer"), "second, and longer");
    assertThat(downloads()).isOne();

    assertThat(home.files()).containsEntry("Sea/a.jpg", "second, and longer").containsEntry("Hills/a.jpg", "second, and longer");
    assertThat(home.media()).containsExactly("Hills/a.jpg", "Sea/a.jpg");
    assertThat(home.exportFully().changedAnything()).isFalse();
  }

  @Test
  void changedContentThatDoesNotArriveLeavesTheOldInPlace() throws IOException {
    long file = phone.file(phone.album("Sea", json()), hashed("a.jpg", "first"), "first");
    refreshAndExport();
    phone.replaceContent(file, hashed("a.jpg", "second"), "second");
    home.server.spoil(RemoteStore::cut);

    assertThat(refreshAndExport().failures()).hasSize(1);
    assertThat(home.read("Sea/a.jpg")).isEqualTo("first");

    home.server.spoil(UnaryOperator.identity());
    assertThat(home.export().isClean()).isTrue();
    assertThat(home.read("Sea/a.jpg")).isEqualTo("second");
  }

  /** What a server may do to what it was given. */
  private enum Spoiling {
    CUT,
    NOTHING_LEFT,
    ONE_BYTE_MORE,
    ONE_BIT_OTHER;

    private byte[] spoil(byte[] bytes) {
      return switch (this) {
        case CUT -> RemoteStore.cut(bytes);
        case NOTHING_LEFT -> new byte[0];
        case ONE_BYTE_MORE -> RemoteStore.withOneMore(bytes);
        case ONE_BIT_OTHER -> {
          byte[] other = bytes.clone();
          other[other.length / 2] ^= 1;
          yield other;
        }
      };
    }
  }

  @ParameterizedTest
  @EnumSource(Spoiling.class)
  void spoiltContentGetsNoName(Spoiling spoiling) throws IOException {
    home.photo("a.jpg", "a photo of some length", home.album("Sea"));
    home.server.spoil(spoiling::spoil);

    ExportSummary summary = refreshAndExport();

    assertThat(summary.failures()).extracting(ExportSummary.Failure::title).containsExactly("a.jpg");
    try (Stream<Path> found = Files.walk(home.root())) {
      assertThat(found.filter(Files::isRegularFile).map(file -> home.root().relativize(file).toString()))
          .allMatch(name -> name.startsWith(".stillkeep-") || name.endsWith("metadata.json"));
    }
    home.server.spoil(UnaryOperator.identity());
    assertThat(home.export().isClean()).isTrue();
    assertThat(home.read("Sea/a.jpg")).isEqualTo("a photo of some length");
  }

  @Test
  void theContentOfAnotherPhotoIsNotTakenForIt() throws IOException {
    Album sea = home.album("Sea");
    Asset first = home.photo("a.jpg", "equally long A", sea);
    Asset second = home.photo("b.jpg", "equally long B", sea);
    byte[] swapped = home.contents.object(home.catalog.assets().byId(second.id()).orElseThrow().content().objectKey());
    byte[] own = home.contents.object(home.catalog.assets().byId(first.id()).orElseThrow().content().objectKey());
    home.server.spoil(bytes -> Arrays.equals(bytes, own) ? swapped : bytes);

    assertThat(refreshAndExport().failures()).extracting(ExportSummary.Failure::title).containsExactly("a.jpg");
    assertThat(home.media()).containsExactly("Sea/b.jpg");
  }

  @Test
  void halvesThatNobodyMeasuredAreExportedOnceAndForAll() throws IOException {
    phone.file(
        phone.album("Sea", json()),
        hashedLive("IMG_1.HEIC", "the still", "the moving half"),
        OtherClient.liveZip("the still", "the moving half"),
        json(),
        json());
    refreshAndExport();
    assertThat(home.files())
        .containsEntry("Sea/IMG_1.HEIC", "the still")
        .containsEntry("Sea/IMG_1.mp4", "the moving half");
    assertThat(home.export()).isEqualTo(ExportSummary.NOTHING);

    ExportSummary full = home.exportFully();
    assertThat(full.changedAnything()).isFalse();
    assertThat(full.kept()).as("nothing looks edited").isEmpty();
  }

  @Test
  void theHalvesOfALivePhotoAreDownloadedTogether() throws IOException {
    home.livePhoto("IMG_1.HEIC", "IMG_1.MOV", "the still", "the moving half", home.album("Sea"), home.album("Hills"));
    assertThat(downloads()).isOne();
    assertThat(home.files()).containsEntry("Sea/IMG_1.HEIC", "the still").containsEntry("Sea/IMG_1.MOV", "the moving half");
    assertThat(home.media()).hasSize(4);
  }

  @Test
  void spoiltHalvesGetNoName() throws IOException {
    home.livePhoto("IMG_1.HEIC", "IMG_1.MOV", "the still", "the moving half", home.album("Sea"));
    home.server.spoil(RemoteStore::cut);
    assertThat(refreshAndExport().failures()).hasSize(1);
    assertThat(home.media()).isEmpty();
  }

  @Test
  void halvesThatNobodyMeasuredAreTakenOverByTheirContent() throws IOException {
    phone.file(
        phone.album("Sea", json()),
        hashedLive("IMG_1.HEIC", "the still", "the moving half"),
        OtherClient.liveZip("the still", "the moving half"),
        json(),
        json());
    home.library.refresh(Household.NEVER);
    Files.createDirectories(home.at("Sea"));
    Files.writeString(home.at("Sea/IMG_1.HEIC"), "the still");
    Files.writeString(home.at("Sea/IMG_1.mp4"), "the moving half");

    assertThat(downloads()).isZero();
    assertThat(home.media()).containsExactly("Sea/IMG_1.HEIC", "Sea/IMG_1.mp4");
    assertThat(home.exportFully().kept()).isEmpty();
  }

  @Test
  void hiddenAlbumsAreFoldersUnlessTheyAreNotWanted() throws IOException {
    long hidden = phone.album(".hidden", json().put("visibility", 2).put("subType", 1));
    phone.file(hidden, hashed("secret.jpg", "secret"), "secret");
    phone.file(phone.album("Sea", json()), hashed("a.jpg", "a"), "a");
    refreshAndExport();
    assertThat(home.media()).containsExactly("Hidden/secret.jpg", "Sea/a.jpg");

    home.options = Options.of(home.options).hidden(false).build();
    assertThat(downloads()).isZero();
    assertThat(home.media()).containsExactly("Sea/a.jpg", "Trash/Hidden/secret.jpg");
  }

  @Test
  void whatIsHiddenByItselfIsInNoFolderWhenItIsNotWanted() throws IOException {
    long sea = phone.album("Sea", json());
    phone.file(sea, hashed("secret.jpg", "secret"), "secret".getBytes(StandardCharsets.UTF_8), json().put("visibility", 2), json());
    phone.file(sea, hashed("a.jpg", "a"), "a");
    home.options = Options.of(home.options).hidden(false).yearFolders(YearFolders.ALL).build();
    refreshAndExport();
    assertThat(home.media()).containsExactly("Photos from 2019/a.jpg", "Sea/a.jpg");
  }

  @Test
  void hidingManyAtOnceIsUnderTheGuard() throws IOException {
    long hidden = phone.album(".hidden", json().put("visibility", 2).put("subType", 1));
    for (int i = 0; i < 21; i++) {
      phone.file(hidden, hashed("secret" + i + ".jpg", "secret " + i), "secret " + i);
    }
    refreshAndExport();
    home.options = Options.of(home.options).hidden(false).build();
    ExportSummary summary = home.export();
    assertThat(summary.heldBack()).isEqualTo(21);
    assertThat(home.media()).allMatch(name -> name.startsWith("Hidden/"));
  }

  @Test
  void albumsOfOthersStayApartFromOnesOwnOfTheSameTitle() throws IOException {
    long theirs = phone.album("Sea", json());
    phone.file(theirs, hashed("theirs.jpg", "theirs"), "theirs");
    phone.share(theirs);
    long ours = phone.album("Sea", json());
    phone.file(ours, hashed("ours.jpg", "ours"), "ours");
    refreshAndExport();
    assertThat(home.media()).containsExactly("Sea (2)/theirs.jpg", "Sea/ours.jpg");

    home.loseCatalog();
    home.exporter().takeOver();
    assertThat(downloads()).isZero();
    assertThat(home.media()).containsExactly("Sea (2)/theirs.jpg", "Sea/ours.jpg");
  }

  @Test
  void albumsOfOthersAreLeftOutWhenTheyAreNotWanted() throws IOException {
    long theirs = phone.album("Theirs", json());
    phone.file(theirs, hashed("theirs.jpg", "theirs"), "theirs");
    phone.share(theirs);
    refreshAndExport();
    assertThat(home.media()).containsExactly("Theirs/theirs.jpg");

    home.options = Options.of(home.options).shared(false).build();
    home.export();
    assertThat(home.media()).containsExactly("Trash/Theirs/theirs.jpg");
  }

  @Test
  void favouritesOfOthersAreAnAlbumLikeAnyOther() throws IOException {
    long theirs = phone.album(CollectionType.FAVORITES, "Bob's favourites", json());
    phone.file(theirs, hashed("theirs.jpg", "theirs"), "theirs");
    phone.share(theirs);
    refreshAndExport();
    assertThat(home.media()).containsExactly("Bob's favourites/theirs.jpg");
    assertThat(home.read("Bob's favourites/metadata/theirs.jpg.json")).doesNotContain("favorited");
  }

  @Test
  void quickLinksAreNoFolders() throws IOException {
    long link = phone.album("a link", json().put("subType", 2));
    long file = phone.file(link, hashed("a.jpg", "a"), "a");
    phone.addToAlbum(phone.album("Sea", json()), file);
    refreshAndExport();
    assertThat(home.media()).containsExactly("Sea/a.jpg");
  }

  @Test
  void aServerThatIsSuddenlyEmptyEmptiesNoFolder() throws IOException {
    long sea = phone.album("Sea", json());
    List<Long> files = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      files.add(phone.file(sea, hashed(i + ".jpg", "photo " + i), "photo " + i));
    }
    refreshAndExport();
    for (long file : files) {
      home.store.trash(Map.of(file, sea));
    }
    home.store.deleteCollection(sea);

    ExportSummary summary = refreshAndExport();

    assertThat(summary.heldBack()).isEqualTo(25);
    assertThat(home.media()).hasSize(25).allMatch(name -> name.startsWith("Sea/"));
  }

  @Test
  void aStoreThatIsAwayEndsThePassAndTheNextGoesOn() throws IOException {
    Album sea = home.album("Sea");
    for (int i = 0; i < 10; i++) {
      home.photo(i + ".jpg", "photo " + i, sea);
    }
    home.server.failDownloads(Optional.of(Reason.UNAVAILABLE));
    home.library.refresh(Household.NEVER);
    assertThatThrownBy(home::export).isInstanceOf(StoreException.class);
    assertThat(home.server.objectsOpened()).as("not one try for each file").isEqualTo(3);

    home.server.failDownloads(Optional.empty());
    assertThat(home.export().isClean()).isTrue();
    assertThat(home.media()).hasSize(10);
  }

  @Test
  void oneContentThatCannotBeHadIsThatFilesProblem() throws IOException {
    Album sea = home.album("Sea");
    for (int i = 0; i < 10; i++) {
      Asset asset = home.photo(i + ".jpg", "photo " + i, sea);
      if (i == 0) {
        home.server.failDownloadOf(asset.id());
      }
    }
    ExportSummary summary = refreshAndExport();
    assertThat(summary.failures()).extracting(ExportSummary.Failure::title).containsExactly("0.jpg");
    assertThat(home.media()).hasSize(9);
  }

  @Test
  void severalContentsThatCannotBeHadKeepNoOtherOutForEver() throws IOException {
    Album sea = home.album("Sea");
    for (int i = 0; i < 10; i++) {
      Asset asset = home.photo(i + ".jpg", "photo " + i, sea);
      if (i < 5) {
        home.server.failDownloadOf(asset.id());
      }
    }
    Exporter exporter = home.exporter();
    assertThatThrownBy(() -> exporter.run(false, ExportListener.NONE, Household.NEVER)).isInstanceOf(StoreException.class);
    assertThatThrownBy(() -> exporter.run(false, ExportListener.NONE, Household.NEVER)).isInstanceOf(StoreException.class);

    assertThat(home.media()).hasSize(5);
    home.server.failNoDownload();
    assertThat(exporter.run(false, ExportListener.NONE, Household.NEVER).isClean()).isTrue();
    assertThat(home.media()).hasSize(10);
  }

  @Test
  void anEndedSessionEndsThePassAtOnce() throws IOException {
    Album sea = home.album("Sea");
    home.photo("a.jpg", "a", sea);
    home.photo("b.jpg", "b", sea);
    home.server.failDownloads(Optional.of(Reason.LOGIN_REQUIRED));
    assertThatThrownBy(this::refreshAndExport).isInstanceOf(StoreException.class);
    assertThat(home.server.objectsOpened()).isOne();
  }

  @Test
  void nothingIsPlannedOnACatalogThatIsHalfRead() throws IOException {
    long sea = phone.album("Sea", json());
    long hills = phone.album("Hills", json());
    long file = phone.file(sea, hashed("a.jpg", "a"), "a");
    phone.file(hills, hashed("b.jpg", "b"), "b");
    refreshAndExport();
    phone.move(file, sea, hills);
    assertThatThrownBy(() -> home.library.refresh(new StopAfter(1))).isInstanceOf(CancellationException.class);

    assertThatThrownBy(home::export).isInstanceOf(LibraryBusyException.class);
    assertThat(home.media()).containsExactly("Hills/b.jpg", "Sea/a.jpg");

    refreshAndExport();
    assertThat(home.media()).containsExactly("Hills/a.jpg", "Hills/b.jpg");
  }

  /** Stops when it was asked so often. */
  private static final class StopAfter implements BooleanSupplier {
    private int left;

    StopAfter(int questions) {
      left = questions;
    }

    @Override
    public boolean getAsBoolean() {
      return left-- <= 0;
    }
  }
}
