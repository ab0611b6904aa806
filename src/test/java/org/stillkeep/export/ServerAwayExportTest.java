package org.stillkeep.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.stillkeep.asset.Album;
import org.stillkeep.asset.Asset;
import org.stillkeep.store.StoreException.Reason;
import org.stillkeep.store.StoreException;

/** An export of a library on a server that is away, gives this or that not out, or has lost all. */
class ServerAwayExportTest extends ExportOfServer {

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
    assertThat(home.server.objectsOpened()).as("not one try for each file").isBetween(3, 5);

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
    for (int i = 0; i < 10; i++) {
      home.photo(i + ".jpg", "photo " + i, sea);
    }
    home.server.failDownloads(Optional.of(Reason.LOGIN_REQUIRED));
    assertThatThrownBy(this::refreshAndExport).isInstanceOf(StoreException.class);
    assertThat(home.server.objectsOpened()).as("those that were asked for at the same time").isBetween(1, 5);
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
