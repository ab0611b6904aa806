package org.stillkeep.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.stillkeep.asset.Album;
import org.stillkeep.asset.Asset;
import org.stillkeep.store.RemoteStore;

/** An export of a library on a server: what is there is not downloaded again, and what arrives is believed only if it is right. */
class ExportFromServerTest extends ExportOfServer {

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
}
